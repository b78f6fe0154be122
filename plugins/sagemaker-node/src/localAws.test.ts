import {
  createLocalAws,
  LocalAws,
  ManualClock,
} from '@mlops-foundation/local-aws';
import {
  TAG_DEPLOYMENT_PIPELINE,
  TAG_PIPELINE,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ResourceType, SageMakerResource, Target } from './domain';
import { approvalState } from './read/versionMapping';
import { SageMakerAws } from './services';
import { portalAws, TOOLING, useEndpoint } from './testing/environment';

const RISK_DEV = { accountId: '210000000002', region: 'eu-west-1' };
const RISK_PROD = { accountId: '210000000004', region: 'eu-west-1' };

const HOUR_MS = 60 * 60_000;

/** The whole package against the demo world, through the unmodified AWS SDK. */
describe('with Local AWS', () => {
  const clock = new ManualClock();
  let local: LocalAws;
  let aws: SageMakerAws;
  let restore: () => void;

  beforeAll(async () => {
    local = await createLocalAws({ port: 0, clock });
  });

  beforeEach(() => {
    restore = useEndpoint(local.url);
    aws = portalAws();
    local.calls.clear();
  });

  afterEach(() => restore());

  afterAll(() => local.close());

  const callCount = (operation: string) =>
    local.calls
      .list()
      .filter(call => call.operation === operation)
      .reduce((sum, { count }) => sum + count, 0);

  async function list(target: Target, type: ResourceType) {
    const resources: SageMakerResource[] = [];
    for await (const page of aws.resources.list(target, type)) {
      expect(page.skipped).toEqual([]);
      resources.push(...page.resources);
    }
    return resources;
  }

  /** A group of the credit-risk team that names its pipelines. */
  async function completeGroup() {
    const groups = await list(TOOLING, 'model-group');
    const found = groups.find(
      ({ tags }) =>
        tags[TAG_PIPELINE]?.includes(RISK_DEV.accountId) &&
        tags[TAG_DEPLOYMENT_PIPELINE],
    );
    return found!;
  }

  it('finds the targets of the account sets', async () => {
    const targets = await aws.targets.targets();
    expect(targets).toEqual(
      expect.arrayContaining([
        { ...RISK_DEV, role: 'dev', accountSet: 'credit-risk' },
        { ...TOOLING, role: 'tooling', accountSet: undefined },
        {
          accountId: '230000000002',
          region: 'us-east-1',
          role: 'dev',
          accountSet: 'forecasting',
        },
      ]),
    );
    expect(targets.map(({ accountId }) => accountId)).not.toContain(
      '240000000002',
    );
  });

  it.each<[ResourceType, Target]>([
    ['project', TOOLING],
    ['model-group', TOOLING],
    ['pipeline', RISK_DEV],
    ['endpoint', RISK_PROD],
  ])(
    'lists each %s in one call and describes it the same',
    async (type, target) => {
      const resources = await list(target, type);
      expect(resources.length).toBeGreaterThan(0);
      expect(callCount('Search')).toBe(1);
      expect(callCount('AssumeRole')).toBe(1);
      const [first] = resources;
      await expect(aws.resources.get(first.arn)).resolves.toEqual(first);
    },
  );

  it('reads the versions of a group, newest first, and describes them the same', async () => {
    const group = await completeGroup();
    const { items } = await aws.versions.list(group.arn);
    const numbers = items.map(({ version }) => version);
    expect(numbers.length).toBeGreaterThan(0);
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    await expect(aws.versions.get(group.arn, numbers[0])).resolves.toEqual(
      items[0],
    );
  });

  it('reads the runs of a pipeline with their steps', async () => {
    const group = await completeGroup();
    const pipeline = group.tags[TAG_PIPELINE];
    const { items } = await aws.runs.list([pipeline], { limit: 2 });
    expect(items.length).toBeGreaterThan(0);
    const { run, steps } = await aws.runs.get(pipeline, items[0].id);
    expect(run).toEqual(items[0]);
    expect(steps.length).toBeGreaterThan(0);
  });

  it('starts a run once for a token', async () => {
    const group = await completeGroup();
    const pipeline = group.tags[TAG_PIPELINE];
    const request = { clientToken: 'x'.repeat(32), description: 'by a test' };
    const first = await aws.runs.start(pipeline, request);
    const second = await aws.runs.start(pipeline, request);
    expect(first).toMatchObject({
      status: 'Executing',
      description: 'by a test',
    });
    expect(second.arn).toBe(first.arn);
  });

  it('reads a deployment pipeline in two calls at most', async () => {
    const group = await completeGroup();
    local.calls.clear();
    const deployment = await aws.deployments.get(
      group.tags[TAG_DEPLOYMENT_PIPELINE],
    );
    expect(deployment.stages.map(({ name }) => name)).toEqual([
      'Source',
      'DeployStaging',
      'TestStaging',
      'ApproveProd',
      'DeployProd',
    ]);
    expect(
      callCount('GetPipelineState') + callCount('GetPipelineExecution'),
    ).toBeLessThanOrEqual(2);
  });

  it('approves a version once, for what the person saw', async () => {
    const group = `arn:aws:sagemaker:eu-west-1:${TOOLING.accountId}:model-package-group/churn-prediction-models`;
    const seen = await aws.versions.get(group, 1);
    const decision = {
      decision: 'Approved',
      reason: 'Better than the rules',
      decidedBy: 'user:default/ada',
      expected: approvalState(seen),
    } as const;
    await aws.versions.decide(group, 1, decision);
    await expect(aws.versions.get(group, 1)).resolves.toMatchObject({
      approvalStatus: 'Approved',
      approvalDescription:
        'Better than the rules (approved by user:default/ada)',
    });
    await expect(aws.versions.decide(group, 1, decision)).rejects.toMatchObject(
      { name: 'ConflictError' },
    );
  });

  it('answers a waiting approval of a deployment once', async () => {
    const pipeline = `arn:aws:codepipeline:eu-west-1:${TOOLING.accountId}:credit-scoring-deploy`;
    const { approvals } = await aws.deployments.get(pipeline);
    expect(approvals).toMatchObject([
      {
        stageName: 'ApproveProd',
        actionName: 'Approval',
        modelPackageArn: `arn:aws:sagemaker:eu-west-1:${TOOLING.accountId}:model-package/credit-scoring-models/12`,
      },
    ]);
    const decision = {
      decision: 'Rejected',
      reason: 'Too slow',
      decidedBy: 'user:default/ada',
    } as const;
    await aws.deployments.decide(pipeline, approvals[0], decision);
    const after = await aws.deployments.get(pipeline);
    expect(after.approvals).toEqual([]);
    expect(
      after.stages.find(({ name }) => name === 'ApproveProd'),
    ).toMatchObject({
      status: 'Failed',
      failureReason: expect.stringContaining('Too slow'),
    });
    await expect(
      aws.deployments.decide(pipeline, approvals[0], decision),
    ).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('reads what the endpoints of an account serve in one call', async () => {
    const models = await aws.deployedModels.list(RISK_PROD);
    expect(models.length).toBeGreaterThan(0);
    expect(models.filter(({ endpoints }) => endpoints.length === 0)).toEqual(
      [],
    );
    expect(callCount('Search')).toBe(1);
  });

  it('offers project templates of Service Catalog and S3', async () => {
    const { items, unreadable } = await aws.projectTemplates.list(TOOLING);
    expect(unreadable).toEqual([]);
    expect(new Set(items.map(({ source }) => source))).toEqual(
      new Set(['ServiceCatalog', 'S3']),
    );
  });

  it('knows an account set and the product that made it', async () => {
    const set = await aws.accountSets.get('credit-risk');
    expect(set).toMatchObject({
      state: 'active',
      owner: 'group:default/credit-risk',
    });
    await expect(
      aws.accountSets.provisionedProduct(set.provisionedProductId!),
    ).resolves.toMatchObject({ status: 'AVAILABLE' });
    await expect(aws.accountSets.get('nobody')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('creates a model group once', async () => {
    const request = { name: 'node-test-models', tags: { a: 'b' } };
    const { arn } = await aws.modelGroups.create(TOOLING, request);
    await expect(aws.modelGroups.find(TOOLING, request.name)).resolves.toEqual({
      arn,
      tags: { a: 'b' },
    });
    await expect(
      aws.modelGroups.create(TOOLING, request),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(
      aws.modelGroups.find(TOOLING, 'nobody'),
    ).resolves.toBeUndefined();
  });

  it.each(['ServiceCatalog', 'S3'] as const)(
    'creates a project from %s, follows its stack and removes it',
    async kind => {
      const name = `node-test-${kind.toLowerCase()}`;
      const { items } = await aws.projectTemplates.list(TOOLING);
      const request = {
        name,
        templateId: items.find(({ source }) => source === kind)!.id,
        parameters: { AccountSet: 'credit-risk' },
        tags: { a: 'b' },
      };
      const created = await aws.projects.create(TOOLING, request);
      await expect(aws.projects.find(TOOLING, name)).resolves.toMatchObject({
        arn: created.arn,
        projectId: created.projectId,
        tags: { a: 'b' },
      });
      await expect(aws.projects.create(TOOLING, request)).rejects.toMatchObject(
        { name: 'ConflictError' },
      );

      clock.advance(HOUR_MS);
      const done = await aws.projects.find(TOOLING, name);
      expect(done).toMatchObject({ status: 'CreateCompleted' });
      const events = await aws.projects.events(TOOLING, done!);
      const times = events.map(({ time }) => time);
      expect(times.length).toBeGreaterThan(1);
      expect(times).toEqual([...times].sort());

      await aws.projects.remove(TOOLING, name);
      clock.advance(HOUR_MS);
      await expect(aws.projects.find(TOOLING, name)).resolves.toBeUndefined();
    },
  );

  it('says why a project failed', async () => {
    const name = 'node-test-failing';
    const { items } = await aws.projectTemplates.list(TOOLING);
    await aws.projects.create(TOOLING, {
      name,
      templateId: items[0].id,
      parameters: { AccountSet: 'nobody' },
      tags: {},
    });
    clock.advance(HOUR_MS);
    await expect(aws.projects.find(TOOLING, name)).resolves.toMatchObject({
      status: 'CreateFailed',
      reason: expect.stringMatching(/\w+/),
    });
  });

  it('publishes a repository, and goes on where it stopped', async () => {
    const name = 'node-test-build';
    const { repositories } = aws;
    const { arn } = await repositories.create(TOOLING, {
      name,
      tags: { a: 'b' },
    });
    const request = {
      branch: 'main',
      message: 'Add skeleton',
      author: { name: 'Ada', email: 'ada@example.com' },
      files: Array.from({ length: 120 }, (_, index) => ({
        path: `folder${index % 3}/file${index}`,
        content: Buffer.from([index, 0, 255]),
        executable: index === 0,
      })),
    };
    const commitId = await repositories.commit(TOOLING, name, request);
    expect(callCount('CreateCommit')).toBe(2);
    await expect(repositories.commit(TOOLING, name, request)).resolves.toBe(
      commitId,
    );
    expect(callCount('CreateCommit')).toBe(2);
    await repositories.createBranch(TOOLING, name, 'develop', commitId);
    await repositories.setDefaultBranch(TOOLING, name, 'develop');
    await expect(repositories.head(TOOLING, name, 'develop')).resolves.toBe(
      commitId,
    );
    await expect(
      repositories.head(TOOLING, name, 'other'),
    ).resolves.toBeUndefined();
    await expect(repositories.find(TOOLING, name)).resolves.toMatchObject({
      arn,
      defaultBranch: 'develop',
      tags: { a: 'b' },
    });
    await expect(
      repositories.create(TOOLING, { name, tags: {} }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(repositories.find(TOOLING, 'nobody')).resolves.toBeUndefined();
  });
});
