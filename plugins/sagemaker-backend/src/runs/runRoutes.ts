import { AuditorService } from '@backstage/backend-plugin-api';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  PipelineRun,
  sagemakerReadPermission,
  sagemakerRunStartPermission,
  sagemakerRunStopPermission,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Access, EntityRequest, Gate } from '../access/Gate';
import { PipelineSubject, pipelineOf } from '../access/subjects';
import { audited } from '../audit';
import { pageOf } from '../reads/page';
import { createOpenApiRouter } from '../schema/openapi/generated';
import { runListRequest } from './runRequest';
import { Runs } from './Runs';
import { Steps } from './Steps';

const LOG_LINES = 200;
const ENTITY = '/v1/entities/:kind/:namespace/:name';

export interface RunRouteOptions {
  gate: Gate;
  auditor: AuditorService;
  runs: Runs;
  steps: Steps;
}

/** The routes of pipelines and their runs. */
export function addRunRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  { gate, auditor, runs, steps }: RunRouteOptions,
) {
  const change = async <TAnswer, TBody extends { clientToken: string }, TQuery>(
    req: EntityRequest<TAnswer, TBody, TQuery>,
    what: {
      eventId: 'run-start' | 'run-stop' | 'run-retry';
      permission: ResourcePermission;
      runId?: string;
      make: (access: Access<PipelineSubject>) => Promise<PipelineRun>;
    },
  ): Promise<PipelineRun> => {
    const { kind, namespace, name } = req.params;
    const meta = {
      entityRef: `${kind}:${namespace}/${name}`,
      clientToken: req.body.clientToken,
      ...(what.runId && { runId: what.runId }),
    };
    return audited(auditor, req, what.eventId, meta, async note => {
      const access = await gate.open(req, what.permission, pipelineOf);
      note({ arn: access.subject.pipelineArn });
      const run = await what.make(access);
      note({ runId: run.id, runArn: run.arn });
      return run;
    });
  };

  router.get(`${ENTITY}/runs`, async (req, res) => {
    const pipelines = await gate.openParts(
      req,
      sagemakerReadPermission,
      'pipeline',
      pipelineOf,
    );
    res.json(await runs.list(pipelines, runListRequest(req.query)));
  });

  router.post(`${ENTITY}/runs`, async (req, res) => {
    const run = await change(req, {
      eventId: 'run-start',
      permission: sagemakerRunStartPermission,
      make: access => runs.start(access, req.body),
    });
    res.status(201).json(run);
  });

  router.get(`${ENTITY}/runs/:runId`, async (req, res) => {
    const access = await gate.open(req, sagemakerReadPermission, pipelineOf);
    res.json(await runs.get(access, req.params.runId));
  });

  router.get(`${ENTITY}/runs/:runId/graph`, async (req, res) => {
    const access = await gate.open(req, sagemakerReadPermission, pipelineOf);
    res.json(await runs.graph(access, req.params.runId));
  });

  router.get(`${ENTITY}/runs/:runId/steps/:stepName`, async (req, res) => {
    const access = await gate.open(req, sagemakerReadPermission, pipelineOf);
    const { runId, stepName } = req.params;
    res.json(await steps.get(access, runId, stepName));
  });

  router.get(`${ENTITY}/runs/:runId/steps/:stepName/log`, async (req, res) => {
    const access = await gate.open(req, sagemakerReadPermission, pipelineOf);
    const { runId, stepName } = req.params;
    const page = { ...pageOf(req.query), limit: req.query.limit ?? LOG_LINES };
    res.json(await steps.log(access, runId, stepName, page));
  });

  router.post(`${ENTITY}/runs/:runId/stop`, async (req, res) => {
    const { runId } = req.params;
    const run = await change(req, {
      eventId: 'run-stop',
      permission: sagemakerRunStopPermission,
      runId,
      make: access => runs.stop(access, runId, req.body),
    });
    res.json(run);
  });

  router.post(`${ENTITY}/runs/:runId/retry`, async (req, res) => {
    const { runId } = req.params;
    const run = await change(req, {
      eventId: 'run-retry',
      permission: sagemakerRunStartPermission,
      runId,
      make: access => runs.retry(access, runId, req.body),
    });
    res.json(run);
  });

  router.get(`${ENTITY}/pipeline`, async (req, res) => {
    const access = await gate.open(req, sagemakerReadPermission, pipelineOf);
    res.json(await runs.pipeline(access));
  });
}
