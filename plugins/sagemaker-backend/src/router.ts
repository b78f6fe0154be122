import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  sagemakerApprovalDecidePermission,
  sagemakerReadPermission,
  sagemakerTemplateReadPermission,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { RepositorySubject } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Gate } from './access/Gate';
import { accountSetOf, modelGroupOf } from './access/subjects';
import { AccountSets } from './accountSets';
import { Approvals } from './approvals/Approvals';
import { audited } from './audit';
import { Inbox } from './inbox/Inbox';
import { ProjectTemplates } from './projectTemplates';
import { FactReader } from './promotion/FactReader';
import { promotionOf } from './promotion/promotion';
import { pageOf } from './reads/page';
import { DeploymentConfigs } from './repository/DeploymentConfigs';
import { RepositoryChecks } from './repository/RepositoryChecks';
import { addRunRoutes } from './runs/runRoutes';
import { Runs } from './runs/Runs';
import { Steps } from './runs/Steps';
import { createOpenApiRouter } from './schema/openapi/generated';
import { Versions } from './versions';

export interface RouterOptions {
  gate: Gate;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  runs: Runs;
  steps: Steps;
  versions: Versions;
  facts: FactReader;
  approvals: Approvals;
  inbox: Inbox;
  projectTemplates: ProjectTemplates;
  accountSets: AccountSets;
  repositoryChecks: RepositoryChecks;
  repositoryOf: (entity: Entity) => RepositorySubject;
  deploymentConfigs: DeploymentConfigs;
  deploymentRepositoryOf: (entity: Entity) => RepositorySubject;
}

/** The routes of `openapi.yaml`. Each opens the gate first, and acts on what it gets there. */
export async function createRouter(options: RouterOptions) {
  const { gate, auditor } = options;
  const router = await createOpenApiRouter();

  addRunRoutes(router, options);

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
    '/v1/entities/:kind/:namespace/:name/version-metrics',
    async (req, res) => {
      const access = await gate.open(
        req,
        sagemakerReadPermission,
        modelGroupOf,
      );
      res.json(await options.versions.metrics(access, pageOf(req.query)));
    },
  );

  router.get(
    '/v1/entities/:kind/:namespace/:name/versions/:version',
    async (req, res) => {
      const access = await gate.open(
        req,
        sagemakerReadPermission,
        modelGroupOf,
      );
      const version = Number(req.params.version);
      res.json(await options.versions.get(access, version));
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

  router.get('/v1/approvals', async (req, res) => {
    const caller = await options.httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const { search, mayDecide } = req.query;
    res.json(
      await options.inbox.list(caller, {
        ...pageOf(req.query),
        search,
        mayDecide,
      }),
    );
  });

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
    '/v1/entities/:kind/:namespace/:name/project-template',
    async (req, res) => {
      const access = await gate.open(
        req,
        sagemakerTemplateReadPermission,
        accountSetOf,
      );
      res.json(await options.projectTemplates.get(access, req.query));
    },
  );

  router.post(
    '/v1/entities/:kind/:namespace/:name/use-case-preflight',
    async (req, res) => {
      const access = await gate.open(
        req,
        sagemakerTemplateReadPermission,
        accountSetOf,
      );
      res.json(await options.projectTemplates.check(access, req.body));
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

  router.get(
    '/v1/entities/:kind/:namespace/:name/deployment-config',
    async (req, res) => {
      const access = await gate.openWithoutAccount(
        req,
        sagemakerReadPermission,
        options.deploymentRepositoryOf,
      );
      res.json(await options.deploymentConfigs.get(access, req.query.stage));
    },
  );

  router.post(
    '/v1/entities/:kind/:namespace/:name/deployment-change',
    async (req, res) => {
      const access = await gate.openWithoutAccount(
        req,
        sagemakerReadPermission,
        options.deploymentRepositoryOf,
      );
      res.json(await options.deploymentConfigs.check(access, req.body));
    },
  );

  return router;
}
