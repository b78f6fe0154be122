import { createBucket } from '../../services/platform/s3/store';
import {
  ModelPackageRecord,
  sagemakerOf,
  tagsFromRecord,
  toArn,
} from '../../services/sagemaker/store';
import { metricsOf } from '../metrics';
import { Story } from '../pastRun';
import { hex } from '../random';
import {
  outputsOf,
  versionContent,
  writeReports,
} from '../simulations/registration';
import { createTrainingPipeline } from '../trainingPipeline';
import { childTags, namesOf, targetsOf } from '../useCase';
import { portal, scientist } from './people';
import { SeedContext } from './seedContext';
import { putRuns, TOO_LOW, TRAINING_FAILURE } from './seedRuns';
import { DemoBranch } from './useCases';

/** Steps whose results a run takes from the one before. */
const CACHED = ['CollectData', 'PrepareFeatures'];

function groupOf({ useCase }: SeedContext, branch: DemoBranch): string {
  const { modelGroup } = namesOf({
    ...useCase,
    name: `${useCase.name}-${branch.id}`,
  });
  return modelGroup;
}

function putModelGroup(
  { world, useCase }: SeedContext,
  branch: DemoBranch,
  group: string,
  created: Date,
  pipelineArn: string,
) {
  const { tooling } = targetsOf(useCase);
  const store = sagemakerOf(world, tooling);
  const arn = toArn(tooling, 'model-package-group', group);
  store.modelGroups.set(arn, {
    ModelPackageGroupArn: arn,
    ModelPackageGroupName: group,
    ModelPackageGroupDescription: `Models of ${useCase.name}, branch ${branch.name}`,
    ModelPackageGroupStatus: 'Completed',
    CreationTime: created,
    CreatedBy: portal(tooling),
  });
  store.tags.set(
    arn,
    tagsFromRecord({
      ...childTags(useCase),
      'mlops:account-set': useCase.set.name,
      'mlops:branch': branch.name,
      'mlops:pipeline': pipelineArn,
    }),
  );
}

function putVersion(
  { world, useCase }: SeedContext,
  branch: DemoBranch,
  version: { group: string; number: number; runArn: string; story: Story },
) {
  const { tooling, dev } = targetsOf(useCase);
  const names = namesOf(useCase);
  const store = sagemakerOf(world, tooling);
  const bucket = createBucket(world, tooling, names.artifactBucket, {
    shared: true,
  });
  const { id, end, metrics } = version.story;
  const outputs = outputsOf(
    bucket,
    `${useCase.name}/branches/${branch.id}`,
    id,
  );
  const arn = toArn(
    tooling,
    'model-package',
    `${version.group}/${version.number}`,
  );
  const record: ModelPackageRecord = {
    ...versionContent(outputs),
    ModelPackageArn: arn,
    ModelPackageName: version.group,
    ModelPackageGroupName: version.group,
    ModelPackageVersion: version.number,
    ModelPackageStatus: 'Completed',
    ModelApprovalStatus: 'PendingManualApproval',
    MetadataProperties: {
      CommitId: hex(id, 40),
      Repository: names.buildRepository,
      GeneratedBy: version.runArn,
      ProjectId: useCase.projectId,
    },
    CreatedBy: portal(dev),
    CreationTime: end,
    LastModifiedTime: end,
  };
  store.modelPackages.set(arn, record);
  store.tags.set(arn, []);
  writeReports(world, outputs, metrics);
}

function endingOf(what: DemoBranch['runs'][number]['what']): Partial<Story> {
  switch (what) {
    case 'failed':
      return {
        stopsAt: {
          step: 'TrainModel',
          status: 'Failed',
          reason: TRAINING_FAILURE,
        },
      };
    case 'belowThreshold':
      return { metrics: TOO_LOW };
    default:
      return {};
  }
}

function seedBranch(context: SeedContext, branch: DemoBranch) {
  const { world, useCase, demo, timeline } = context;
  const { tooling, dev } = targetsOf(useCase);
  const group = groupOf(context, branch);
  const [oldest] = branch.runs;
  const created = timeline.hoursAgo(oldest.hoursAgo + 3);
  const pipelineArn = createTrainingPipeline(world, useCase, created, branch);
  putModelGroup(context, branch, group, created, pipelineArn);
  const runArnOf = (hoursAgo: number) =>
    `${pipelineArn}/execution/${hex(`${branch.name}/${hoursAgo}`, 12)}`;
  let number = 0;
  const stories = branch.runs.map(({ hoursAgo, what, cached }): Story => {
    if (what === 'succeeded') {
      number++;
    }
    const id = runArnOf(hoursAgo).split('/').at(-1)!;
    return {
      id,
      end: timeline.hoursAgo(hoursAgo),
      user: scientist(dev, branch.name),
      metrics: { ...metricsOf(group, number + demo.versions) },
      versionArn:
        what === 'succeeded'
          ? toArn(tooling, 'model-package', `${group}/${number}`)
          : undefined,
      cached: cached
        ? Object.fromEntries(
            CACHED.map(step => [step, runArnOf(oldest.hoursAgo)]),
          )
        : undefined,
      ...endingOf(what),
    };
  });
  putRuns(context, pipelineArn, stories);
  stories
    .filter(({ versionArn }) => versionArn)
    .forEach((story, index) =>
      putVersion(context, branch, {
        group,
        number: index + 1,
        runArn: `${pipelineArn}/execution/${story.id}`,
        story,
      }),
    );
}

/** The pipelines and model groups of feature branches, with their runs. */
export function seedBranches(context: SeedContext) {
  context.demo.branches?.forEach(branch => seedBranch(context, branch));
}
