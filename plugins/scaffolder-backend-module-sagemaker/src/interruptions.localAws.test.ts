import { createMockDirectory } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  branchNames,
  TAG_PROJECT_NAME,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { activeAccountSet } from './actions/accountSet';
import { ActionDeps } from './actions/context';
import { createBranchAction } from './actions/createBranch';
import { createModelGroupAction } from './actions/createModelGroup';
import { createPipelineAction } from './actions/createPipeline';
import { createProjectAction } from './actions/createProject';
import { decommissionModelGroupAction } from './actions/decommissionModelGroup';
import { deleteProjectAction } from './actions/deleteProject';
import { publishRepositoryAction } from './actions/publishRepository';
import { startPipelineAction } from './actions/startPipeline';
import { updateProjectAction } from './actions/updateProject';
import { ActionTask, depsWith } from './__testUtils__/actionTask';
import { accountSetEntity, REGION, TOOLING } from './__testUtils__/entities';
import {
  Interruption,
  interruptible,
  WAYS,
} from './__testUtils__/interruption';
import { VendingWorld } from './__testUtils__/vendingWorld';

const SET = activeAccountSet(accountSetEntity('credit-risk'));
const IN_TOOLING = { accountId: TOOLING, region: REGION };
const BUCKET = `mlops-artifacts-${TOOLING}-${REGION}`;
const TEMPLATE = 's3:mlops-project-templates/templates/interrupted.json';
const EXAMPLE = 'fraud-detection';

jest.setTimeout(300_000);

type Action = TemplateAction<JsonObject, JsonObject>;

/** What is done, for a use case of its own each time. */
interface Scenario {
  action(deps: ActionDeps): object;
  input(names: Names): JsonObject;
  /** Brings about what the action works on. */
  prepare?: (names: Names) => Promise<void>;
  /** How many writes to AWS it takes, so that a table can be made of them. */
  writes: string[];
}

type Names = ReturnType<typeof namesOf>;

function namesOf(name: string) {
  const useCase = useCaseNames(name, SET);
  return {
    useCase,
    branch: branchNames(useCase, 'feature/new-features'),
    dev: { accountId: useCase.devAccountId, region: REGION },
  };
}

/** All actions that change AWS but those of account sets, which have tables of their own. */
describe('an action that is interrupted at any of its writes', () => {
  const workspace = createMockDirectory();
  let world: VendingWorld;
  let count = 0;

  beforeAll(async () => {
    world = await VendingWorld.start();
    await fetch(`${world.local.url}/${TEMPLATE.slice('s3:'.length)}`, {
      method: 'PUT',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=AKIA${TOOLING}TEST/20260101/${REGION}/s3/aws4_request`,
      },
      body: JSON.stringify({
        Parameters: {
          SageMakerProjectName: { Type: 'String' },
          Stage: { Type: 'String', Default: 'test' },
        },
        Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
      }),
    });
    workspace.setContent({ build: { 'README.md': '# x', 'a.py': 'print(1)' } });
  });

  afterEach(() => world.local.faults.set([]));
  afterAll(() => world.stop());

  async function run(
    task: ActionTask,
    aws: ActionDeps['aws'],
    scenario: Scenario,
    names: Names,
  ) {
    const action = scenario.action(depsWith(aws).deps) as Action;
    await task.run(action, scenario.input(names));
  }

  const newTask = (id: string, signal?: AbortSignal) =>
    new ActionTask(id, { workspacePath: workspace.path, signal });

  const once = (scenario: Scenario, names: Names) =>
    run(
      newTask(`before-${names.useCase.projectName}`),
      world.aws,
      scenario,
      names,
    );

  async function makeRepository({ useCase }: Names) {
    const { repositories } = world.aws;
    const name = useCase.buildRepository;
    await repositories.create(IN_TOOLING, {
      name,
      tags: { [TAG_PROJECT_NAME]: useCase.projectName },
    });
    await repositories.commit(IN_TOOLING, name, {
      branch: 'main',
      message: 'Begin',
      author: { name: 'Ada', email: 'ada@example.com' },
      files: [{ path: 'a', content: Buffer.from('a'), executable: false }],
    });
  }

  async function makePipeline({ useCase, dev }: Names) {
    const { pipelines } = world.aws;
    const example = await pipelines.find(dev, `${EXAMPLE}-training`);
    await pipelines.create(dev, {
      name: useCase.pipelineName,
      definition: example!.definition.replaceAll(EXAMPLE, useCase.projectName),
      roleArn: example!.roleArn,
      tags: { [TAG_PROJECT_NAME]: useCase.projectName },
    });
  }

  const inBranch = ({ useCase, branch }: Names) => ({
    accountSet: 'resource:default/credit-risk',
    useCase: useCase.projectName,
    branch: branch.branch,
  });
  const inProject = ({ useCase }: Names) => ({
    accountSet: 'resource:default/credit-risk',
    name: useCase.projectName,
  });

  const createProject: Scenario = {
    action: createProjectAction,
    input: names => ({ ...inProject(names), template: TEMPLATE }),
    writes: ['projects.create'],
  };
  const createGroup: Scenario = {
    action: createModelGroupAction,
    input: inBranch,
    writes: ['modelGroups.create', 'modelGroups.setPolicy'],
  };
  const createPipeline: Scenario = {
    action: createPipelineAction,
    input: inBranch,
    prepare: makePipeline,
    writes: ['objects.setExpiry', 'pipelines.create'],
  };
  const createBranch: Scenario = {
    action: createBranchAction,
    input: inBranch,
    prepare: makeRepository,
    writes: ['repositories.createBranch'],
  };

  const scenarios: Record<string, Scenario> = {
    'sagemaker:project:create': createProject,
    'sagemaker:project:update': {
      action: updateProjectAction,
      input: names => ({ ...inProject(names), parameters: { Stage: 'live' } }),
      prepare: names => once(createProject, names),
      writes: ['projects.update'],
    },
    'sagemaker:project:delete': {
      action: deleteProjectAction,
      input: inProject,
      prepare: names => once(createProject, names),
      writes: ['projects.remove'],
    },
    'sagemaker:modelGroup:create': {
      ...createGroup,
      input: ({ useCase }) => ({
        accountSet: 'resource:default/credit-risk',
        useCase: useCase.projectName,
      }),
    },
    'sagemaker:modelGroup:create of a branch': createGroup,
    'sagemaker:pipeline:create': createPipeline,
    'sagemaker:pipeline:start': {
      action: startPipelineAction,
      input: names => ({ ...inBranch(names), wait: false }),
      prepare: async names => {
        await makePipeline(names);
        await once(createPipeline, names);
      },
      writes: ['runs.start'],
    },
    'codecommit:branch:create': createBranch,
    'codecommit:repository:publish': {
      action: publishRepositoryAction,
      input: ({ useCase }) => ({
        accountSet: 'resource:default/credit-risk',
        name: useCase.buildRepository,
        useCase: useCase.projectName,
        sourcePath: 'build',
      }),
      writes: [
        'repositories.create',
        'repositories.commit',
        'repositories.createBranch',
        'repositories.setDefaultBranch',
      ],
    },
    'sagemaker:modelGroup:decommission': {
      action: decommissionModelGroupAction,
      input: inBranch,
      prepare: async names => {
        await makeRepository(names);
        await makePipeline(names);
        for (const each of [createBranch, createGroup, createPipeline]) {
          await once(each, names);
        }
        await world.call(TOOLING, 'SageMaker.CreateModelPackage', {
          ModelPackageGroupName: names.branch.modelGroupName,
          ModelApprovalStatus: 'Rejected',
          InferenceSpecification: {
            Containers: [{ Image: '1.dkr.ecr.eu-west-1.amazonaws.com/x' }],
            SupportedContentTypes: ['text/csv'],
            SupportedResponseMIMETypes: ['text/csv'],
          },
        });
        await world.fillPrefix(TOOLING, BUCKET, names.branch.artifactPrefix);
      },
      writes: [
        'repositories.removeBranch',
        'objects.removeAll',
        'objects.removeExpiry',
        'pipelines.remove',
        'modelGroups.removeVersion',
        'modelGroups.remove',
      ],
    },
  };

  /** All that there is of a use case, with its name and what differs each time left out. */
  async function inventory({ useCase, branch, dev }: Names) {
    const { aws } = world;
    const { buildRepository: repository } = useCase;
    const project = await aws.projects.find(IN_TOOLING, useCase.projectName);
    const repositoryFound = await aws.repositories.find(IN_TOOLING, repository);
    const group = async (name: string) => {
      const found = await aws.modelGroups.find(IN_TOOLING, name);
      return (
        found && {
          tags: Object.keys(found.tags).sort(),
          isShared: Boolean(await aws.modelGroups.policy(IN_TOOLING, name)),
        }
      );
    };
    const pipeline = async (name: string) => {
      const found = await aws.pipelines.find(dev, name);
      if (!found) {
        return undefined;
      }
      const { PipelineExecutionSummaries: runs } = await world.call(
        dev.accountId,
        'SageMaker.ListPipelineExecutions',
        { PipelineName: name },
      );
      return { runs: runs.length };
    };
    return {
      project: project && {
        status: project.status,
        parameters: project.launch?.parameters,
      },
      groups: [
        await group(useCase.modelGroupName),
        await group(branch.modelGroupName),
      ],
      pipelines: [
        await pipeline(useCase.pipelineName),
        await pipeline(branch.pipelineName),
      ],
      branches: repositoryFound && {
        default: repositoryFound.defaultBranch,
        ...Object.fromEntries(
          await Promise.all(
            ['main', 'develop', branch.branch].map(async name => [
              name,
              Boolean(
                await aws.repositories.head(IN_TOOLING, repository, name),
              ),
            ]),
          ),
        ),
      },
      expiry: await aws.objects.expiry(dev, {
        bucket: BUCKET,
        id: branch.lifecycleRule,
      }),
      data: await aws.objects.summary(dev, {
        bucket: BUCKET,
        prefix: branch.artifactPrefix,
      }),
    };
  }

  function throttle(operations: string[], times?: number) {
    world.local.faults.set(
      operations.map(operation => ({ kind: 'throttle', operation, times })),
    );
  }

  /** How often AWS has made something, or changed a project. */
  const made = () =>
    world.local.calls
      .list()
      .filter(({ operation }) =>
        /^(Create|(Update|Delete)Project)/.test(operation),
      )
      .map(({ operation, count: calls, errors }) => [operation, calls - errors])
      .filter(([, calls]) => calls)
      .sort();

  async function prepared(scenario: Scenario) {
    const names = namesOf(`uc-${++count}`);
    await scenario.prepare?.(names);
    world.local.calls.clear();
    return names;
  }

  describe.each(Object.entries(scenarios))('%s', (_, scenario) => {
    let expected: object;
    let operations: string[];
    let written: string[];

    async function outcome(names: Names) {
      const madeOnce = made();
      return { made: madeOnce, ...(await inventory(names)) };
    }

    beforeAll(async () => {
      const names = await prepared(scenario);
      const { aws, writes } = interruptible(world.aws);
      await run(newTask('whole'), aws, scenario, names);
      written = writes;
      const called = world.local.calls.list().map(call => call.operation);
      operations = [...new Set(called)].filter(name => name !== 'AssumeRole');
      expected = await outcome(names);
    });

    it('writes what its table is made of', () => {
      expect(written).toEqual(scenario.writes);
    });

    const table = scenario.writes.flatMap((name, index) =>
      WAYS.map((way): [string, string, Interruption] => [
        way,
        name,
        { way, write: index + 1 },
      ]),
    );
    it.each(table)(
      '%s %s, is finished by a retry with one of everything',
      async (way, _write, at) => {
        const names = await prepared(scenario);
        const { aws, signal } = interruptible(world.aws, at);
        const task = newTask('task-1', signal);
        const end = await run(task, aws, scenario, names).then(
          () => 'done',
          String,
        );
        // A cancelled task that has nothing left to do is done all the same.
        expect(end).toMatch(
          way === 'cancelled after'
            ? /^(done$|AbortError)/
            : /died|dead process/,
        );
        const retry = newTask('task-1');
        retry.takeOver(task);
        await run(retry, world.aws, scenario, names);
        expect(await outcome(names)).toEqual(expected);
      },
    );

    it('gets through a throttle of each operation', async () => {
      const names = await prepared(scenario);
      throttle(operations, 1);
      await run(newTask('task-1'), world.aws, scenario, names);
      expect(await outcome(names)).toEqual(expected);
    });

    it('fails when AWS throttles it for long, and is finished by a retry', async () => {
      // Its last write: when it fails, everything else is done.
      const last = operations.findLast(
        name => !/^(Describe|Get|List)/.test(name),
      );
      const names = await prepared(scenario);
      const task = newTask('task-1');
      throttle([last!]);
      await expect(run(task, world.aws, scenario, names)).rejects.toThrow(
        /Rate exceeded/,
      );
      world.local.faults.set([]);
      await run(task, world.aws, scenario, names);
      expect(await outcome(names)).toEqual(expected);
    });

    it('does nothing in a dry run', async () => {
      const names = await prepared(scenario);
      const before = await inventory(names);
      world.local.calls.clear();
      const { aws, writes } = interruptible(world.aws);
      const task = new ActionTask('dry', {
        workspacePath: workspace.path,
        isDryRun: true,
      });
      await run(task, aws, scenario, names);
      expect(writes).toEqual([]);
      expect(await inventory(names)).toEqual(before);
    });
  });
});
