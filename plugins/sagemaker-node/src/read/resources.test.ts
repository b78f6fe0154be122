import { ResourceType, SageMakerResource } from '../domain';
import { Skipped } from '../readers';
import { SageMakerAws } from '../services';
import { AwsStub, startAwsStub, StubCall, StubError } from '../testing/awsStub';
import { portalAws, TOOLING, useEndpoint } from '../testing/environment';

const ARN = `arn:aws:sagemaker:eu-west-1:${TOOLING.accountId}`;

function group(name: string, change: object = {}) {
  return {
    ModelPackageGroup: {
      ModelPackageGroupName: name,
      ModelPackageGroupArn: `${ARN}:model-package-group/${name}`,
      ModelPackageGroupStatus: 'Completed',
      CreationTime: 1767261600,
      Tags: [{ Key: 'mlops:owner', Value: 'risk' }],
      ...change,
    },
  };
}

describe('resource reader', () => {
  let stub: AwsStub;
  let restore: () => void;
  let aws: SageMakerAws;
  let answer: (call: StubCall) => object;

  beforeEach(async () => {
    stub = await startAwsStub(call => answer(call));
    restore = useEndpoint(stub.url);
    aws = portalAws();
    answer = () => ({});
  });

  afterEach(async () => {
    restore();
    await stub.close();
  });

  async function list(type: ResourceType, signal?: AbortSignal) {
    const resources: SageMakerResource[] = [];
    const skipped: Skipped[] = [];
    for await (const page of aws.resources.list(TOOLING, type, { signal })) {
      resources.push(...page.resources);
      skipped.push(...page.skipped);
    }
    return { resources, skipped };
  }

  it('asks for whole records, a hundred at a time, oldest first', async () => {
    answer = ({ operation, input }) =>
      operation === 'Search' && !input.NextToken
        ? { Results: [group('a')], NextToken: 'more' }
        : { Results: [group('a'), group('b')] };
    const { resources } = await list('model-group');
    expect(resources).toEqual([
      {
        type: 'model-group',
        ...TOOLING,
        arn: `${ARN}:model-package-group/a`,
        name: 'a',
        description: undefined,
        status: 'Completed',
        tags: { 'mlops:owner': 'risk' },
      },
      expect.objectContaining({ name: 'b' }),
    ]);
    const search = {
      Resource: 'ModelPackageGroup',
      SortBy: 'CreationTime',
      SortOrder: 'Ascending',
      MaxResults: 100,
    };
    expect(
      stub.calls
        .filter(call => call.operation !== 'AssumeRole')
        .map(({ operation, input }) => [operation, input]),
    ).toEqual([
      ['Search', search],
      ['Search', { ...search, NextToken: 'more' }],
    ]);
  });

  it('lists the groups that other accounts share, and no other', async () => {
    const theirs = 'arn:aws:sagemaker:eu-west-1:230000000002';
    answer = ({ operation, input }) =>
      operation === 'Search' && !input.NextToken
        ? {
            Results: [
              group('a'),
              group('b', {
                ModelPackageGroupArn: `${theirs}:model-package-group/b`,
              }),
            ],
            NextToken: 'more',
          }
        : { Results: [group('c', { ModelPackageGroupStatus: undefined })] };
    const pages = [];
    for await (const page of aws.resources.listShared(TOOLING)) {
      pages.push(page);
    }
    expect(pages).toMatchObject([
      {
        resources: [
          {
            name: 'b',
            accountId: '230000000002',
            arn: `${theirs}:model-package-group/b`,
            tags: { 'mlops:owner': 'risk' },
          },
        ],
        skipped: [],
      },
      { resources: [], skipped: [{ reason: expect.any(String) }] },
    ]);
    expect(pages[0].resources).toHaveLength(1);
    expect(
      stub.calls
        .filter(call => call.operation === 'Search')
        .map(({ accountId, input }) => [
          accountId,
          input.Resource,
          input.CrossAccountFilterOption,
        ]),
    ).toEqual(
      Array(2).fill([TOOLING.accountId, 'ModelPackageGroup', 'CrossAccount']),
    );
  });

  it.each([
    ['no ARN', { ModelPackageGroupArn: undefined }],
    ['no name', { ModelPackageGroupName: undefined }],
    ['no status', { ModelPackageGroupStatus: undefined }],
    ['a malformed ARN', { ModelPackageGroupArn: 'nonsense' }],
  ])('skips and reports a record with %s', async (_, change) => {
    answer = () => ({
      Results: [group('a'), group('bad', change), {}, group('b')],
    });
    const { resources, skipped } = await list('model-group');
    expect(resources.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(skipped).toHaveLength(2);
    expect(skipped[0].reason).not.toBe('');
  });

  it('leaves out a project that is deleted', async () => {
    const project = (name: string, ProjectStatus: string) => ({
      Project: {
        ProjectArn: `${ARN}:project/${name}`,
        ProjectName: name,
        ProjectId: `p-${name}`,
        ProjectStatus,
      },
    });
    answer = () => ({
      Results: [
        project('a', 'CreateCompleted'),
        project('b', 'DeleteCompleted'),
      ],
    });
    const { resources } = await list('project');
    expect(resources.map(({ name }) => name)).toEqual(['a']);
  });

  it.each([
    ['throttled', 'ThrottlingException'],
    ['refused', 'AccessDeniedException'],
  ])(
    'throws when a later page is %s',
    async (_, code) => {
      answer = ({ operation, input }) => {
        if (operation === 'Search' && input.NextToken) {
          throw new StubError(code, 'no');
        }
        return { Results: [group('a')], NextToken: 'more' };
      };
      await expect(list('model-group')).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        code,
        operation: 'Search',
      });
    },
    30_000,
  );

  it('throws when the token of the next page comes back', async () => {
    answer = () => ({ Results: [group('a')], NextToken: 'same' });
    await expect(list('model-group')).rejects.toThrow('AWS repeats itself');
    expect(stub.count('Search')).toBe(2);
  });

  it('stops between pages when aborted', async () => {
    const controller = new AbortController();
    answer = ({ operation }) => {
      if (operation === 'Search') {
        controller.abort();
      }
      return { Results: [group('a')], NextToken: 'more' };
    };
    await expect(list('model-group', controller.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(stub.count('Search')).toBe(1);
  });

  describe('get', () => {
    it.each([
      [
        'project/churn',
        'DescribeProject',
        { ProjectName: 'churn' },
        {
          ProjectArn: `${ARN}:project/churn`,
          ProjectName: 'churn',
          ProjectId: 'p-1',
          ProjectStatus: 'CreateCompleted',
        },
      ],
      [
        'model-package-group/churn',
        'DescribeModelPackageGroup',
        { ModelPackageGroupName: `${ARN}:model-package-group/churn` },
        {
          ModelPackageGroupArn: `${ARN}:model-package-group/churn`,
          ModelPackageGroupName: 'Churn',
          ModelPackageGroupStatus: 'Completed',
        },
      ],
      [
        'pipeline/churn',
        'DescribePipeline',
        { PipelineName: `${ARN}:pipeline/churn` },
        {
          PipelineArn: `${ARN}:pipeline/churn`,
          PipelineName: 'Churn',
          PipelineStatus: 'Active',
        },
      ],
      [
        'endpoint/churn',
        'DescribeEndpoint',
        { EndpointName: 'churn' },
        {
          EndpointArn: `${ARN}:endpoint/churn`,
          EndpointName: 'churn',
          EndpointStatus: 'InService',
        },
      ],
    ])('describes %s with its tags', async (path, operation, input, record) => {
      answer = call =>
        call.operation === 'ListTags'
          ? { Tags: [{ Key: 'team', Value: 'risk' }] }
          : record;
      await expect(aws.resources.get(`${ARN}:${path}`)).resolves.toMatchObject({
        arn: `${ARN}:${path}`,
        tags: { team: 'risk' },
      });
      expect(
        stub.calls.find(call => call.operation === operation)?.input,
      ).toEqual(input);
    });

    it.each([
      ['ResourceNotFound', 'gone'],
      ['ValidationException', 'Could not find pipeline churn'],
    ])('knows %s as missing', async (code, message) => {
      answer = ({ operation }) => {
        if (operation === 'DescribePipeline') {
          throw new StubError(code, message);
        }
        return {};
      };
      await expect(
        aws.resources.get(`${ARN}:pipeline/churn`),
      ).resolves.toBeUndefined();
    });

    it.each([
      ['arn:aws:s3:::bucket', 'is not the ARN of a sagemaker resource'],
      ['nonsense', 'is not an ARN'],
      [`${ARN}:training-job/x`, 'is neither a project nor'],
    ])('refuses %s', async (arn, message) => {
      await expect(aws.resources.get(arn)).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining(message),
      });
    });
  });
});
