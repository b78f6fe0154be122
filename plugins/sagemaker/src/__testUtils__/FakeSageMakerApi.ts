import { ResponseError } from '@backstage/errors';
import type {
  DecideApprovalRequest,
  StartRunRequest,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { SageMakerApi } from '../api/SageMakerApi';
import {
  accountSetDetail,
  AS_OF,
  failedRun,
  PIPELINE_ARN,
  promotion,
  repositoryCheck,
  run,
  runDetail,
  versions,
} from './fixtures';

/** A backend in memory. A test replaces the answers that it is about. */
export class FakeSageMakerApi implements SageMakerApi {
  started: StartRunRequest[] = [];
  decided: { id: string; request: DecideApprovalRequest }[] = [];

  getRuns: SageMakerApi['getRuns'] = async () => ({
    pipelineArn: PIPELINE_ARN,
    asOf: AS_OF,
    items: [run(), failedRun],
  });

  getRun: SageMakerApi['getRun'] = async () => runDetail(failedRun);

  startRun: SageMakerApi['startRun'] = async (_ref, request) => {
    this.started.push(request);
    return run({ status: 'Executing' });
  };

  getVersions: SageMakerApi['getVersions'] = async () => versions;

  getPromotion: SageMakerApi['getPromotion'] = async () => promotion();

  decideApproval: SageMakerApi['decideApproval'] = async (
    _ref,
    id,
    request,
  ) => {
    this.decided.push({ id, request });
    const { decision, reason } = request;
    return { id, decision, reason, decidedBy: 'user:default/guest' };
  };

  getAccountSet: SageMakerApi['getAccountSet'] = async () => accountSetDetail;

  getRepositoryCheck: SageMakerApi['getRepositoryCheck'] = async () =>
    repositoryCheck;

  getProjectTemplates: SageMakerApi['getProjectTemplates'] = async () => ({
    asOf: AS_OF,
    items: [],
  });
}

/** What the client throws when the backend answers with this error. */
export function backendAnswers(
  statusCode: number,
  error: { name: string; message: string; code?: string; kind?: string },
): Promise<never> {
  return ResponseError.fromResponse(
    new Response(JSON.stringify({ error, response: { statusCode } }), {
      status: statusCode,
      headers: { 'content-type': 'application/json' },
    }),
  ).then(thrown => Promise.reject(thrown));
}
