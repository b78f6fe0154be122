import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeTrainingJobCommand,
  paginateListPipelineExecutionSteps,
  paginateSearch,
  PipelineExecution,
  PipelineExecutionStep,
  ResourceType,
  SageMakerClient,
  SearchRecord,
  Tag,
} from '@aws-sdk/client-sagemaker';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import {
  GOVERNANCE,
  startLocalAws,
  TestAws,
} from '../../__testUtils__/localAws';

const SCALE_DEV = '300000000001';
const SIZES = {
  accounts: 8,
  regions: ['eu-west-1', 'us-east-1'],
  projects: 40,
  modelGroups: 320,
  pipelines: 160,
  endpoints: 80,
  versions: 640,
};

interface Found {
  arn: string;
  name: string;
  accountId: string;
  tags: Record<string, string | undefined>;
  record: string;
}

/** How often each of the values is there. */
function occurrences(values: string[]): number[] {
  const counts = new Map<string, number>();
  values.forEach(value => counts.set(value, (counts.get(value) ?? 0) + 1));
  return [...counts.values()];
}

describe('a world of a given size', () => {
  let aws: TestAws;
  beforeEach(async () => {
    aws = await startLocalAws({ seed: 'governance' });
  });
  afterEach(() => aws.close());

  async function post(path: string, body: object) {
    const answer = await fetch(`${aws.url}/_local/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }

  async function rows() {
    const { Items = [] } = await DynamoDBDocumentClient.from(
      aws.client(DynamoDBClient, GOVERNANCE),
    ).send(new ScanCommand({ TableName: 'mlops-account-sets' }));
    return Items;
  }

  function asFound(type: ResourceType, result: SearchRecord): Found {
    const record: Record<string, unknown> & { Tags?: Tag[] } = {
      ...Object.values(result)[0],
    };
    const arn = String(record[`${type}Arn`]);
    return {
      arn,
      name: String(record[`${type}Name`]),
      accountId: arn.split(':')[4],
      tags: Object.fromEntries(
        (record.Tags ?? []).map(({ Key = '', Value }) => [Key, Value]),
      ),
      record: JSON.stringify(record),
    };
  }

  /** What a portal finds that goes by the table. */
  async function findAll(type: ResourceType): Promise<Found[]> {
    const found: Found[] = [];
    for (const row of await rows()) {
      for (const accountId of Object.values<string>(row.accounts)) {
        for (const region of row.regions) {
          const client = aws.client(SageMakerClient, accountId, region);
          const pages = paginateSearch(
            { client, pageSize: 100 },
            { Resource: type },
          );
          for await (const { Results = [] } of pages) {
            found.push(...Results.map(result => asFound(type, result)));
          }
        }
      }
    }
    return found;
  }

  it('has as many resources as it was told, each with an ARN of its own', async () => {
    expect((await post('seed', SIZES)).status).toBe(200);
    const types: [ResourceType, number][] = [
      ['Project', 40],
      ['ModelPackageGroup', 320],
      ['Pipeline', 160],
      ['Endpoint', 80],
      ['ModelPackage', 640],
    ];
    for (const [type, count] of types) {
      const arns = (await findAll(type)).map(({ arn }) => arn);
      expect(new Set(arns).size).toBe(count);
      expect(arns).toHaveLength(count);
    }
    expect(await rows()).toHaveLength(2);
  });

  it('is spread evenly, with some names in every account', async () => {
    await post('seed', SIZES);
    const groups = await findAll('ModelPackageGroup');
    const places = groups.map(({ arn }) => arn.split(':').slice(3, 5).join());
    expect(occurrences(places)).toEqual(Array(16).fill(20));
    const names = occurrences(groups.map(({ name }) => name));
    expect(names.filter(count => count === 16)).toHaveLength(2);
    expect(names.filter(count => count === 1)).toHaveLength(320 - 32);
  });

  it('is joined up by its tags', async () => {
    await post('seed', SIZES);
    const sets = await rows();
    const projects = await findAll('Project');
    const pipelines = new Set((await findAll('Pipeline')).map(p => p.arn));
    const groups = await findAll('ModelPackageGroup');
    const groupArns = new Set(groups.map(({ arn }) => arn));
    for (const { arn, tags, accountId } of groups) {
      const set = sets.find(row => row.name === tags['mlops:account-set']);
      expect(Object.values(set?.accounts)).toContain(accountId);
      expect(tags['mlops:owner']).toBe(set?.owner);
      const region = arn.split(':')[3];
      const project = `arn:aws:sagemaker:${region}:${set?.accounts.dev}:project/${tags['sagemaker:project-name']}`;
      expect(projects.map(p => p.arn)).toContain(project);
      expect(pipelines).toContain(tags['mlops:pipeline']);
    }
    for (const { tags } of await findAll('Endpoint')) {
      expect(groupArns).toContain(tags['mlops:model-group']);
    }
  });

  it('is the same whenever it is made', async () => {
    await post('seed', SIZES);
    const before = await findAll('Endpoint');
    await aws.close();
    aws = await startLocalAws({ seed: 'empty' });
    await post('seed', SIZES);
    expect(await findAll('Endpoint')).toEqual(before);
    await post('seed', SIZES);
    expect(await findAll('Endpoint')).toEqual(before);
  });

  it('changes a share of what is in it, every time anew', async () => {
    await post('seed', SIZES);
    const touchTenth = async () => {
      const { body } = await post('seed/touch', { percent: 10 });
      expect(body).toEqual({
        projects: 4,
        modelGroups: 32,
        pipelines: 16,
        endpoints: 8,
      });
    };
    const records = async () =>
      new Set(
        [
          ...(await findAll('Project')),
          ...(await findAll('ModelPackageGroup')),
          ...(await findAll('Pipeline')),
          ...(await findAll('Endpoint')),
        ].map(({ record }) => record),
      );
    const [first, second, third] = [
      await records(),
      await touchTenth().then(records),
      await touchTenth().then(records),
    ];
    const isNew = (now: Set<string>, before: Set<string>) =>
      [...now].filter(record => !before.has(record));
    expect(isNew(second, first)).toHaveLength(60);
    expect(isNew(third, second)).toHaveLength(60);
    expect(isNew(third, second).join()).toContain('group:default/touched-2');
  });

  it('has pipelines with many steps and many runs', async () => {
    const { status } = await post('seed', {
      pipelines: 1,
      steps: 150,
      runs: 100,
    });
    expect(status).toBe(200);
    const runs: PipelineExecution[] = [];
    const client = aws.client(SageMakerClient, SCALE_DEV);
    for await (const { Results = [] } of paginateSearch(
      { client, pageSize: 100 },
      { Resource: 'PipelineExecution', SortBy: 'CreationTime' },
    )) {
      runs.push(...Results.map(result => result.PipelineExecution!));
    }
    expect(runs).toHaveLength(100);
    const statuses = new Set(runs.map(run => run.PipelineExecutionStatus));
    expect([...statuses].sort()).toEqual(['Failed', 'Stopped', 'Succeeded']);
    const succeeded = runs.find(
      run => run.PipelineExecutionStatus === 'Succeeded',
    );
    const steps: PipelineExecutionStep[] = [];
    for await (const page of paginateListPipelineExecutionSteps(
      { client, pageSize: 100 },
      { PipelineExecutionArn: succeeded?.PipelineExecutionArn },
    )) {
      steps.push(...(page.PipelineExecutionSteps ?? []));
    }
    expect(steps).toHaveLength(150);
    const training = steps.find(({ StepName }) => StepName === 'TrainModel');
    const job = await client.send(
      new DescribeTrainingJobCommand({
        TrainingJobName:
          training?.Metadata?.TrainingJob?.Arn?.split('/').at(-1),
      }),
    );
    expect(job).toMatchObject({
      TrainingJobStatus: 'Completed',
      TrainingEndTime: training?.EndTime,
    });
  });

  it.each([
    ['seed', { accounts: 9, accountSets: 2 }, '1 to 4 accounts'],
    ['seed', { accounts: 0 }, '1 to 4 accounts'],
    ['seed', { modelGroups: -1 }, "'modelGroups'"],
    ['seed', { versions: 'many' }, "'versions'"],
    ['seed', { versions: 1 }, "'versions' need 'modelGroups'"],
    ['seed', { runs: 1 }, "'runs' need 'pipelines'"],
    ['seed', { pipelines: 1, steps: 1 }, "'steps'"],
    ['seed', { regions: [] }, "'regions'"],
    ['seed/touch', {}, "'percent'"],
    ['seed/touch', { percent: 101 }, "'percent'"],
  ])('refuses %s with %j', async (path, body, message) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toContain(message);
  });
});
