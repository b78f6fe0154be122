import {
  Deployment,
  parseArn,
  Promotion,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { cicdApprovals, registryApprovals } from './approvals';
import { Delivery, deliveryOf } from './delivery';
import { driftOf } from './drift';
import { isUnreadable, PromotionFacts, valueOf } from './facts';
import { newest } from './running';
import { deployedState, devState } from './stageState';

/** The promotion of a model group, from facts alone. */
export function promotionOf(facts: PromotionFacts): Promotion {
  const { modelGroupArn, versions, endpointArns } = facts;
  const latest = newest(versions.map(({ version }) => version));
  const approved = newest(
    versions
      .filter(({ approvalStatus }) => approvalStatus === 'Approved')
      .map(({ version }) => version),
  );
  const pipeline = valueOf(facts.deployment);
  const delivery = pipeline && deliveryOf(modelGroupArn, pipeline);
  const approvals = facts.branch
    ? []
    : [
        ...cicdApprovals(modelGroupArn, pipeline),
        ...registryApprovals(facts, approved),
      ];
  const stateOf = (stage: 'staging' | 'prod') =>
    deployedState({
      groupArn: modelGroupArn,
      stage,
      facts: facts[stage],
      endpointArns,
      delivery,
      waiting: approvals.find(approval => approval.stage === stage),
    });
  const staging = stateOf('staging');
  const prod = stateOf('prod');
  return {
    modelGroupArn,
    asOf: facts.asOf,
    latest,
    approved,
    stages: [
      devState(
        facts.dev,
        versions.find(({ version }) => version === latest),
      ),
      staging,
      prod,
    ],
    approvals,
    deployment: delivery && deploymentOf(delivery),
    drift: facts.branch
      ? []
      : driftOf({
          versions,
          approved,
          staging,
          prod,
          delivery,
          linked: facts.deployment !== undefined,
        }),
    readable:
      staging.status !== 'unknown' &&
      prod.status !== 'unknown' &&
      !(facts.deployment && isUnreadable(facts.deployment)),
  };
}

function deploymentOf({ state, version }: Delivery): Deployment {
  const { region } = parseArn(state.pipelineArn);
  return {
    pipelineName: state.pipelineName,
    pipelineArn: state.pipelineArn,
    executionId: state.executionId,
    version,
    consoleUrl: `https://${region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/${encodeURIComponent(
      state.pipelineName,
    )}/view?region=${region}`,
    stages: state.stages,
  };
}
