import {
  DeploymentStage,
  Promotion,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { DeploymentState } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import {
  accountRef,
  DEPLOY_ARN,
  DEV,
  endpointArn,
  GROUP_ARN,
  modelVersion,
  PROD,
  REGION,
  served,
  STAGING,
  versionArn,
} from './world';
import { PromotionFacts, StageFacts } from '../promotion/facts';

const STATUS: Record<string, DeploymentStage['status']> = {
  s: 'Succeeded',
  i: 'InProgress',
  f: 'Failed',
  w: 'Waiting',
  '-': 'NotStarted',
};

export function target(accountId: string) {
  return {
    value: { accountId, accountRef: accountRef(accountId), region: REGION },
  };
}

export function runs(
  accountId: string,
  ...models: ReturnType<typeof served>[]
): StageFacts {
  return { target: target(accountId), models: { value: models } };
}

/**
 * The CI/CD pipeline that deploys a version, with one letter for the status of
 * each stage: deploy and test in staging, approve and deploy in prod.
 */
export function pipeline(
  version: number | undefined,
  statuses: string,
  more: Partial<DeploymentState> = {},
): PromotionFacts['deployment'] {
  const modelPackageArn = version ? versionArn(version) : undefined;
  const [deployStaging, testStaging, approveProd, deployProd] = statuses;
  const stage = (
    name: string,
    letter: string,
    opens?: 'staging' | 'prod',
  ): DeploymentStage => ({
    name,
    status: STATUS[letter],
    opens,
    failureReason: letter === 'f' ? 'the reason' : undefined,
  });
  return {
    value: {
      pipelineArn: DEPLOY_ARN,
      pipelineName: 'churn-deploy',
      modelPackageArn,
      stages: [
        stage('Source', 's'),
        stage('DeployStaging', deployStaging, 'staging'),
        stage('TestStaging', testStaging, 'staging'),
        stage('ApproveProd', approveProd, 'prod'),
        stage('DeployProd', deployProd, 'prod'),
      ],
      approvals:
        approveProd === 'w'
          ? [
              {
                stageName: 'ApproveProd',
                actionName: 'Approval',
                token: 'token-1',
                modelPackageArn,
                since: '2026-01-02T00:00:00.000Z',
              },
            ]
          : [],
      ...more,
    },
  };
}

export function facts(more: Partial<PromotionFacts>): PromotionFacts {
  return {
    modelGroupArn: GROUP_ARN,
    asOf: '2026-01-03T00:00:00.000Z',
    versions: [modelVersion(14, 'Approved'), modelVersion(12, 'Approved')],
    dev: target(DEV),
    staging: runs(STAGING, served(STAGING, 14)),
    prod: runs(PROD, served(PROD, 14)),
    endpointArns: [endpointArn(STAGING), endpointArn(PROD)],
    deployment: pipeline(14, 'ssss'),
    ...more,
  };
}

/** A promotion in one line: stages, approvals, drift. */
export function line({ stages, approvals, drift }: Promotion) {
  return [
    ...stages.map(
      ({ stage, status, version }) => `${stage} ${status} ${version ?? '-'}`,
    ),
    ...approvals.map(({ id, stage }) => `${id} opens ${stage}`),
    ...drift.map(({ kind, stage }) => `${kind} in ${stage}`),
  ].join(', ');
}
