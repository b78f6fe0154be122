import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  ANNOTATION_ACCOUNT_SET,
  ANNOTATION_BRANCH,
  ANNOTATION_CODEPIPELINE_ARN,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import request from 'supertest';
import { FakeAws } from '../__testUtils__/fakeAws';
import { StartedBackend, startBackend } from '../__testUtils__/startBackend';
import {
  accountRef,
  CLIENT_TOKEN,
  DEPLOY_ARN,
  GROUP,
  GROUP_ARN,
  modelGroupEntity,
  PIPELINE,
  PROD,
  STAGING,
  TOOLING,
  versionArn,
  worldAws,
  worldEntities,
} from '../__testUtils__/world';

const REGISTRY = 'approvals/registry:15';
const CICD = 'approvals/cicd:ApproveProd%2FApproval';
const registryBody = {
  decision: 'Approved',
  reason: 'Better',
  expected: 'PendingManualApproval@2026-01-01T00:00:15.000Z',
};
const cicdBody = {
  decision: 'Approved',
  reason: 'Tested',
  expected: 'token-14',
};

describe('approvals', () => {
  let aws: FakeAws;
  let backend: StartedBackend;

  async function start(
    group: Entity = modelGroupEntity(),
    approvals: { requesterMayDecide?: boolean } = {},
  ) {
    backend = await startBackend({
      aws: aws.service,
      entities: [group, ...worldEntities().slice(1)],
      config: { data: { sagemaker: { approvals } } },
    });
  }
  const decide = (rest: string, body: object, user = 'ann') =>
    backend.as(user).post(GROUP, rest, body);

  beforeEach(() => {
    aws = worldAws();
  });
  afterEach(() => backend.backend.stop());

  it('writes who and why to the registry, and the next read shows it', async () => {
    await start();
    const hints: unknown[] = [];
    await backend.events.subscribe({
      id: 'test',
      topics: [TOPIC_RESOURCE_CHANGED],
      onEvent: async ({ eventPayload }) => {
        hints.push(eventPayload);
      },
    });
    const before = await backend.as('ann').get(GROUP, 'promotion');
    expect(before.body.approved).toBe(14);
    expect((await decide(REGISTRY, registryBody)).status).toBe(200);
    expect(aws.versions.get(GROUP_ARN)![0]).toMatchObject({
      approvalStatus: 'Approved',
      approvalDescription: 'Better (user:default/ann)',
    });
    const after = await backend.as('bob').get(GROUP, 'promotion');
    expect(after.body.approved).toBe(15);
    expect(hints).toEqual([{ arn: GROUP_ARN }]);
  });

  it('are not taken for models of a feature branch, which are never promoted', async () => {
    await start(modelGroupEntity({ [ANNOTATION_BRANCH]: 'feature/graphs' }));
    const { status, body } = await decide(REGISTRY, registryBody);
    expect(status).toBe(403);
    expect(body.error.message).toContain(
      "models of the branch 'feature/graphs', which are never promoted",
    );
    expect(aws.calls).toEqual([]);
    const promotion = await backend.as('ann').get(GROUP, 'promotion');
    expect(promotion.body).toMatchObject({ approvals: [], drift: [] });
  });

  describe.each([
    ['registry', REGISTRY, registryBody, 15],
    ['cicd', CICD, cicdBody, 14],
  ])('of whoever started the run of the version: %s', (_, rest, body, at) => {
    async function startedBy(user: string) {
      const { body: started } = await backend
        .as(user)
        .post(PIPELINE, 'runs', { clientToken: CLIENT_TOKEN });
      aws.versions
        .get(GROUP_ARN)!
        .find(({ version }) => version === at)!.runArn = started.arn;
    }

    it('are refused, and somebody else decides', async () => {
      await start();
      await startedBy('ann');
      const refused = await decide(rest, body, 'ann');
      expect(refused.status).toBe(403);
      expect(refused.body.error.message).toBe(
        `You started the run that registered version ${at}, so somebody else has to decide on it`,
      );
      expect(aws.count('versions.decide')).toBe(0);
      expect(aws.count('deployments.decide')).toBe(0);
      expect((await decide(rest, body, 'bob')).status).toBe(200);
    });

    it('are taken where the configuration allows it', async () => {
      await start(modelGroupEntity(), { requesterMayDecide: true });
      await startedBy('ann');
      expect((await decide(rest, body, 'ann')).status).toBe(200);
    });
  });

  it.each(['Approved', 'Rejected'])(
    '%s goes on to the CI/CD pipeline',
    async decision => {
      await start();
      await backend.as('ann').get(GROUP, 'promotion');
      const { status } = await decide(CICD, { ...cicdBody, decision });
      expect(status).toBe(200);
      const { body } = await backend.as('bob').get(GROUP, 'promotion');
      expect(body.deployment.stages[3].status).toBe(
        decision === 'Approved' ? 'Succeeded' : 'Failed',
      );
      expect(body.stages[2].waiting).toBeUndefined();
    },
  );

  it.each([
    ['registry', REGISTRY, registryBody, accountRef(STAGING)],
    ['cicd', CICD, cicdBody, accountRef(PROD)],
  ])(
    'asks for the permission on the account that it opens, before AWS: %s',
    async (_, rest, body, account) => {
      await start();
      backend.denied.add(`sagemaker.approval.decide ${account}`);
      const response = await decide(rest, body);
      expect(response.status).toBe(403);
      expect(response.body.error.message).toContain(account);
      expect(aws.calls).toEqual([]);
      expect(backend.audit).toEqual([
        {
          outcome: 'approval-decide failed',
          meta: expect.objectContaining({
            entityRef: GROUP,
            arn: GROUP_ARN,
            decision: 'Approved',
            reason: body.reason,
          }),
        },
      ]);
    },
  );

  it('audits what was decided on what', async () => {
    await start();
    await decide(CICD, cicdBody);
    expect(backend.audit).toEqual([
      {
        outcome: 'approval-decide succeeded',
        meta: {
          entityRef: GROUP,
          arn: GROUP_ARN,
          approvalId: 'cicd:ApproveProd/Approval',
          decision: 'Approved',
          reason: 'Tested',
          version: 14,
        },
      },
    ]);
  });

  it('lets exactly one of two people decide', async () => {
    await start();
    const answers = await Promise.all([
      decide(REGISTRY, registryBody, 'ann'),
      decide(REGISTRY, { ...registryBody, decision: 'Rejected' }, 'bob'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(aws.count('versions.decide')).toBe(1);
    const [won, lost] = answers.sort((a, b) => a.status - b.status);
    expect(lost.body.error.message).toContain(won.body.decidedBy);
    expect(lost.body.error.message).toContain(won.body.decision);
  });

  it.each([
    [
      'an id of no kind',
      'approvals/other:1',
      registryBody,
      404,
      'registry:<version>',
    ],
    [
      'an unknown version',
      'approvals/registry:99',
      registryBody,
      404,
      'No version 99',
    ],
    [
      'an unknown stage',
      'approvals/cicd:Nope%2FApproval',
      cicdBody,
      404,
      "no stage 'Nope'",
    ],
    [
      'a stage that does not wait',
      'approvals/cicd:DeployProd%2FDeploy',
      cicdBody,
      409,
      'it is NotStarted',
    ],
    [
      'a version that was decided before',
      'approvals/registry:14',
      registryBody,
      409,
      'it is Approved',
    ],
    [
      'a version that has changed since',
      REGISTRY,
      {
        ...registryBody,
        expected: 'PendingManualApproval@2020-01-01T00:00:00.000Z',
      },
      409,
      'PendingManualApproval@2026-01-01T00:00:15.000Z',
    ],
    [
      'another execution',
      CICD,
      { ...cicdBody, expected: 'token-13' },
      409,
      versionArn(14),
    ],
    ['no reason', REGISTRY, { ...registryBody, reason: '' }, 400, 'reason'],
  ])('refuses %s', async (_, rest, body, status, says) => {
    await start();
    const response = await decide(rest, body);
    expect(response.status).toBe(status);
    expect(response.body.error.message).toContain(says);
    const untouched = worldAws();
    expect(aws.versions).toEqual(untouched.versions);
    expect(aws.deployments).toEqual(untouched.deployments);
  });

  it('can be tried again when AWS failed', async () => {
    await start();
    let failures = 1;
    aws.before = async operation => {
      if (operation === 'versions.decide' && failures-- > 0) {
        throw new ServiceUnavailableError('UpdateModelPackage failed');
      }
    };
    expect((await decide(REGISTRY, registryBody)).status).toBe(503);
    expect((await decide(REGISTRY, registryBody)).status).toBe(200);
  });

  it('needs an account set, to know what it opens', async () => {
    await start(modelGroupEntity({ [ANNOTATION_ACCOUNT_SET]: '' }));
    const { status, body } = await decide(REGISTRY, registryBody);
    expect(status).toBe(400);
    expect(body.error.message).toContain('No account set is linked');
    expect(aws.calls).toEqual([]);
  });

  it('needs a CI/CD pipeline', async () => {
    await start(modelGroupEntity({ [ANNOTATION_CODEPIPELINE_ARN]: '' }));
    const { status, body } = await decide(CICD, cicdBody);
    expect(status).toBe(404);
    expect(body.error.message).toContain('No CI/CD pipeline is linked');
  });

  it('does not decide for the model of another group', async () => {
    await start();
    const state = aws.deployments.get(DEPLOY_ARN)!;
    state.approvals[0].modelPackageArn = versionArn(3).replace(
      'churn',
      'other',
    );
    const { status } = await decide(CICD, cicdBody);
    expect(status).toBe(409);
    expect(aws.count('deployments.decide')).toBe(0);
  });

  it('needs the permission on the account of a pipeline that does not say what it deploys', async () => {
    await start();
    aws.deployments.get(DEPLOY_ARN)!.approvals[0].modelPackageArn = undefined;
    backend.denied.add(`sagemaker.approval.decide ${accountRef(TOOLING)}`);
    expect((await decide(CICD, cicdBody)).status).toBe(403);
    backend.denied.clear();
    expect((await decide(CICD, cicdBody)).status).toBe(200);
  });

  it('is for people, not for services', async () => {
    await start();
    const { status, body } = await request(backend.backend.server)
      .post(
        `/api/sagemaker/v1/entities/resource/default/churn-models/${REGISTRY}`,
      )
      .set('authorization', mockCredentials.service.header())
      .send(registryBody);
    expect(status).toBe(403);
    expect(body.error.message).toContain('Only a person');
    expect(aws.calls).toEqual([]);
  });
});
