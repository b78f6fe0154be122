import { ForwardedError, NotFoundError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { TAG_MODEL_GROUP } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { branchDefinition } from '../branch/definition';
import { ensureExpiry } from '../branch/expiry';
import { Branch, loadBranch } from '../branch/loadBranch';
import { assertBranchAdoptable, branchTags } from '../branch/tags';
import { groupRef } from './accountSet';
import { createOnce } from './checkpoints';
import { ActionDeps, publishChange, tagsFor, TaskContext } from './context';
import { examples } from './createPipeline.examples';

/** Of data that nobody has written anew. */
const EXPIRE_AFTER_DAYS = 90;

export function createPipelineAction(deps: ActionDeps) {
  return createTemplateAction({
    id: 'sagemaker:pipeline:create',
    description:
      "Creates the pipeline of a feature branch: a copy of the use case's, which registers in the model group of the branch and writes below its prefix, where a lifecycle rule ends what was forgotten",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountSet: z =>
          z.string({
            description:
              'Entity ref of the account set; the pipeline goes to its dev account',
          }),
        useCase: z =>
          z.string({ description: 'Name of the SageMaker project' }),
        branch: z => z.string({ description: 'Such as feature/new-features' }),
        expireAfterDays: z =>
          z
            .number({
              description:
                'S3 deletes what the branch has written so many days later, by a lifecycle rule of the bucket. 0 leaves the rules of the bucket alone. Default: 90',
            })
            .int()
            .min(0)
            .optional(),
        owner: z =>
          z
            .string({
              description:
                'Entity ref of the owning group; the owner of the account set unless given',
            })
            .optional(),
      },
      output: {
        arn: z => z.string(),
        entityRef: z =>
          z.string({ description: 'The Resource of the pipeline' }),
        artifactPrefix: z =>
          z.string({
            description: 'S3 key prefix of everything that its runs write',
          }),
      },
    },
    async handler(ctx) {
      const branch = await loadBranch(ctx, deps, ctx.input);
      const { names, dev, set } = branch;
      const { expireAfterDays: days = EXPIRE_AFTER_DAYS } = ctx.input;
      ctx.output('arn', names.pipelineArn);
      ctx.output('entityRef', names.pipelineRef);
      ctx.output('artifactPrefix', names.artifactPrefix);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would create the pipeline '${
            names.pipelineName
          }' in account ${dev.accountId}, region ${dev.region}${
            days ? `, and have its data expire after ${days} days` : ''
          }`,
        );
        return;
      }
      const owner = groupRef(ctx.input.owner ?? set.owner);
      await ensurePipeline(ctx, deps, branch, { owner, days });
      await publishChange(deps, names.pipelineArn);
    },
  });
}

async function ensurePipeline(
  ctx: TaskContext,
  deps: ActionDeps,
  branch: Branch,
  { owner, days }: { owner: string; days: number },
) {
  const { pipelines } = deps.aws;
  const { signal } = ctx;
  const { dev, useCase, names } = branch;
  const where = `account ${dev.accountId}, region ${dev.region}`;
  const name = names.pipelineName;
  const found = await pipelines.find(dev, name, { signal });
  if (found) {
    assertBranchAdoptable(ctx, deps, branch, {
      label: `Pipeline '${name}'`,
      target: dev,
      tags: found.tags,
      owner,
    });
    if (days) {
      await ensureExpiry(ctx, deps, branch, found.definition, days);
    }
    return;
  }
  const main = await pipelines.find(dev, useCase.pipelineName, { signal });
  if (!main) {
    throw new NotFoundError(
      `The pipeline '${useCase.pipelineName}' is not in ${where}: the first build of the repository '${useCase.buildRepository}' brings it there. Retry this task afterwards`,
    );
  }
  const definition = branchDefinition(main.definition, useCase, names);
  // Before anything can be written that it is for.
  if (days) {
    await ensureExpiry(ctx, deps, branch, definition, days);
  }
  await createOnce(ctx, `pipeline.create.${name}`, async () => {
    try {
      const request = {
        name,
        description: `'${useCase.pipelineName}' of the branch ${names.branch}`,
        definition,
        roleArn: main.roleArn,
        tags: tagsFor(ctx, deps, owner, {
          ...branchTags(branch),
          [TAG_MODEL_GROUP]: names.modelGroupArn,
        }),
      };
      return (await pipelines.create(dev, request, { signal })).arn;
    } catch (error) {
      throw new ForwardedError(
        `SageMaker refused to create the pipeline '${name}' in ${where}. What earlier steps of this task created stays and is taken up by a retry`,
        error,
      );
    }
  });
  ctx.logger.info(
    `Created the pipeline '${name}' as a copy of '${useCase.pipelineName}'`,
  );
}
