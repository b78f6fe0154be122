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
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DEFAULT_REPOSITORY_STANDARD,
  TAG_OWNER,
  TAG_TASK,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  SageMakerAws,
  sagemakerAwsServiceRef,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import yaml from 'yaml';
import { activeAccountSet } from './actions/accountSet';
import { scaffolderModuleSagemaker } from './module';
import { accountSetEntity } from './__testUtils__/entities';
import { FakeAws } from './__testUtils__/fakeAws';
import { Scaffolder, templateEntity } from './__testUtils__/scaffolder';
import { BUILD_TREE, DEPLOYMENT_TREE } from './__testUtils__/trees';

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
};

describe('template ml-use-case-realtime', () => {
  const folder = createMockDirectory();
  let backend: TestBackend | undefined;

  afterEach(async () => {
    await backend?.stop();
    backend = undefined;
  });

  async function start(config: JsonObject = {}) {
    const aws = new FakeAws();
    const entities = new Map<string, Entity>(
      [
        templateEntity(),
        accountSetEntity('credit-risk'),
        accountSetEntity('churn-pilot', 'decommissioned'),
      ].map(entity => [stringifyEntityRef(entity), entity]),
    );
    const locations: string[] = [];
    const changed: unknown[] = [];
    const catalog = catalogServiceMock.mock({
      getEntityByRef: async ref =>
        entities.get(typeof ref === 'string' ? ref : stringifyEntityRef(ref)),
      addLocation: async ({ type, target, dryRun }) => {
        if (!dryRun) {
          locations.push(target);
        }
        const entityRef = `location:default/${locations.length}`;
        const location = { id: target, type: type ?? 'url', target, entityRef };
        const [, repository] = /repositories\/([^/]+)\//.exec(target)!;
        const { text } = filesOf(aws, repository);
        const registered = [yaml.parse(text('catalog-info.yaml'))];
        return { location, entities: dryRun ? registered : [] };
      },
    });
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleSagemaker,
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
    expect(build.paths).toEqual(BUILD_TREE);
    expect(deployment.paths).toEqual(DEPLOYMENT_TREE);
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
    for (const [repository, kind] of [
      [build, 'build'],
      [deployment, 'deployment'],
    ] as const) {
      expect(
        JSON.parse(repository.text('ci/repository-standard.json')),
      ).toEqual(DEFAULT_REPOSITORY_STANDARD);
      const check = `python ci/check_repository.py ${kind}\n`;
      expect(repository.text('ci/README.md')).toContain(check);
      expect(repository.text('build_spec.yml')).toContain(check);
    }
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

  it('can be tried without creating anything', async () => {
    const { aws, scaffolder } = await start();

    const { log, output, directoryContents } = await scaffolder.dryRun(VALUES);

    expect(aws.calls).toEqual([]);
    expect(output.links.map((link: { title: string }) => link.title)).toContain(
      'Use case',
    );
    expect(
      directoryContents.map((file: { path: string }) => file.path),
    ).toEqual(expect.arrayContaining(BUILD_TREE.map(path => `build/${path}`)));
    expect(JSON.stringify(log)).toContain('would publish 31 files');
  });
});
