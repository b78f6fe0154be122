import { ForwardedError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  entityNameFor,
  formatArn,
  TAG_ACCOUNT_SET,
  TAG_DEPLOYMENT_PIPELINE,
  TAG_PIPELINE,
  TAG_PROJECT_NAME,
  UseCaseNames,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
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
      'Creates the model package group of a use case, tagged with the pipelines that feed and deploy it',
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
          z.string({ description: '<useCase>-models unless given' }).optional(),
        description: z => z.string().max(1024).optional(),
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
      const { useCase, description } = ctx.input;
      const set = await loadAccountSet(ctx, deps, ctx.input.accountSet);
      const names = useCaseNames(useCase, set);
      const name = ctx.input.name ?? names.modelGroupName;
      if (!GROUP_NAME.test(name)) {
        throw new InputError(
          `'${name}' cannot be a model group name: up to 63 letters, digits and hyphens, beginning and ending with a letter or digit`,
        );
      }
      const arn = ctx.isDryRun
        ? dryRun(ctx, set, name)
        : await ensureModelGroup(ctx, deps, set, {
            name,
            description,
            owner: groupRef(ctx.input.owner ?? set.owner),
            tags: { ...ctx.input.tags, ...useCaseTags(names, set) },
          });
      ctx.output('arn', arn);
      ctx.output('entityRef', `resource:default/${entityNameFor(name, arn)}`);
    },
  });
}

function useCaseTags(
  names: UseCaseNames,
  set: ActiveAccountSet,
): Record<string, string> {
  return {
    [TAG_ACCOUNT_SET]: set.name,
    [TAG_PROJECT_NAME]: names.projectName,
    [TAG_PIPELINE]: names.pipelineArn,
    [TAG_DEPLOYMENT_PIPELINE]: names.deploymentPipelineArn,
  };
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
  { tooling }: ActiveAccountSet,
  group: {
    name: string;
    description?: string;
    owner: string;
    tags: Record<string, string>;
  },
): Promise<string> {
  const { name, description, owner } = group;
  const { modelGroups } = deps.aws;
  const { signal } = ctx;
  const found = await modelGroups.find(tooling, name, { signal });
  if (found) {
    await assertAdoptable(ctx, deps, {
      label: `Model package group '${name}'`,
      target: tooling,
      tags: found.tags,
      owner,
    });
    await publishChange(deps, found.arn);
    return found.arn;
  }
  const arn = await createOnce(ctx, `modelGroup.create.${name}`, async () => {
    try {
      const tags = tagsFor(ctx, deps, owner, group.tags);
      const request = { name, description, tags };
      return (await modelGroups.create(tooling, request, { signal })).arn;
    } catch (error) {
      throw new ForwardedError(
        `SageMaker refused to create the model package group '${name}' in account ${tooling.accountId}, region ${tooling.region}. What earlier steps of this task created stays and is taken up by a retry`,
        error,
      );
    }
  });
  ctx.logger.info(`Created the model group ${arn}`);
  await publishChange(deps, arn);
  return arn;
}
