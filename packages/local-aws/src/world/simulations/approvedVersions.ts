import { World } from '../../core/world';
import { startExecution } from '../../services/platform/codepipeline/engine';
import { pipelinesOf } from '../../services/platform/codepipeline/store';
import { onApproved } from '../../services/sagemaker/approvals';
import {
  ModelPackageRecord,
  sagemakerOf,
  tagsAsRecord,
  targetOf,
  toArn,
} from '../../services/sagemaker/store';
import { VERSION_VARIABLE } from '../codePipelines';

/** The pipeline that deploys a group: the one its tag names, else the one of its name. */
function deploymentPipelineOf(world: World, version: ModelPackageRecord) {
  const target = targetOf(version.ModelPackageArn);
  const group = version.ModelPackageGroupName ?? '';
  const tags = tagsAsRecord(
    sagemakerOf(world, target).tags.get(
      toArn(target, 'model-package-group', group),
    ),
  );
  const tag = tags['mlops:deployment-pipeline'];
  return tag
    ? pipelinesOf(world, targetOf(tag)).get(tag.split(':')[5])
    : pipelinesOf(world, target).get(group.replace(/-models$/, '-deploy'));
}

/** The EventBridge rule of the project templates: an approved version is deployed. */
export function deployApprovedVersions(world: World) {
  onApproved(world, version => {
    const pipeline = deploymentPipelineOf(world, version);
    if (pipeline) {
      const { accountId, region } = pipeline.target;
      startExecution(world, pipeline, {
        variables: { [VERSION_VARIABLE]: version.ModelPackageArn },
        trigger: {
          triggerType: 'CloudWatchEvent',
          triggerDetail: `arn:aws:events:${region}:${accountId}:rule/mlops-model-approved`,
        },
      });
    }
  });
}
