import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  GetFileCommand,
  GetPullRequestCommand,
  ListBranchesCommand,
  ListPullRequestsCommand,
} from '@aws-sdk/client-codecommit';
import { ScmIntegrations } from '@backstage/integration';
import { SageMakerAws } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { createLocalAws, LocalAws } from '@mlops-foundation/local-aws';
import { createHash } from 'node:crypto';
import yaml from 'yaml';
import { repositoryContentsUrl } from './consoleUrls';
import { accountSetEntity, REGION, TOOLING } from './__testUtils__/entities';
import { Scaffolder } from './__testUtils__/scaffolder';
import {
  startTemplatePortal,
  TemplatePortal,
} from './__testUtils__/templatePortal';

const TARGET = { accountId: TOOLING, region: REGION };
const REPOSITORY = 'fraud-detection-deploy';
const ROOT = repositoryContentsUrl(TARGET, REPOSITORY, 'main');
const PATH = 'inference_config/prod/inference_config.json';
const INTEGRATIONS = {
  awsCodeCommit: [
    {
      region: REGION,
      roleArn: `arn:aws:iam::${TOOLING}:role/mlops-portal`,
      externalId: 'mlops',
    },
  ],
};

jest.setTimeout(120_000);

/** Scaffolder, catalog, URL reader and AWS access as in a portal; only the AWS endpoint is swapped. */
describe('the template for a change of a deployment with Local AWS', () => {
  const environment = { ...process.env };
  const folder = createMockDirectory();
  let local: LocalAws;
  let portal: TemplatePortal;
  let scaffolder: Scaffolder;
  let aws: SageMakerAws;
  let component: string;

  beforeAll(async () => {
    local = await createLocalAws({ port: 0 });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: local.url,
      AWS_ACCESS_KEY_ID: 'AKIA100000000001LOCAL',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: REGION,
    });
    folder.setContent({
      'all.yaml': [accountSetEntity('credit-risk'), location()]
        .map(entity => yaml.stringify(entity))
        .join('---\n'),
    });
    portal = await startTemplatePortal({
      config: {
        integrations: INTEGRATIONS,
        aws: {
          accountDefaults: { roleName: 'mlops-portal', externalId: 'mlops' },
        },
      },
      kinds: ['Resource', 'Component'],
      files: [folder.resolve('all.yaml')],
      ready: ['template/default/ml-deployment-change'],
    });
    ({ aws, scaffolder } = portal);
    const text = await fileAt('main', 'catalog-info.yaml');
    const name: string = yaml.parse(text).metadata.name;
    component = `component:default/${name}`;
    await portal.entity(`component/default/${name}`);
  });

  afterAll(async () => {
    await portal.stop();
    await local.close();
    process.env = environment;
  });

  /** Registers the repository by the URL of its own catalog-info.yaml. */
  function location() {
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Location',
      metadata: { name: 'repository' },
      spec: { type: 'url', target: `${ROOT}catalog-info.yaml` },
    };
  }

  const codecommit = () => aws.clients.codecommit(TARGET);

  async function fileAt(commitSpecifier: string, filePath = PATH) {
    const { fileContent } = await codecommit().send(
      new GetFileCommand({
        repositoryName: REPOSITORY,
        commitSpecifier,
        filePath,
      }),
    );
    return Buffer.from(fileContent!).toString();
  }

  async function pullRequests() {
    const { pullRequestIds = [] } = await codecommit().send(
      new ListPullRequestsCommand({ repositoryName: REPOSITORY }),
    );
    return pullRequestIds;
  }

  async function branches() {
    const answer = await codecommit().send(
      new ListBranchesCommand({ repositoryName: REPOSITORY }),
    );
    return answer.branches;
  }

  /** As the form has it from the backend. */
  async function etagNow() {
    const url = ScmIntegrations.fromConfig(
      mockServices.rootConfig({ data: { integrations: INTEGRATIONS } }),
    ).resolveUrl({ url: PATH, base: ROOT });
    return createHash('sha256')
      .update(`${url}\n${await fileAt('main')}`)
      .digest('hex');
  }

  const create = async (
    parameters: Record<string, string>,
    more: object = {},
  ) =>
    scaffolder.create(
      {
        repository: component,
        stage: 'prod',
        change: { etag: await etagNow(), parameters },
        how: 'pull-request',
        title: 'More instances',
        reason: 'The latency alarm rings every evening',
        ...more,
      },
      'ml-deployment-change',
    );

  it('opens one pull request although AWS was throttled, commits another change, and refuses what is outdated', async () => {
    const before = await fileAt('main');
    expect(before).toContain('"InstanceCount": "2"');

    local.faults.set([
      {
        kind: 'throttle',
        service: 'codecommit',
        operation: 'CreatePullRequest',
        times: 4,
      },
    ]);
    const task = await create({
      InstanceCount: '4',
      TrafficShifting: 'LINEAR',
    });
    const throttled = await scaffolder.finished(task);
    expect(throttled.error?.message).toMatch(
      /refused to open a pull request.*a retry of this task takes them up/i,
    );
    expect(await pullRequests()).toEqual([]);
    local.faults.set([]);
    await scaffolder.retry(task);
    const opened = await scaffolder.finished(task);

    expect({ error: opened.error, status: opened.status }).toEqual({
      status: 'completed',
    });
    const ids = await pullRequests();
    expect(ids).toHaveLength(1);
    const { pullRequest } = await codecommit().send(
      new GetPullRequestCommand({ pullRequestId: ids[0] }),
    );
    const branch = `change/prod-${task}`;
    expect(await branches()).toEqual([branch, 'main']);
    expect(pullRequest).toMatchObject({
      title: 'More instances',
      description: expect.stringMatching(
        /latency alarm[^]*\| `InstanceCount` \| `2` \| `4` \|[^]*Asked for by user:default\/mock/,
      ),
      pullRequestTargets: [
        {
          sourceReference: `refs/heads/${branch}`,
          destinationReference: 'refs/heads/main',
        },
      ],
    });
    expect(await fileAt(branch)).toBe(
      before
        .replace('"InstanceCount": "2"', '"InstanceCount": "4"')
        .replace('"TrafficShifting": "CANARY"', '"TrafficShifting": "LINEAR"'),
    );
    expect(await fileAt('main')).toBe(before);
    expect(opened.output.links).toContainEqual(
      expect.objectContaining({
        title: 'Pull request',
        url: expect.stringContaining(
          `/repositories/${REPOSITORY}/pull-requests/${ids[0]}/details`,
        ),
      }),
    );
    const [{ title, content }] = opened.output.text!;
    expect(title).toBe('What changes in prod');
    expect(content).toContain('| `TrafficShifting` | `CANARY` | `LINEAR` |');

    const etag = await etagNow();
    const committed = await scaffolder.finished(
      await create({ InstanceCount: '3' }, { how: 'commit' }),
    );
    expect({ error: committed.error, status: committed.status }).toEqual({
      status: 'completed',
    });
    expect(await fileAt('main')).toBe(
      before.replace('"InstanceCount": "2"', '"InstanceCount": "3"'),
    );

    const outdated = await scaffolder.finished(
      await create(
        { InstanceCount: '9' },
        {
          change: { etag, parameters: { InstanceCount: '9' } },
        },
      ),
    );
    expect(outdated.error?.message).toContain('has changed since');

    const refused = await scaffolder.finished(
      await create({ InstanceCount: '0', EndpointName: 'other' }),
    );
    expect(refused.error?.message).toContain(
      "parameter InstanceCount: '0' must be at least 1",
    );
    expect(refused.error?.message).toContain(
      'parameter EndpointName: cannot be changed here',
    );
    expect(await pullRequests()).toEqual(ids);
    expect(await branches()).toEqual([branch, 'main']);
  });
});
