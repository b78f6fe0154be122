import { ForwardedError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  AccountRole,
  entityNameFor,
  formatArn,
  TAG_ACCOUNT_SET,
  TAG_DEPLOYMENT_PIPELINE,
  TAG_PIPELINE,
  TAG_PROJECT_NAME,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Branch, loadBranch } from '../branch/loadBranch';
import { assertBranchAdoptable, branchTags } from '../branch/tags';
import { modelGroupPolicy } from '../modelGroup/policy';
import { ActiveAccountSet, groupRef, loadAccountSet } from './accountSet';
import { assertAdoptable } from './adoption';
import { createOnce } from './checkpoints';
import { ActionDeps, publishChange, tagsFor, TaskContext } from './context';
import { examples } from './createModelGroup.examples';

/** See ModelPackageGroupName in the CreateModelPackageGroup API reference. */
const GROUP_NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

export function createModelGroupAction(deps: ActionDeps) {
  return createTemplateAction({
    id: 'sagemaker:modelGroup:create',
    description:
      'Creates the model package group of a use case, or of one of its feature branches, tagged with the pipelines that feed and deploy it',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountSet: z =>
          z.string({
            description:
              'Entity ref of the account set; the group goes to its tooling account',
          }),
        useCase: z =>
          z.string({ description: 'Name of the SageMaker project' }),
        name: z =>
          z
            .string({
              description:
                '<useCase>-models unless given; the group of a branch has a name of its own',
            })
            .optional(),
        branch: z =>
          z
            .string({
              description:
                'Feature branch that the group belongs to, such as feature/new-features. Its versions are never deployed, and it is deleted with the branch',
            })
            .optional(),
        description: z => z.string().max(1024).optional(),
        linkDeploymentPipeline: z =>
          z
            .boolean({
              description:
                'Whether a CodePipeline named <useCase>-deploy deploys the versions: the group is tagged with it, and the portal shows its stages. False for another CI. Default: true',
            })
            .optional(),
        owner: z =>
          z
            .string({
              description:
                'Entity ref of the owning group; the owner of the account set unless given',
            })
            .optional(),
        tags: z => z.record(z.string()).optional(),
      },
      output: {
        arn: z => z.string(),
        entityRef: z =>
          z.string({ description: 'The Resource of the model group' }),
      },
    },
    async handler(ctx) {
      const { description } = ctx.input;
      const group = await groupOf(ctx, deps, ctx.input);
      const { set, name } = group;
      if (!GROUP_NAME.test(name)) {
        throw new InputError(
          `'${name}' cannot be a model group name: up to 63 letters, digits and hyphens, beginning and ending with a letter or digit`,
        );
      }
      const arn = ctx.isDryRun
        ? dryRun(ctx, set, name)
        : await ensureModelGroup(ctx, deps, group, {
            description,
            owner: groupRef(ctx.input.owner ?? set.owner),
            tags: { ...ctx.input.tags, ...group.tags },
          });
      ctx.output('arn', arn);
      ctx.output('entityRef', `resource:default/${entityNameFor(name, arn)}`);
    },
  });
}

/** Which group is meant, and the tags that relate it. */
interface Group {
  set: ActiveAccountSet;
  name: string;
  tags: Record<string, string>;
  /** Undefined for a group of the use case itself. */
  branch?: Branch;
}

async function groupOf(
  ctx: TaskContext,
  deps: ActionDeps,
  input: {
    accountSet: string;
    useCase: string;
    name?: string;
    branch?: string;
    linkDeploymentPipeline?: boolean;
  },
): Promise<Group> {
  const { accountSet, useCase, name, branch: branchName } = input;
  const { linkDeploymentPipeline = true } = input;
  if (branchName === undefined) {
    const set = await loadAccountSet(ctx, deps, accountSet);
    const names = useCaseNames(useCase, set);
    const tags = {
      [TAG_ACCOUNT_SET]: set.name,
      [TAG_PROJECT_NAME]: names.projectName,
      [TAG_PIPELINE]: names.pipelineArn,
      ...(linkDeploymentPipeline && {
        [TAG_DEPLOYMENT_PIPELINE]: names.deploymentPipelineArn,
      }),
    };
    return { set, name: name ?? names.modelGroupName, tags };
  }
  if (name !== undefined) {
    throw new InputError(
      'The model group of a branch is named after the branch: give either name or branch',
    );
  }
  const branch = await loadBranch(ctx, deps, {
    accountSet,
    useCase,
    branch: branchName,
  });
  const { set, names } = branch;
  const tags = { ...branchTags(branch), [TAG_PIPELINE]: names.pipelineArn };
  return { set, name: names.modelGroupName, tags, branch };
}

function dryRun(ctx: TaskContext, set: ActiveAccountSet, name: string): string {
  const arn = formatArn({
    ...set.tooling,
    service: 'sagemaker',
    resource: `model-package-group/${name}`,
  });
  ctx.logger.info(`Dry run: would create the model group ${arn}`);
  return arn;
}

async function ensureModelGroup(
  ctx: TaskContext,
  deps: ActionDeps,
  group: Group,
  request: {
    description?: string;
    owner: string;
    tags: Record<string, string>;
  },
): Promise<string> {
  const { description, owner } = request;
  const { name, branch } = group;
  const { tooling } = group.set;
  const { modelGroups } = deps.aws;
  const { signal } = ctx;
  const found = await modelGroups.find(tooling, name, { signal });
  if (found) {
    const existing = {
      label: `Model package group '${name}'`,
      target: tooling,
      tags: found.tags,
      owner,
    };
    if (branch) {
      assertBranchAdoptable(ctx, deps, branch, existing);
    } else {
      await assertAdoptable(ctx, deps, existing);
    }
    await ensurePolicy(ctx, deps, group, found.arn);
    await publishChange(deps, found.arn);
    return found.arn;
  }
  const arn = await createOnce(ctx, `modelGroup.create.${name}`, async () => {
    try {
      const tags = tagsFor(ctx, deps, owner, request.tags);
      return (
        await modelGroups.create(
          tooling,
          { name, description, tags },
          { signal },
        )
      ).arn;
    } catch (error) {
      throw new ForwardedError(
        `SageMaker refused to create the model package group '${name}' in account ${tooling.accountId}, region ${tooling.region}. What earlier steps of this task created stays and is taken up by a retry`,
        error,
      );
    }
  });
  ctx.logger.info(`Created the model group ${arn}`);
  await ensurePolicy(ctx, deps, group, arn);
  await publishChange(deps, arn);
  return arn;
}

const STAGES: AccountRole[] = ['preprod', 'prod'];

/** Shares a group that has no policy yet; one that people have written is left alone. */
async function ensurePolicy(
  ctx: TaskContext,
  deps: ActionDeps,
  { set, name, branch }: Group,
  arn: string,
) {
  const { modelGroups } = deps.aws;
  const { signal } = ctx;
  const accountsOf = (roles: AccountRole[]) =>
    set.accounts
      .filter(({ role }) => roles.includes(role))
      .map(({ accountId }) => accountId);
  const policy = modelGroupPolicy(arn, {
    registering: accountsOf(['dev']),
    deploying: branch ? [] : accountsOf(STAGES),
  });
  if (policy && !(await modelGroups.policy(set.tooling, name, { signal }))) {
    await modelGroups.setPolicy(set.tooling, name, policy, { signal });
    ctx.logger.info(`Shared ${arn} with the accounts of '${set.name}'`);
  }
}
