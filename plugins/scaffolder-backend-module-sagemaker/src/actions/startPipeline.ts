import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  branchNames,
  entityNameFor,
  Parameter,
  UseCaseNames,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { followRun, hasEnded } from '../branch/followRun';
import { RunFailedError } from '../branch/RunFailedError';
import { loadAccountSet } from './accountSet';
import { ActionDeps, TaskContext } from './context';
import { examples } from './startPipeline.examples';

/** See StartPipelineExecution in the API reference of SageMaker. */
const MAX_PARAMETERS = 200;
const MAX_DESCRIPTION = 3072;

export function startPipelineAction(deps: ActionDeps) {
  return createTemplateAction({
    id: 'sagemaker:pipeline:start',
    description:
      'Starts a run of the pipeline of a use case, or of one of its feature branches, and follows it to its end',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountSet: z =>
          z.string({
            description:
              'Entity ref of the account set; the pipeline is in its dev account',
          }),
        useCase: z =>
          z.string({ description: 'Name of the SageMaker project' }),
        branch: z =>
          z
            .string({
              description:
                "Feature branch whose pipeline is started; the use case's own unless given",
            })
            .optional(),
        parameters: z =>
          z
            .record(z.union([z.string(), z.number(), z.boolean()]), {
              description:
                'Parameters of the pipeline; the others have the defaults of its definition',
            })
            .optional(),
        description: z => z.string().max(MAX_DESCRIPTION).optional(),
        wait: z =>
          z
            .boolean({
              description: 'Wait until the run has ended. Default: true',
            })
            .optional(),
      },
      output: {
        pipelineArn: z => z.string(),
        pipelineRef: z =>
          z.string({ description: 'The Resource of the pipeline' }),
        runArn: z => z.string({ description: 'Not in a dry run' }),
        runId: z => z.string({ description: 'Not in a dry run' }),
        status: z =>
          z.string({
            description:
              'Succeeded, or what it was when the action stopped waiting; not in a dry run',
          }),
      },
    },
    async handler(ctx) {
      const { useCase, branch, description, wait = true } = ctx.input;
      const set = await loadAccountSet(ctx, deps, ctx.input.accountSet);
      const pipeline = pipelineOf(useCaseNames(useCase, set), branch);
      const parameters = toParameters(ctx.input.parameters ?? {});
      ctx.output('pipelineArn', pipeline.arn);
      ctx.output(
        'pipelineRef',
        `resource:default/${entityNameFor(pipeline.name, pipeline.arn)}`,
      );
      if (ctx.isDryRun) {
        ctx.logger.info(`Dry run: would start ${pipeline.arn}`);
        return;
      }
      const { id, arn, status } = await startRun(ctx, deps, pipeline.arn, {
        step: ctx.step?.id ?? '',
        description,
        parameters,
      });
      ctx.output('runId', id);
      ctx.output('runArn', arn);
      ctx.output('status', status);
      if (wait) {
        const ended = await waitForRun(ctx, deps, {
          pipelineArn: pipeline.arn,
          id,
        });
        ctx.output('status', ended.run.status);
        if (ended.run.status !== 'Succeeded') {
          throw new RunFailedError(ended.run, ended.steps);
        }
      }
    },
  });
}

function pipelineOf(useCase: UseCaseNames, branch: string | undefined) {
  const { pipelineName: name, pipelineArn: arn } = branch
    ? branchNames(useCase, branch)
    : useCase;
  return { name, arn };
}

function toParameters(
  parameters: Record<string, string | number | boolean>,
): Parameter[] {
  const list = Object.entries(parameters).map(([name, value]) => ({
    name,
    value: String(value),
  }));
  if (list.length > MAX_PARAMETERS) {
    throw new InputError(
      `A run takes up to ${MAX_PARAMETERS} parameters, not ${list.length}`,
    );
  }
  return list;
}

/**
 * Starts one run, however often the task is resumed: AWS knows the token of a run
 * whose checkpoint was lost. Only a run that an earlier attempt of the task saw
 * fail, or be stopped, is followed by another.
 */
async function startRun(
  ctx: TaskContext,
  deps: ActionDeps,
  pipelineArn: string,
  request: { step: string; description?: string; parameters: Parameter[] },
): Promise<{ id: string; arn: string; status: string }> {
  const { runs } = deps.aws;
  const { signal } = ctx;
  const { description, parameters } = request;
  for (let attempt = 1; ; attempt++) {
    const clientToken = createHash('sha256')
      .update(JSON.stringify([ctx.task.id, pipelineArn, request, attempt]))
      .digest('hex');
    let started = false;
    const run = await ctx.checkpoint({
      key: `pipeline.start.${clientToken.slice(0, 12)}`,
      fn: async () => {
        started = true;
        const { id, arn, status } = await runs.start(
          pipelineArn,
          { clientToken, description, parameters },
          { signal },
        );
        return { id, arn, status };
      },
    });
    if (started) {
      ctx.logger.info(`Started the run ${run.arn}`);
      return run;
    }
    const { run: current } = await runs.get(pipelineArn, run.id, { signal });
    if (!hasEnded(current) || current.status === 'Succeeded') {
      ctx.logger.info(`Taking up the run ${run.arn}: it is ${current.status}`);
      return { ...run, status: current.status };
    }
    ctx.logger.info(
      `The run ${run.arn} is ${current.status}: starting another`,
    );
  }
}

async function waitForRun(
  ctx: TaskContext,
  deps: ActionDeps,
  run: { pipelineArn: string; id: string },
) {
  try {
    return await followRun(deps.aws.runs, run, ctx);
  } catch (error) {
    if (ctx.signal?.aborted) {
      ctx.logger.warn(
        `Cancelled while the run ${run.id} was under way. AWS goes on with it; a retry of this task takes it up`,
      );
    }
    throw error;
  }
}
