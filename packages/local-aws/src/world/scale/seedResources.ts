import type { Tag } from '@aws-sdk/client-sagemaker';
import { World } from '../../core/world';
import { sagemakerOf, toArn } from '../../services/sagemaker/store';
import { productionVariants } from '../endpointResources';
import { hex } from '../random';
import { Layout, Placed } from './layout';

const APART_MS = 60_000;
const NO_TAGS: Tag[] = [];

/** The one before was made a minute earlier; the last one now. */
export function timeOf(world: World, index: number, count: number): Date {
  return new Date(world.clock.now().getTime() - (count - 1 - index) * APART_MS);
}

/** The tags that join a resource to its owner, its account set and others. */
function tagsOf(
  { set }: Placed,
  others: Record<string, string | undefined> = {},
): Tag[] {
  const tags = {
    'mlops:owner': set.owner,
    'mlops:account-set': set.name,
    ...others,
  };
  return Object.entries(tags).flatMap(([Key, Value]) =>
    Value === undefined ? [] : { Key, Value },
  );
}

function projectTags(layout: Layout, index: number) {
  const project = layout.peerOf(index, layout.projects);
  return {
    'sagemaker:project-name': project?.name,
    'sagemaker:project-id': project?.projectId,
  };
}

export function seedProjects(world: World, { projects }: Layout) {
  projects.forEach((project, index) => {
    const { arn, name, set } = project;
    const time = timeOf(world, index, projects.length);
    const store = sagemakerOf(world, project.target);
    store.projects.set(arn, {
      ProjectArn: arn,
      ProjectName: name,
      ProjectId: project.projectId,
      ProjectDescription: `Use case ${name} of ${set.name}`,
      ProjectStatus: 'CreateCompleted',
      CreationTime: time,
      LastModifiedTime: time,
    });
    store.tags.set(arn, tagsOf(project));
  });
}

export function seedModelGroups(world: World, layout: Layout) {
  layout.modelGroups.forEach((group, index) => {
    const { arn, name, set, target } = group;
    const store = sagemakerOf(world, target);
    store.modelGroups.set(arn, {
      ModelPackageGroupArn: arn,
      ModelPackageGroupName: name,
      ModelPackageGroupDescription: `Models of ${set.name}: ${name}`,
      ModelPackageGroupStatus: 'Completed',
      CreationTime: timeOf(world, index, layout.modelGroups.length),
    });
    const tags = {
      ...projectTags(layout, index),
      'mlops:pipeline': layout.peerOf(index, layout.pipelines)?.arn,
    };
    store.tags.set(arn, tagsOf(group, tags));
  });
}

/** Goes round the groups, so that they all have the same number of versions. */
export function seedVersions(world: World, layout: Layout, count: number) {
  const { modelGroups } = layout;
  for (let index = 0; index < count; index++) {
    const ordinal = index % modelGroups.length;
    const { name, target } = modelGroups[ordinal];
    const version = Math.floor(index / modelGroups.length) + 1;
    const arn = toArn(target, 'model-package', `${name}/${version}`);
    const time = timeOf(world, index, count);
    const pipeline = layout.peerOf(ordinal, layout.pipelines);
    const run = hex(arn, 12);
    const store = sagemakerOf(world, target);
    store.modelPackages.set(arn, {
      ModelPackageArn: arn,
      ModelPackageName: name,
      ModelPackageGroupName: name,
      ModelPackageVersion: version,
      ModelPackageStatus: 'Completed',
      ModelApprovalStatus: 'Approved',
      MetadataProperties: {
        CommitId: run,
        ProjectId: layout.peerOf(ordinal, layout.projects)?.projectId,
        GeneratedBy: pipeline && `${pipeline.arn}/execution/${run}`,
      },
      CreationTime: time,
      LastModifiedTime: time,
    });
    store.tags.set(arn, NO_TAGS);
  }
}

/** One definition for all pipelines, which costs no memory. */
export function seedPipelines(
  world: World,
  layout: Layout,
  definition: string,
) {
  layout.pipelines.forEach((pipeline, index) => {
    const { arn, name, set, target } = pipeline;
    const time = timeOf(world, index, layout.pipelines.length);
    const store = sagemakerOf(world, target);
    store.pipelines.set(arn, {
      PipelineArn: arn,
      PipelineName: name,
      PipelineDisplayName: name,
      PipelineDescription: `Trains a model of ${set.name}: ${name}`,
      PipelineDefinition: definition,
      PipelineStatus: 'Active',
      RoleArn: `arn:aws:iam::${target.accountId}:role/mlops-pipeline`,
      CreationTime: time,
      LastModifiedTime: time,
    });
    const tags = {
      ...projectTags(layout, index),
      'mlops:model-group': layout.peerOf(index, layout.modelGroups)?.arn,
    };
    store.tags.set(arn, tagsOf(pipeline, tags));
  });
}

/** Each with the configuration and the model behind it: version 1 of its group. */
export function seedEndpoints(world: World, layout: Layout) {
  layout.endpoints.forEach((endpoint, index) => {
    const { arn, name, target } = endpoint;
    const time = timeOf(world, index, layout.endpoints.length);
    const store = sagemakerOf(world, target);
    const group = layout.peerOf(index, layout.modelGroups);
    const modelArn = toArn(target, 'model', name);
    store.models.set(modelArn, {
      ModelArn: modelArn,
      ModelName: name,
      PrimaryContainer: group && {
        ModelPackageName: toArn(
          group.target,
          'model-package',
          `${group.name}/1`,
        ),
      },
      CreationTime: time,
    });
    const configArn = toArn(target, 'endpoint-config', name);
    store.endpointConfigs.set(configArn, {
      EndpointConfigArn: configArn,
      EndpointConfigName: name,
      ProductionVariants: [
        { VariantName: 'AllTraffic', ModelName: name, InitialInstanceCount: 2 },
      ],
      CreationTime: time,
    });
    store.endpoints.set(arn, {
      EndpointArn: arn,
      EndpointName: name,
      EndpointConfigName: name,
      EndpointStatus: 'InService',
      ProductionVariants: productionVariants(),
      CreationTime: time,
      LastModifiedTime: time,
    });
    const tags = tagsOf(endpoint, {
      ...projectTags(layout, index),
      'mlops:model-group': group?.arn,
    });
    [arn, modelArn, configArn].forEach(tagged => store.tags.set(tagged, tags));
  });
}
