import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  TAG_DEPLOYMENT_PIPELINE,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { SageMakerAws } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import {
  createLocalAws,
  LiveClock,
  LocalAws,
} from '@mlops-foundation/local-aws';
import yaml from 'yaml';
import { activeAccountSet } from './actions/accountSet';
import { accountSetEntity, REGION, TOOLING } from './__testUtils__/entities';
import { Scaffolder } from './__testUtils__/scaffolder';
import {
  startTemplatePortal,
  TemplatePortal,
} from './__testUtils__/templatePortal';
import { buildTree, deploymentTree } from './__testUtils__/trees';

const run = promisify(execFile);
const TARGET = { accountId: TOOLING, region: REGION };
const SET = accountSetEntity('credit-risk');
const PORTAL_ROLE = { roleName: 'mlops-portal', externalId: 'mlops' };

jest.setTimeout(120_000);

/** Scaffolder, catalog and AWS access as in a portal; only the AWS endpoint is swapped. */
describe('templates of a use case with Local AWS', () => {
  const environment = { ...process.env };
  const folder = createMockDirectory();
  let local: LocalAws;
  let portal: TemplatePortal;
  let scaffolder: Scaffolder;
  let aws: SageMakerAws;
  let projectTemplates: string[];

  beforeAll(async () => {
    local = await createLocalAws({ port: 0, clock: new LiveClock(20) });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: local.url,
      AWS_ACCESS_KEY_ID: 'AKIA100000000001LOCAL',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: REGION,
    });
    folder.setContent({
      'account-sets.yaml': yaml.stringify(SET),
    });
    portal = await startTemplatePortal({
      config: {
        aws: { accountDefaults: PORTAL_ROLE },
        integrations: {
          awsCodeCommit: [
            {
              region: REGION,
              roleArn: `arn:aws:iam::${TOOLING}:role/${PORTAL_ROLE.roleName}`,
              externalId: PORTAL_ROLE.externalId,
            },
          ],
        },
        sagemaker: {
          governance: {
            accountId: '100000000001',
            region: REGION,
            tableName: 'mlops-account-sets',
          },
          projectTemplates: {
            bucket: 'mlops-project-templates',
            prefix: 'templates/',
          },
        },
      },
      kinds: ['Component', 'Resource'],
      files: [folder.resolve('account-sets.yaml')],
      ready: [
        'template/default/ml-use-case-realtime',
        'template/default/ml-use-case-batch',
        'resource/default/credit-risk',
      ],
    });
    ({ aws, scaffolder } = portal);
    const { items } = await aws.projectTemplates.list(TARGET);
    projectTemplates = items.map(({ id }) => id);
  });

  afterAll(async () => {
    await portal.stop();
    await local.close();
    process.env = environment;
  });

  const valuesFor = (name: string, projectTemplate: string) => ({
    name,
    owner: 'group:default/credit-risk',
    description: 'Who leaves',
    accountSet: 'resource:default/credit-risk',
    projectTemplate,
    git: 'codecommit',
    ci: 'codepipeline',
  });

  async function clone(repository: string) {
    const found = await aws.repositories.find(TARGET, repository);
    const path = folder.resolve(repository);
    await run('git', ['clone', '--quiet', found!.cloneUrlHttp, path]);
    const git = async (...args: string[]) =>
      (await run('git', args, { cwd: path })).stdout.trim().split('\n');
    return {
      files: await git('ls-files'),
      branches: await git('branch', '--all', '--format=%(refname:short)'),
      head: await git('branch', '--show-current'),
    };
  }

  it.each([
    ['Service Catalog', 'realtime', 'codepipeline'],
    ['S3', 'batch', 'jenkins'],
  ] as const)(
    'brings a use case about from a project template in %s, with %s inference and %s',
    async (source, inference, ci) => {
      const prefix = source === 'S3' ? 's3:' : 'servicecatalog:';
      const name = source === 'S3' ? 'loans-s3' : 'loans';
      const template = projectTemplates.find(id => id.startsWith(prefix))!;
      const names = useCaseNames(name, activeAccountSet(SET));

      const task = await scaffolder.create(
        { ...valuesFor(name, template), ci },
        `ml-use-case-${inference}`,
      );
      const { status, error, output } = await scaffolder.finished(task);

      expect({ status, error }).toEqual({ status: 'completed' });
      expect(output.links!.map(link => link.entityRef)).toEqual(
        expect.arrayContaining([names.systemRef, names.modelGroupRef]),
      );
      expect(await aws.projects.find(TARGET, name)).toMatchObject({
        arn: names.projectArn,
        status: 'CreateCompleted',
      });
      const group = await aws.modelGroups.find(TARGET, names.modelGroupName);
      expect(group).toMatchObject({ arn: names.modelGroupArn });
      expect(group!.tags[TAG_DEPLOYMENT_PIPELINE]).toBe(
        ci === 'codepipeline' ? names.deploymentPipelineArn : undefined,
      );
      const build = await clone(names.buildRepository);
      const deployment = await clone(names.deploymentRepository);
      expect(build.files).toEqual(buildTree(ci));
      expect(deployment.files).toEqual(deploymentTree(inference, ci));
      for (const { branches, head } of [build, deployment]) {
        expect(head).toEqual(['main']);
        expect(branches).toEqual(
          expect.arrayContaining(['origin/main', 'origin/develop']),
        );
      }
      const component = `component/default/${names.systemName}`;
      expect(await portal.entity(`${component}-build`)).toMatchObject({
        spec: { type: 'ml-build', system: names.systemRef },
      });
      expect(await portal.entity(`${component}-deploy`)).toMatchObject({
        spec: { type: 'ml-deployment', system: names.systemRef },
      });
    },
  );

  it('adopts what a failed task left behind when it is retried', async () => {
    local.world.switches.failNextProject = 'The launch role cannot be assumed';
    const task = await scaffolder.create(
      valuesFor('deposits', projectTemplates[0]),
    );
    const failed = await scaffolder.finished(task);
    expect(failed.status).toBe('failed');
    expect(failed.error?.message).toContain(
      'The launch role cannot be assumed',
    );
    expect(failed.error?.message).toContain('Left behind');
    expect(failed.log.join('\n')).toContain(
      `- project arn:aws:sagemaker:${REGION}:${TOOLING}:project/deposits with its stack`,
    );
    expect(await aws.projects.find(TARGET, 'deposits')).toMatchObject({
      status: 'CreateFailed',
    });

    await scaffolder.retry(task);
    const { status, error } = await scaffolder.finished(task);

    expect({ status, error }).toEqual({ status: 'completed' });
    const projects = [];
    for await (const page of aws.resources.list(TARGET, 'project')) {
      projects.push(
        ...page.resources.filter(({ name }) => name === 'deposits'),
      );
    }
    expect(projects).toEqual([
      expect.objectContaining({ status: 'CreateCompleted' }),
    ]);
  });
});
