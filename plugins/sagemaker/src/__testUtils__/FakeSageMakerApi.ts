import { ResponseError } from '@backstage/errors';
import type {
  DecideApprovalRequest,
  StartRunRequest,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { SageMakerApi } from '../api/SageMakerApi';
import {
  accountSetDetail,
  approvalInbox,
  AS_OF,
  deploymentConfig,
  failedRun,
  pipelineDetail,
  promotion,
  repositoryCheck,
  run,
  runDetail,
  runGraph,
  runList,
  stepDetail,
  stepLog,
  version,
  versionDetail,
  versions,
} from './fixtures';

/** A backend in memory. A test replaces the answers that it is about. */
export class FakeSageMakerApi implements SageMakerApi {
  started: StartRunRequest[] = [];
  decided: { id: string; request: DecideApprovalRequest }[] = [];

  stopped: string[] = [];
  retried: string[] = [];

  getRuns: SageMakerApi['getRuns'] = async () => runList([run(), failedRun]);

  getRun: SageMakerApi['getRun'] = async () => runDetail(failedRun);

  getRunGraph: SageMakerApi['getRunGraph'] = async () => runGraph;

  getStep: SageMakerApi['getStep'] = async () => stepDetail;

  getStepLog: SageMakerApi['getStepLog'] = async () => stepLog();

  getPipeline: SageMakerApi['getPipeline'] = async () => pipelineDetail;

  stopRun: SageMakerApi['stopRun'] = async (_ref, id) => {
    this.stopped.push(id);
    return run({ id, status: 'Stopping' });
  };

  retryRun: SageMakerApi['retryRun'] = async (_ref, id) => {
    this.retried.push(id);
    return run({ id, status: 'Executing' });
  };

  startRun: SageMakerApi['startRun'] = async (_ref, request) => {
    this.started.push(request);
    return run({ status: 'Executing' });
  };

  getVersions: SageMakerApi['getVersions'] = async () => versions;

  getVersionMetrics: SageMakerApi['getVersionMetrics'] = async () => ({
    items: [{ version: 14, metrics: [{ name: 'auc', value: 0.91 }] }],
    asOf: AS_OF,
  });

  getVersion: SageMakerApi['getVersion'] = async (_ref, number) =>
    versionDetail({ version: version({ version: number }) });

  getPromotion: SageMakerApi['getPromotion'] = async () => promotion();

  getApprovals: SageMakerApi['getApprovals'] = async () => approvalInbox([]);

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

  getDeploymentConfig: SageMakerApi['getDeploymentConfig'] = async () =>
    deploymentConfig();

  checkDeploymentChange: SageMakerApi['checkDeploymentChange'] = async () => ({
    findings: [],
    asOf: AS_OF,
  });

  getProjectTemplates: SageMakerApi['getProjectTemplates'] = async () => ({
    asOf: AS_OF,
    items: [],
  });

  getProjectTemplate: SageMakerApi['getProjectTemplate'] = async () => ({
    asOf: AS_OF,
    versions: [],
    launchPaths: [],
    parameters: [],
    findings: [],
  });

  checkUseCase: SageMakerApi['checkUseCase'] = async () => ({
    asOf: AS_OF,
    findings: [],
    notChecked: [],
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
