import { AuditorService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  sagemakerApprovalDecidePermission,
  sagemakerReadPermission,
  sagemakerRunStartPermission,
  sagemakerTemplateReadPermission,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Gate } from './access/Gate';
import { accountSetOf, modelGroupOf, pipelineOf } from './access/subjects';
import { AccountSets } from './accountSets';
import { Approvals } from './approvals/Approvals';
import { audited } from './audit';
import { ProjectTemplates } from './projectTemplates';
import { FactReader } from './promotion/FactReader';
import { promotionOf } from './promotion/promotion';
import { pageOf } from './reads/page';
import { RepositoryChecks } from './repository/RepositoryChecks';
import { RepositorySubject } from './repository/repositorySubject';
import { Runs } from './runs';
import { createOpenApiRouter } from './schema/openapi/generated';
import { Versions } from './versions';

export interface RouterOptions {
  gate: Gate;
  auditor: AuditorService;
  runs: Runs;
  versions: Versions;
  facts: FactReader;
  approvals: Approvals;
  projectTemplates: ProjectTemplates;
  accountSets: AccountSets;
  repositoryChecks: RepositoryChecks;
  repositoryOf: (entity: Entity) => RepositorySubject;
}

/** The routes of `openapi.yaml`. Each opens the gate first, and acts on what it gets there. */
export async function createRouter(options: RouterOptions) {
  const { gate, auditor } = options;
  const router = await createOpenApiRouter();

  router.get('/v1/entities/:kind/:namespace/:name/runs', async (req, res) => {
    const access = await gate.open(req, sagemakerReadPermission, pipelineOf);
    res.json(await options.runs.list(access, pageOf(req.query)));
  });

  router.post('/v1/entities/:kind/:namespace/:name/runs', async (req, res) => {
    const { kind, namespace, name } = req.params;
    const meta = { entityRef: `${kind}:${namespace}/${name}` };
    const run = await audited(auditor, req, 'run-start', meta, async note => {
      const access = await gate.open(
        req,
        sagemakerRunStartPermission,
        pipelineOf,
      );
      note({ arn: access.subject.pipelineArn });
      const started = await options.runs.start(access, req.body);
      note({ runId: started.id });
      return started;
    });
    res.status(201).json(run);
  });

  router.get(
    '/v1/entities/:kind/:namespace/:name/runs/:runId',
    async (req, res) => {
      const access = await gate.open(req, sagemakerReadPermission, pipelineOf);
      res.json(await options.runs.get(access, req.params.runId));
    },
  );

  router.get(
    '/v1/entities/:kind/:namespace/:name/versions',
    async (req, res) => {
      const access = await gate.open(
        req,
        sagemakerReadPermission,
        modelGroupOf,
      );
      res.json(await options.versions.list(access, pageOf(req.query)));
    },
  );

  router.get(
    '/v1/entities/:kind/:namespace/:name/promotion',
    async (req, res) => {
      const access = await gate.open(
        req,
        sagemakerReadPermission,
        modelGroupOf,
      );
      res.json(promotionOf(await options.facts.gather(access)));
    },
  );

  router.post(
    '/v1/entities/:kind/:namespace/:name/approvals/:approvalId',
    async (req, res) => {
      const { kind, namespace, name, approvalId } = req.params;
      const { decision, reason } = req.body;
      const meta = {
        entityRef: `${kind}:${namespace}/${name}`,
        approvalId,
        decision,
        reason,
      };
      const decided = await audited(
        auditor,
        req,
        'approval-decide',
        meta,
        async note => {
          const access = await gate.open(
            req,
            sagemakerApprovalDecidePermission,
            modelGroupOf,
          );
          note({ arn: access.subject.modelGroupArn });
          return options.approvals.decide(access, approvalId, req.body, note);
        },
      );
      res.json(decided);
    },
  );

  router.get(
    '/v1/entities/:kind/:namespace/:name/project-templates',
    async (req, res) => {
      const access = await gate.open(
        req,
        sagemakerTemplateReadPermission,
        accountSetOf,
      );
      res.json(await options.projectTemplates.list(access));
    },
  );

  router.get(
    '/v1/entities/:kind/:namespace/:name/account-set',
    async (req, res) => {
      const access = await gate.open(
        req,
        sagemakerReadPermission,
        accountSetOf,
      );
      res.json(await options.accountSets.get(access));
    },
  );

  router.get(
    '/v1/entities/:kind/:namespace/:name/repository-check',
    async (req, res) => {
      const access = await gate.openWithoutAccount(
        req,
        sagemakerReadPermission,
        options.repositoryOf,
      );
      res.json(await options.repositoryChecks.get(access));
    },
  );

  return router;
}
