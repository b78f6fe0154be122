import { JsonObject } from '@backstage/types';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import scaffolderModuleGithub from '@backstage/plugin-scaffolder-backend-module-github';
import scaffolderModuleGitlab from '@backstage/plugin-scaffolder-backend-module-gitlab';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DEFAULT_REPOSITORY_STANDARD,
  TAG_DEPLOYMENT_PIPELINE,
  TAG_OWNER,
  TAG_TASK,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  SageMakerAws,
  sagemakerAwsServiceRef,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import fs from 'fs-extra';
import yaml from 'yaml';
import { activeAccountSet } from './actions/accountSet';
import { scaffolderModuleSagemaker } from './module';
import { accountSetEntity } from './__testUtils__/entities';
import { FakeAws } from './__testUtils__/fakeAws';
import { FakeGitHub } from './__testUtils__/fakeGitHub';
import {
  Scaffolder,
  templateEntity,
  USE_CASE_FOLDER,
} from './__testUtils__/scaffolder';
import { buildTree, deploymentTree } from './__testUtils__/trees';

const OWNER = 'group:default/credit-risk';
const NAMES = useCaseNames(
  'churn',
  activeAccountSet(accountSetEntity('credit-risk')),
);
const VALUES = {
  name: 'churn',
  owner: OWNER,
  description: 'Who leaves: "soon", and why',
  accountSet: 'resource:default/credit-risk',
  projectTemplate: 'servicecatalog:prod-1',
  git: 'codecommit',
  ci: 'codepipeline',
};
const OWNING_GROUP: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { namespace: 'default', name: 'credit-risk' },
  spec: { type: 'team', children: [] },
};
const STAGE_ROLES = {
  role: 'mlops-deployment',
  executionRole: 'mlops-execution',
};
const ON_GITHUB = { git: 'github', host: 'github.com', organization: 'acme' };
const ON_GITLAB = {
  git: 'gitlab',
  host: 'gitlab.com',
  organization: 'ml/risk',
};

// GitHub's actions wait for seconds by themselves.
jest.setTimeout(60_000);

describe('templates of a use case', () => {
  const folder = createMockDirectory();
  let backend: TestBackend | undefined;
  let github: FakeGitHub | undefined;

  afterEach(async () => {
    await backend?.stop();
    await github?.stop();
    backend = undefined;
    github = undefined;
  });

  async function start(config: JsonObject = {}) {
    const aws = new FakeAws();
    const entities = new Map<string, Entity>(
      [
        templateEntity('realtime'),
        templateEntity('batch'),
        accountSetEntity('credit-risk'),
        accountSetEntity('churn-pilot', 'decommissioned'),
        OWNING_GROUP,
      ].map(entity => [stringifyEntityRef(entity), entity]),
    );
    const locations: string[] = [];
    const changed: unknown[] = [];
    const catalog = catalogServiceMock.mock({
      getEntitiesByRefs: async ({ entityRefs }) => ({
        items: entityRefs.map(ref => entities.get(ref)),
      }),
      getEntityByRef: async ref =>
        entities.get(typeof ref === 'string' ? ref : stringifyEntityRef(ref)),
      addLocation: async ({ type, target, dryRun }) => {
        if (!dryRun) {
          locations.push(target);
        }
        const entityRef = `location:default/${locations.length}`;
        const location = { id: target, type: type ?? 'url', target, entityRef };
        const registered = [yaml.parse(await catalogInfo(aws, target))];
        return { location, entities: dryRun ? registered : [] };
      },
    });
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleSagemaker,
        scaffolderModuleGithub,
        scaffolderModuleGitlab,
        catalog.factory,
        mockServices.rootConfig.factory({ data: config }),
        mockServices.events.mock({
          publish: async ({ topic, eventPayload }) => {
            if (topic === 'sagemaker-resource-changed') {
              changed.push(eventPayload);
            }
          },
        }).factory,
        createServiceFactory({
          service: sagemakerAwsServiceRef,
          deps: {},
          factory: () => aws as Partial<SageMakerAws> as SageMakerAws,
        }),
      ],
    });
    return { aws, locations, changed, scaffolder: new Scaffolder(backend) };
  }

  /** What the catalog would read at a location of a published repository. */
  async function catalogInfo(aws: FakeAws, target: string): Promise<string> {
    const [, onGitHub] = /acme\/([^/]+)\/blob\/main\//.exec(target) ?? [];
    if (onGitHub) {
      const lines = await github!.git(
        onGitHub,
        'show',
        'main:catalog-info.yaml',
      );
      return lines.join('\n');
    }
    const [, repository] = /repositories\/([^/]+)\//.exec(target)!;
    return filesOf(aws, repository).text('catalog-info.yaml');
  }

  function filesOf(aws: FakeAws, repository: string) {
    const files = aws.repositoriesByName.get(repository)!.files;
    return {
      paths: [...files.keys()].sort(),
      text: (path: string) =>
        Buffer.from(files.get(path)!.content).toString('utf8'),
    };
  }

  it('brings a use case about, with everything linked', async () => {
    const { aws, locations, changed, scaffolder } = await start();

    const task = await scaffolder.create(VALUES);
    const { status, error, output } = await scaffolder.finished(task);

    expect({ status, error }).toEqual({ status: 'completed' });
    expect([...aws.projectsByName.keys()]).toEqual(['churn']);
    expect([...aws.groupsByName.keys()]).toEqual(['churn-models']);
    expect(aws.projectsByName.get('churn')).toMatchObject({
      status: 'CreateCompleted',
      tags: { [TAG_OWNER]: OWNER, [TAG_TASK]: task },
    });
    const links = Object.fromEntries(
      output.links!.map(({ title, url, entityRef }) => [
        title,
        url ?? entityRef,
      ]),
    );
    const console = 'https://eu-west-1.console.aws.amazon.com';
    const repositories = `${console}/codesuite/codecommit/repositories`;
    expect(links).toEqual({
      'Use case': NAMES.systemRef,
      'Model group': NAMES.modelGroupRef,
      'Build repository': `component:default/${NAMES.systemName}-build`,
      'Deployment repository': `component:default/${NAMES.systemName}-deploy`,
      'Build repository in CodeCommit': `${repositories}/churn-build/browse/refs/heads/main/--/`,
      'Deployment repository in CodeCommit': `${repositories}/churn-deploy/browse/refs/heads/main/--/`,
      'Project in the AWS console': expect.stringContaining(
        `${console}/cloudformation/`,
      ),
    });
    expect(output.text![0].content).toContain(
      'git clone https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/churn-build',
    );
    expect(locations).toEqual([
      `${links['Build repository in CodeCommit']}catalog-info.yaml`,
      `${links['Deployment repository in CodeCommit']}catalog-info.yaml`,
    ]);
    expect(changed).toEqual([
      { arn: NAMES.modelGroupArn },
      { arn: NAMES.projectArn },
    ]);
  });

  it('renders both repositories exactly, with their place in the catalog', async () => {
    const { aws, scaffolder } = await start();
    await scaffolder.finished(await scaffolder.create(VALUES));

    const build = filesOf(aws, 'churn-build');
    const deployment = filesOf(aws, 'churn-deploy');
    expect(build.paths).toEqual(buildTree());
    expect(deployment.paths).toEqual(deploymentTree());
    for (const { paths, text } of [build, deployment]) {
      for (const path of paths) {
        expect([path, text(path)]).toEqual([
          path,
          expect.not.stringMatching(/\$\{\{|\[object Object\]|undefined/),
        ]);
      }
    }
    expect(yaml.parse(build.text('catalog-info.yaml'))).toMatchObject({
      kind: 'Component',
      metadata: {
        name: `${NAMES.systemName}-build`,
        title: 'churn-build',
        description: 'Build and training of churn: Who leaves: "soon", and why',
        annotations: { 'mlops-foundation.io/pipeline-arn': NAMES.pipelineArn },
      },
      spec: { type: 'ml-build', owner: OWNER, system: NAMES.systemRef },
    });
    expect(yaml.parse(deployment.text('catalog-info.yaml'))).toMatchObject({
      metadata: {
        annotations: {
          'aws.amazon.com/aws-codepipeline-arn': NAMES.deploymentPipelineArn,
        },
      },
      spec: {
        type: 'ml-deployment',
        owner: OWNER,
        system: NAMES.systemRef,
        dependsOn: [NAMES.modelGroupRef],
      },
    });
    for (const repository of [build, deployment]) {
      expect(
        JSON.parse(repository.text('ci/repository-standard.json')),
      ).toEqual(DEFAULT_REPOSITORY_STANDARD);
      expect(repository.text('build_spec.yml')).toContain('sh ci/check.sh\n');
    }
    expect(JSON.parse(build.text('ci/accounts.json'))).toEqual({
      region: 'eu-west-1',
      accounts: {
        tooling: { accountId: '100000000002', role: 'churn-ci' },
        dev: { accountId: '210000000002', ...STAGE_ROLES },
        staging: { accountId: '210000000003', ...STAGE_ROLES },
        prod: { accountId: '210000000004', ...STAGE_ROLES },
      },
    });
    expect(
      JSON.parse(build.text('ml_pipelines/training/input.json')),
    ).toMatchObject({
      region: 'eu-west-1',
      pipelineName: 'churn-training',
      modelGroupArn: NAMES.modelGroupArn,
    });
    expect(
      JSON.parse(deployment.text('inference_config/prod/inference_config.json'))
        .Parameters,
    ).toMatchObject({ EndpointName: 'churn', TrafficShifting: 'CANARY' });
  });

  it.each([
    ['retry', {}],
    ['retry', { scaffolder: { taskRecovery: { enabled: true } } }],
    ['start over', {}],
  ])(
    'fails in the middle with what is left behind, and a %s adopts it (%j)',
    async (way, config) => {
      const { aws, locations, scaffolder } = await start(config);
      aws.outcomes.push({
        status: 'CreateFailed',
        reason: 'Stack SP-churn: Role cannot be assumed',
      });
      const first = await scaffolder.create(VALUES);
      const failed = await scaffolder.finished(first);

      expect(failed.status).toBe('failed');
      expect(failed.error?.message).toContain('Role cannot be assumed');
      expect(failed.error?.message).toContain(
        `Left behind: the project ${NAMES.projectArn} in the state CreateFailed`,
      );
      expect(locations).toEqual([]);

      const next = way === 'retry' ? first : await scaffolder.create(VALUES);
      if (way === 'retry') {
        await scaffolder.retry(first);
      }
      const { status, error } = await scaffolder.finished(next);

      expect({ status, error }).toEqual({ status: 'completed' });
      expect([...aws.projectsByName.values()]).toEqual([
        expect.objectContaining({ name: 'churn', status: 'CreateCompleted' }),
      ]);
      expect(aws.count('projects.create')).toBe(2);
      expect(aws.count('projects.remove')).toBe(1);
      expect(aws.count('modelGroups.create')).toBe(1);
      expect(aws.count('repositories.create')).toBe(2);
      expect(aws.repositoriesByName.get('churn-build')!.messages).toHaveLength(
        1,
      );
      expect(locations).toHaveLength(2);
    },
  );

  it('hands the parameters of the project template on', async () => {
    const { aws, scaffolder } = await start();

    const { log } = await scaffolder.dryRun({
      ...VALUES,
      projectParameters: {
        version: 'v2',
        parameters: { InstanceType: 'ml.m5.xlarge' },
        secretParameters: { Token: 'projectTemplate_Token' },
      },
    });

    expect(aws.calls).toEqual([]);
    const inputs = JSON.stringify(log)
      .replaceAll('\\n', '')
      .replaceAll(/\\"|\s/g, '');
    expect(inputs).toContain('version:v2');
    expect(inputs).toContain('parameters:{InstanceType:ml.m5.xlarge}');
    expect(inputs).toContain('secretParameters:{Token:projectTemplate_Token}');
  });

  it('refuses the name of a living use case and changes nothing', async () => {
    const { aws, scaffolder } = await start();
    await scaffolder.finished(await scaffolder.create(VALUES));
    const files = new Map(aws.repositoriesByName.get('churn-build')!.files);

    const second = await scaffolder.finished(
      await scaffolder.create({ ...VALUES, description: 'Another one' }),
    );

    expect(second.error).toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining("belongs to the use case 'churn'"),
    });
    expect(aws.count('projects.create')).toBe(1);
    expect(aws.repositoriesByName.get('churn-build')!.files).toEqual(files);
  });

  it('creates nothing when a repository is not as the standard of the company has it', async () => {
    const required = [{ path: 'NOTICE', required: true }, { path: '**' }];
    folder.setContent({
      'standard.json': JSON.stringify({
        name: 'acme',
        everywhere: [],
        build: required,
        deployment: required,
      }),
    });
    const { aws, scaffolder } = await start({
      sagemaker: { repositoryStandard: folder.resolve('standard.json') },
    });

    const { status, error } = await scaffolder.finished(
      await scaffolder.create(VALUES),
    );

    expect(status).toBe('failed');
    expect(error?.message).toContain(
      "1 difference from the standard 'acme' of build repositories",
    );
    expect(error?.message).toContain("'NOTICE' is missing");
    expect(aws.count('repositories.create')).toBe(0);
  });

  it('creates nothing for an account set that is retired', async () => {
    const { aws, scaffolder } = await start();

    const { status, error } = await scaffolder.finished(
      await scaffolder.create({
        ...VALUES,
        accountSet: 'resource:default/churn-pilot',
      }),
    );

    expect(status).toBe('failed');
    expect(error?.message).toContain(
      'Account set resource:default/churn-pilot is decommissioned',
    );
    expect(aws.calls).toEqual([]);
  });

  it.each([
    ['capital letters', 'Churn'],
    ['a leading digit', '1churn'],
    ['an underscore', 'my_churn'],
    ['a trailing hyphen', 'churn-'],
    ['33 characters', 'x'.repeat(33)],
  ])('refuses a name with %s in the form', async (_, name) => {
    const { aws, scaffolder } = await start();
    await expect(scaffolder.create({ ...VALUES, name })).rejects.toThrow(
      /400 .*(pattern|maximum length)/,
    );
    expect(aws.calls).toEqual([]);
  });

  describe.each(['realtime', 'batch'] as const)('with %s inference', kind => {
    it.each([
      ['codepipeline', { git: 'codecommit' }],
      ['jenkins', { git: 'codecommit' }],
      ['github-actions', ON_GITHUB],
      ['jenkins', ON_GITHUB],
      ['gitlab-ci', ON_GITLAB],
      ['jenkins', ON_GITLAB],
    ])('renders %s on %j, and creates nothing in a dry run', async (ci, on) => {
      const { aws, scaffolder } = await start();

      const { log, output, directoryContents } = await scaffolder.dryRun(
        { ...VALUES, ...on, ci },
        kind,
      );

      expect(aws.calls).toEqual([]);
      const files = new Map(
        directoryContents.map(({ path, base64Content }) => [
          path,
          Buffer.from(base64Content, 'base64').toString('utf8'),
        ]),
      );
      const below = (root: string) =>
        [...files.keys()]
          .filter(path => path.startsWith(root))
          .map(path => path.slice(root.length))
          .sort();
      expect(below('build/')).toEqual(buildTree(ci));
      expect(below('deploy/')).toEqual(deploymentTree(kind, ci));
      for (const [path, text] of files) {
        // GitHub's expressions look like those of the template.
        const rendered = path.includes('.github/')
          ? /\$\{\{ (values|steps)|\[object Object\]|undefined/
          : /\$\{\{|\[object Object\]|undefined/;
        expect([path, text]).toEqual([
          path,
          expect.not.stringMatching(rendered),
        ]);
      }
      for (const repository of ['build', 'deploy']) {
        const { annotations } = yaml.parse(
          files.get(`${repository}/catalog-info.yaml`)!,
        ).metadata;
        const slug =
          on.git === 'codecommit'
            ? {}
            : {
                [`${on.git}.com/project-slug`]: `${
                  on === ON_GITHUB ? 'acme' : 'ml/risk'
                }/churn-${repository}`,
              };
        expect(
          Object.fromEntries(
            Object.entries(annotations).filter(([key]) => /slug/.test(key)),
          ),
        ).toEqual(slug);
        expect('aws.amazon.com/aws-codepipeline-arn' in annotations).toBe(
          repository === 'deploy' && ci === 'codepipeline',
        );
      }
      expect(output.links!.map(({ title }) => title)).toContain(
        `Build repository in ${
          { codecommit: 'CodeCommit', github: 'GitHub', gitlab: 'GitLab' }[
            on.git
          ]
        }`,
      );
      const logged = JSON.stringify(log);
      expect(logged).toContain(
        on.git === 'codecommit'
          ? `would publish ${buildTree(ci).length} files`
          : `On ${on.git}.com, in `,
      );
    });
  });

  it('brings a use case about on GitHub, with approvals by its owners', async () => {
    github = await FakeGitHub.start(folder.path);
    const { aws, locations, scaffolder } = await start({
      integrations: { github: [github.integration] },
    });

    const task = await scaffolder.create({
      ...VALUES,
      git: 'github',
      host: github.host,
      organization: 'acme',
      ci: 'github-actions',
    });
    const { status, error, output } = await scaffolder.finished(task);

    expect({ status, error }).toEqual({ status: 'completed' });
    expect(aws.count('repositories.create')).toBe(0);
    expect([...aws.projectsByName.keys()]).toEqual(['churn']);
    expect(aws.groupsByName.get('churn-models')!.tags).not.toHaveProperty([
      TAG_DEPLOYMENT_PIPELINE,
    ]);
    for (const [repository, tree] of [
      ['churn-build', buildTree('github-actions')],
      ['churn-deploy', deploymentTree('realtime', 'github-actions')],
    ] as const) {
      expect(
        (
          await github.git(repository, 'ls-tree', '-r', '--name-only', 'main')
        ).sort(),
      ).toEqual(tree);
      expect(
        github.bodyOf(`PUT /repos/acme/${repository}/branches/main/protection`),
      ).toMatchObject({ required_status_checks: { contexts: ['check'] } });
      expect(
        github.bodyOf(
          `PUT /orgs/acme/teams/credit-risk/repos/acme/${repository}`,
        ),
      ).toEqual({ permission: 'push' });
    }
    for (const environment of ['staging', 'production']) {
      expect(
        github.bodyOf(
          `PUT /repos/acme/churn-deploy/environments/${environment}`,
        ),
      ).toMatchObject({
        reviewers: [{ type: 'Team', id: 7 }],
        deployment_branch_policy: { protected_branches: true },
      });
    }
    const url = `http://${github.host}/acme`;
    expect(locations).toEqual([
      `${url}/churn-build/blob/main/catalog-info.yaml`,
      `${url}/churn-deploy/blob/main/catalog-info.yaml`,
    ]);
    const links = output.links!.map(({ title, url: to, entityRef }) => [
      title,
      to ?? entityRef,
    ]);
    expect(Object.fromEntries(links)).toMatchObject({
      'Build repository': `component:default/${NAMES.systemName}-build`,
      'Build repository in GitHub': `${url}/churn-build/blob/main`,
    });
    expect(output.text!.map(({ content }) => content).join()).toContain(
      `git clone ${url}/churn-build.git`,
    );
  });

  it('are alike but for the kind of inference', () => {
    const [realtime, batch] = (['realtime', 'batch'] as const).map(kind =>
      fs
        .readFileSync(`${USE_CASE_FOLDER}/${kind}.yaml`, 'utf8')
        .replaceAll(/real-?time|batch/g, '<kind>')
        .split('\n'),
    );
    expect(batch).toHaveLength(realtime.length);
    expect(realtime.filter((line, index) => line !== batch[index])).toEqual([
      expect.stringContaining('description: A SageMaker project'),
      expect.stringContaining('stacks are named after it'),
    ]);
  });

  it.each([
    ['CodePipeline for GitHub', { ...ON_GITHUB, ci: 'codepipeline' }],
    ['GitHub Actions for CodeCommit', { ci: 'github-actions' }],
    ['GitHub without an organization', { git: 'github', ci: 'jenkins' }],
    ['no CI', { ci: undefined }],
    ['an organization with a slash', { ...ON_GITHUB, organization: 'a/b' }],
    ['a host with a path', { ...ON_GITLAB, host: 'gitlab.com/x' }],
  ])('refuses %s in the form', async (_, choice) => {
    const { aws, scaffolder } = await start();
    await expect(
      scaffolder.create({
        ...VALUES,
        ...(!('git' in choice) ? {} : { ci: 'jenkins' }),
        ...choice,
      }),
    ).rejects.toThrow(/^400 /);
    expect(aws.calls).toEqual([]);
  });
});
