import {
  AccountRole,
  TAG_PROJECT_NAME,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  DeployedModel,
  Target,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ActionDeps, TaskContext } from '../actions/context';
import { outputBuckets } from './definition';
import { Branch } from './loadBranch';
import { BranchRemains, servedVersions } from './remains';

/** Roles whose accounts may serve models. */
const SERVING: AccountRole[] = [
  'experimentation',
  'dev',
  'preprod',
  'prod',
  'tooling',
];

/** Reads all that there is of a branch. Throws when anything cannot be read. */
export async function inspectBranch(
  ctx: TaskContext,
  deps: ActionDeps,
  branch: Branch,
): Promise<BranchRemains> {
  const { modelGroups, pipelines } = deps.aws;
  const { signal } = ctx;
  const { set, names, dev, useCase } = branch;
  const [group, versions, pipeline, main, git] = await Promise.all([
    modelGroups.find(set.tooling, names.modelGroupName, { signal }),
    modelGroups.versions(set.tooling, names.modelGroupName, { signal }),
    pipelines.find(dev, names.pipelineName, { signal }),
    pipelines.find(dev, useCase.pipelineName, { signal }),
    inspectGit(ctx, deps, branch),
  ]);
  const models = versions.length ? await deployedModels(ctx, deps, branch) : [];
  // Where its pipeline is gone, a branch has written to the buckets of its model.
  const buckets = [pipeline, main].flatMap(each =>
    each ? outputBuckets(each.definition) : [],
  );
  return {
    group,
    versions,
    served: servedVersions(versions, models),
    pipeline: pipeline && { arn: pipeline.arn, tags: pipeline.tags },
    running: pipeline ? await pipelines.running(pipeline.arn, { signal }) : [],
    ...(await inspectBuckets(ctx, deps, branch, buckets)),
    git,
  };
}

async function deployedModels(
  ctx: TaskContext,
  deps: ActionDeps,
  { set }: Branch,
): Promise<DeployedModel[]> {
  const accounts = set.accounts
    .filter(({ role }) => SERVING.includes(role))
    .map(({ accountId }) => accountId);
  const targets: Target[] = [...new Set(accounts)].flatMap(accountId =>
    set.regions.map(region => ({ accountId, region })),
  );
  const models: DeployedModel[] = [];
  for (const target of targets) {
    const { signal } = ctx;
    models.push(...(await deps.aws.deployedModels.list(target, { signal })));
  }
  return models;
}

async function inspectBuckets(
  ctx: TaskContext,
  deps: ActionDeps,
  { names, dev }: Branch,
  buckets: string[],
): Promise<Pick<BranchRemains, 'folders' | 'expiring'>> {
  const folders: BranchRemains['folders'] = [];
  const expiring: BranchRemains['expiring'] = [];
  for (const bucket of new Set(buckets)) {
    const folder = { bucket, prefix: names.artifactPrefix };
    const { signal } = ctx;
    const content = await deps.aws.objects.summary(dev, folder, { signal });
    if (content.objects) {
      folders.push({ ...folder, ...content });
    }
    const rule = { bucket, id: names.lifecycleRule };
    const expiry = await deps.aws.objects.expiry(dev, rule, { signal });
    if (expiry) {
      expiring.push({ bucket, ...expiry });
    }
  }
  return { folders, expiring };
}

/** Undefined when there is no such branch in a CodeCommit repository of the use case. */
async function inspectGit(
  ctx: TaskContext,
  deps: ActionDeps,
  { set, names, useCase }: Branch,
): Promise<BranchRemains['git']> {
  const { repositories } = deps.aws;
  const { signal } = ctx;
  const { buildRepository: name, branch } = names;
  const repository = await repositories.find(set.tooling, name, { signal });
  const head =
    repository?.tags[TAG_PROJECT_NAME] === useCase.projectName &&
    (await repositories.head(set.tooling, name, branch, { signal }));
  if (!head) {
    return undefined;
  }
  for (const into of new Set(['develop', repository.defaultBranch])) {
    if (
      into &&
      (await repositories.head(set.tooling, name, into, { signal })) &&
      (await repositories.isMerged(set.tooling, name, branch, into, { signal }))
    ) {
      return { head, isMerged: true };
    }
  }
  return { head, isMerged: false };
}
