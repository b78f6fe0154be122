import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_ACCOUNT_SET,
  ANNOTATION_AWS_ARN,
  ANNOTATION_BRANCH,
  ANNOTATION_CODEPIPELINE_ARN,
  ApprovalInbox,
  TOPIC_AWS_EVENTS,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { FakeAws } from '../__testUtils__/fakeAws';
import { StartedBackend, startBackend } from '../__testUtils__/startBackend';
import {
  accountRef,
  DEPLOY_ARN,
  DEV,
  entity,
  GROUP,
  GROUP_ARN,
  modelGroupEntity,
  modelVersion,
  PROD,
  REGION,
  SET,
  STAGING,
  TOOLING,
  worldAws,
  worldEntities,
} from '../__testUtils__/world';

const TASK = 'index-approvals';
const OTHER = 'resource:default/uplift-models';
/** In another account than the first, so that each can fail by itself. */
const OTHER_ARN = `arn:aws:sagemaker:${REGION}:${DEV}:model-package-group/uplift-models`;

function otherGroup(annotations: Record<string, string> = {}): Entity {
  return entity(
    'uplift-models',
    {
      type: 'ml-model',
      owner: 'marketing',
      system: 'uplift',
    },
    {
      [ANNOTATION_AWS_ARN]: OTHER_ARN,
      [ANNOTATION_ACCOUNT_SET]: SET,
      ...annotations,
    },
  );
}

function otherVersion(version: number, modifiedAt: string) {
  return modelVersion(version, 'PendingManualApproval', {
    arn: `${OTHER_ARN.replace('-group', '')}/${version}`,
    modifiedAt,
  });
}

describe('the inbox of approvals', () => {
  let aws: FakeAws;
  let backend: StartedBackend;

  async function start(entities: Entity[] = worldEntities()) {
    backend = await startBackend({ aws: aws.service, entities });
  }
  const inbox = async (user = 'ann', query = ''): Promise<ApprovalInbox> =>
    (await backend.as(user).inbox(query)).body;
  const ids = ({ items }: ApprovalInbox) =>
    items.map(({ approval, entityRef }) => `${entityRef} ${approval.id}`);
  const sweep = () => backend.trigger(TASK);
  const hint = (arn: string) =>
    backend.events.publish({
      topic: TOPIC_RESOURCE_CHANGED,
      eventPayload: { arn },
    });
  const later = (minutes: number) =>
    jest
      .spyOn(Date, 'now')
      .mockReturnValue(new Date().getTime() + minutes * 60_000);

  beforeEach(() => {
    aws = worldAws();
    aws.versions.set(OTHER_ARN, [otherVersion(3, '2026-02-01T00:00:00.000Z')]);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await backend.backend.stop();
  });

  it('lists what waits in the registry and in CI/CD, the longest waiting first', async () => {
    await start([...worldEntities(), otherGroup()]);
    expect(await inbox()).toEqual({
      items: [],
      total: 0,
      mayDecide: 0,
      readable: true,
    });
    await sweep();
    aws.calls.length = 0;
    const answer = await inbox();
    expect(answer).toMatchObject({
      total: 3,
      mayDecide: 3,
      readable: true,
      asOf: expect.stringMatching(/Z$/),
    });
    expect(answer.items).toEqual([
      {
        entityRef: GROUP,
        title: 'churn-models',
        owner: 'group:default/credit-risk',
        accountRef: accountRef(STAGING),
        mayDecide: true,
        approval: {
          id: 'registry:15',
          kind: 'registry',
          stage: 'staging',
          title: 'Approve version 15 for staging',
          version: 15,
          modelPackageArn: expect.stringContaining('churn-models/15'),
          since: '2026-01-01T00:00:15.000Z',
          expected: 'PendingManualApproval@2026-01-01T00:00:15.000Z',
        },
      },
      expect.objectContaining({
        entityRef: OTHER,
        owner: 'group:default/marketing',
        system: 'system:default/uplift',
      }),
      expect.objectContaining({
        entityRef: GROUP,
        accountRef: accountRef(PROD),
        approval: expect.objectContaining({
          id: 'cicd:ApproveProd/Approval',
          expected: 'token-14',
          pipelineName: 'churn-deploy',
        }),
      }),
    ]);
    expect(aws.calls).toEqual([]);
  });

  it('asks AWS once for each account, and seldom for a pipeline', async () => {
    await start();
    await sweep();
    await sweep();
    expect(aws.count('versions.undecided')).toBe(2);
    expect(aws.count('deployments.get')).toBe(1);
    later(16);
    await sweep();
    expect(aws.count('deployments.get')).toBe(2);
  });

  it('keeps what waits where AWS cannot be read, and says so', async () => {
    await start([...worldEntities(), otherGroup()]);
    await sweep();
    aws.versions.set(OTHER_ARN, []);
    aws.before = async (_, subject) => {
      if (subject === TOOLING) {
        throw new Error('no access');
      }
    };
    await sweep();
    const answer = await inbox();
    expect(ids(answer)).toEqual([
      `${GROUP} registry:15`,
      `${GROUP} cicd:ApproveProd/Approval`,
    ]);
    expect(answer.readable).toBe(false);
    aws.before = async () => {};
    aws.versions.set(GROUP_ARN, []);
    await sweep();
    expect(await inbox()).toMatchObject({ total: 1, readable: true });
  });

  it.each<[string, () => Promise<void>]>([
    ['a reading of all', () => later(16) && sweep()],
    [
      'events',
      async () => {
        await hint(GROUP_ARN);
        await hint(DEPLOY_ARN);
      },
    ],
  ])('finds nothing in what AWS no longer has: %s', async (_, read) => {
    await start();
    await sweep();
    aws.versions.delete(GROUP_ARN);
    aws.deployments.delete(DEPLOY_ARN);
    await read();
    expect(await inbox()).toMatchObject({ total: 0, readable: true });
  });

  it('shows everybody only what they see and may read', async () => {
    await start([...worldEntities(), otherGroup()]);
    await sweep();
    backend.denied.add(`sagemaker.read ${OTHER}`);
    expect(ids(await inbox())).toEqual([
      `${GROUP} registry:15`,
      `${GROUP} cicd:ApproveProd/Approval`,
    ]);
    const find = backend.catalog.getEntitiesByRefs;
    const calls = jest
      .spyOn(backend.catalog, 'getEntitiesByRefs')
      .mockImplementation(async (request, options) => {
        const { items } = await find.call(backend.catalog, request, options);
        const isBob = JSON.stringify(options).includes('user:default/bob');
        return {
          items: items.map(item =>
            isBob && item?.metadata.name === 'churn-models' ? undefined : item,
          ),
        };
      });
    expect(ids(await inbox('bob'))).toEqual([]);
    backend.denied.clear();
    expect(ids(await inbox('bob'))).toEqual([`${OTHER} registry:3`]);
    calls.mockClear();
    expect((await inbox('ann')).total).toBe(3);
    // Model groups, and account sets.
    expect(calls).toHaveBeenCalledTimes(2);
  });

  it('answers nobody without credentials', async () => {
    await start();
    const { status } = await backend.as('ann').inbox().unset('authorization');
    expect(status).toBe(401);
  });

  it.each([
    ['the model group', `sagemaker.approval.decide ${GROUP}`, [false, false]],
    [
      'the account of prod',
      `sagemaker.approval.decide ${accountRef(PROD)}`,
      [true, false],
    ],
    [
      'the account of staging',
      `sagemaker.approval.decide ${accountRef(STAGING)}`,
      [false, true],
    ],
  ])('says who may decide: not without %s', async (_, denied, may) => {
    await start();
    await sweep();
    backend.denied.add(denied);
    const { items } = await inbox();
    expect(items.map(({ mayDecide }) => mayDecide)).toEqual(may);
    const own = await inbox('ann', '?mayDecide=true');
    expect(own.items.every(({ mayDecide }) => mayDecide)).toBe(true);
    expect(own.total).toBe(may.filter(Boolean).length);
    expect(own.mayDecide).toBe(own.total);
  });

  it('asks for the account of a pipeline that does not say what it deploys', async () => {
    aws.deployments.get(DEPLOY_ARN)!.approvals[0].modelPackageArn = undefined;
    await start();
    await sweep();
    const cicd = async () => (await inbox()).items[1].mayDecide;
    expect(await cicd()).toBe(true);
    backend.denied.add(`sagemaker.approval.decide ${accountRef(TOOLING)}`);
    expect(await cicd()).toBe(false);
  });

  it('pages and searches', async () => {
    await start([...worldEntities(), otherGroup()]);
    await sweep();
    const first = await inbox('ann', '?limit=2');
    expect(first).toMatchObject({ total: 3, items: { length: 2 } });
    const next = `?limit=2&cursor=${encodeURIComponent(first.nextCursor!)}`;
    const second = await inbox('ann', next);
    expect(second.nextCursor).toBeUndefined();
    expect(ids(first).concat(ids(second))).toEqual(ids(await inbox()));
    expect(ids(await inbox('ann', '?search=UPLIFT'))).toEqual([
      `${OTHER} registry:3`,
    ]);
    expect((await inbox('ann', '?search=prod')).total).toBe(1);
    const { status } = await backend.as('ann').inbox('?cursor=x');
    expect(status).toBe(400);
  });

  it('follows events, with one read of what has changed', async () => {
    await start([...worldEntities(), otherGroup()]);
    await sweep();
    aws.calls.length = 0;
    aws.versions.set(GROUP_ARN, [
      modelVersion(16, 'PendingManualApproval'),
      ...aws.versions.get(GROUP_ARN)!,
    ]);
    await backend.events.publish({
      topic: TOPIC_AWS_EVENTS,
      eventPayload: {
        source: 'aws.sagemaker',
        'detail-type': 'SageMaker Model Package State Change',
        account: TOOLING,
        region: REGION,
        detail: {
          ModelPackageArn: `${GROUP_ARN.replace('-group', '')}/16`,
          ModelPackageGroupName: 'churn-models',
        },
      },
    });
    expect((await inbox()).total).toBe(4);
    aws.versions.get(GROUP_ARN)![0].approvalStatus = 'Approved';
    await hint(GROUP_ARN);
    expect(ids(await inbox())).toEqual([
      `${OTHER} registry:3`,
      `${GROUP} cicd:ApproveProd/Approval`,
    ]);
    expect(aws.count('versions.undecided')).toBe(2);
    aws.deployments.get(DEPLOY_ARN)!.approvals = [];
    await hint(DEPLOY_ARN);
    expect(ids(await inbox())).toEqual([`${OTHER} registry:3`]);
    expect(aws.count('deployments.get')).toBe(1);
  });

  it('is not disturbed by events about anything else, or malformed, or when AWS is down', async () => {
    await start();
    await sweep();
    aws.calls.length = 0;
    const before = await inbox();
    await hint(`arn:aws:codepipeline:${REGION}:${TOOLING}:not-linked`);
    await hint(`${GROUP_ARN}-unknown`);
    await hint('nonsense');
    expect(aws.count('deployments.get')).toBe(0);
    expect(aws.count('versions.undecided')).toBe(0);
    aws.before = async () => {
      throw new Error('throttled');
    };
    await hint(GROUP_ARN);
    await hint(DEPLOY_ARN);
    expect(await inbox()).toEqual(before);
  });

  it('no longer lists what was decided here, whatever AWS still says', async () => {
    await start();
    await sweep();
    const [registry] = (await inbox()).items;
    const stale = structuredClone(aws.versions.get(GROUP_ARN)!);
    const decided = await backend
      .as('ann')
      .post(GROUP, 'approvals/registry:15', {
        decision: 'Approved',
        reason: 'Better',
        expected: registry.approval.expected,
      });
    expect(decided.status).toBe(200);
    aws.versions.set(GROUP_ARN, stale);
    await sweep();
    expect(ids(await inbox())).toEqual([`${GROUP} cicd:ApproveProd/Approval`]);
  });

  it.each([
    ['registry:15', 'PendingManualApproval@2026-01-01T00:00:15.000Z'],
    ['cicd:ApproveProd%2FApproval', 'token-14'],
  ])(
    'no longer lists what was decided in AWS, once somebody has met it: %s',
    async (id, expected) => {
      await start();
      await sweep();
      await backend.as('ann').get(GROUP, 'promotion');
      aws.versions.get(GROUP_ARN)![0].approvalStatus = 'Rejected';
      aws.deployments.get(DEPLOY_ARN)!.approvals = [];
      const refused = await backend.as('ann').post(GROUP, `approvals/${id}`, {
        decision: 'Approved',
        reason: 'Better',
        expected,
      });
      expect(refused.status).toBe(409);
      const known = decodeURIComponent(id);
      expect(ids(await inbox())).toHaveLength(1);
      expect(ids(await inbox())).not.toContain(`${GROUP} ${known}`);
      const { body } = await backend.as('ann').get(GROUP, 'promotion');
      expect(JSON.stringify(body.approvals)).not.toContain(known);
    },
  );

  it.each<[string, () => Entity[]]>([
    ['a model group that is gone', () => worldEntities().slice(1)],
    [
      'a model group of a feature branch',
      () => [
        modelGroupEntity({ [ANNOTATION_BRANCH]: 'feature/graphs' }),
        ...worldEntities().slice(1),
      ],
    ],
    [
      'a model group from a YAML file',
      () => [
        modelGroupEntity({ 'backstage.io/managed-by-location': 'url:x' }),
        ...worldEntities().slice(1),
      ],
    ],
    [
      'a model group in an account that the portal does not know',
      () => [
        modelGroupEntity({
          [ANNOTATION_AWS_ARN]: GROUP_ARN.replace(TOOLING, '999999999999'),
          [ANNOTATION_CODEPIPELINE_ARN]: DEPLOY_ARN.replace(
            TOOLING,
            '999999999999',
          ),
        }),
        ...worldEntities().slice(1),
      ],
    ],
  ])('leaves out %s', async (_, entities) => {
    await start(entities());
    await sweep();
    await hint(GROUP_ARN);
    await hint(DEPLOY_ARN);
    expect(await inbox()).toMatchObject({ total: 0, readable: true });
    expect(aws.count('versions.undecided')).toBe(0);
    expect(aws.count('deployments.get')).toBe(0);
  });

  describe('tells the owner', () => {
    const now = () => new Date(Date.now() + 1_000).toISOString();

    it('once of what has begun to wait, and of nothing that waited before', async () => {
      await start();
      await sweep();
      expect(backend.notifications).toEqual([]);
      aws.versions.set(GROUP_ARN, [
        modelVersion(16, 'PendingManualApproval', { modifiedAt: now() }),
        ...aws.versions.get(GROUP_ARN)!,
      ]);
      await Promise.all([hint(GROUP_ARN), hint(GROUP_ARN), sweep()]);
      await sweep();
      expect(backend.notifications).toEqual([
        {
          recipients: {
            type: 'entity',
            entityRef: 'group:default/credit-risk',
          },
          payload: expect.objectContaining({
            title: 'churn-models: Approve version 16 for staging',
            link: '/catalog/default/resource/churn-models/promotion',
            topic: 'sagemaker-approvals',
          }),
        },
      ]);
    });

    it('not again when AWS forgets it for a while', async () => {
      await start();
      await sweep();
      const versions = [
        modelVersion(16, 'PendingManualApproval', { modifiedAt: now() }),
      ];
      for (const found of [versions, [], versions]) {
        aws.versions.set(GROUP_ARN, found);
        await sweep();
        await new Promise(resolve => setTimeout(resolve, 2));
      }
      expect(backend.notifications).toHaveLength(1);
      expect((await inbox()).total).toBe(2);
    });
  });
});
