import {
  branchNames,
  TAG_BRANCH,
  TAG_OWNER,
  TAG_PROJECT_NAME,
  TAG_TASK,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { activeAccountSet } from '../actions/accountSet';
import { depsWith } from './actionTask';
import { accountSetEntity, TOOLING } from './entities';
import { FakeAws } from './fakeAws';

export const BUCKET = 'mlops-artifacts-100000000002-eu-west-1';
export const SET = activeAccountSet(accountSetEntity('credit-risk'));
export const USE_CASE = useCaseNames('churn', SET);
export const BRANCH = branchNames(USE_CASE, 'feature/new-features');
export const INPUT = {
  accountSet: 'resource:default/credit-risk',
  useCase: 'churn',
  branch: BRANCH.branch,
};
export const BRANCH_TAGS = {
  [TAG_PROJECT_NAME]: 'churn',
  [TAG_BRANCH]: BRANCH.branch,
  [TAG_OWNER]: 'group:default/credit-risk',
  [TAG_TASK]: 'task-0',
};

/** A pipeline that writes one output and registers in a group. */
export function definitionWith(group: string, folder = 'churn') {
  return JSON.stringify({
    Version: '2020-12-01',
    Parameters: [{ Name: 'Rows', DefaultValue: 10 }],
    Steps: [
      {
        Name: 'Train',
        Type: 'Training',
        Arguments: {
          OutputDataConfig: { S3OutputPath: `s3://${BUCKET}/${folder}` },
        },
      },
      {
        Name: 'Register',
        Type: 'RegisterModel',
        Arguments: { ModelPackageGroupName: group },
      },
    ],
  });
}

/** A use case with its build repository and its pipeline, without any branch. */
export function useCaseWorld() {
  const aws = new FakeAws();
  aws.repositoriesByName.set(USE_CASE.buildRepository, {
    target: { accountId: TOOLING, region: 'eu-west-1' },
    tags: { [TAG_PROJECT_NAME]: 'churn' },
    defaultBranch: 'main',
    branches: new Map([
      ['main', 'commit-main'],
      ['develop', 'commit-develop'],
    ]),
    files: new Map(),
    messages: [],
  });
  aws.groupsByName.set(USE_CASE.modelGroupName, {
    arn: USE_CASE.modelGroupArn,
    tags: {},
  });
  aws.fakePipelines.byName.set(USE_CASE.pipelineName, {
    arn: USE_CASE.pipelineArn,
    definition: definitionWith(USE_CASE.modelGroupArn),
    roleArn: 'arn:aws:iam::210000000002:role/mlops-pipeline',
    tags: { [TAG_PROJECT_NAME]: 'churn' },
  });
  aws.fakePipelines.keys.add(`${BUCKET}/churn/run-1/model.tar.gz`);
  return { aws, ...depsWith(aws) };
}

/** The same with a branch that has everything a branch may have. */
export function branchWorld() {
  const world = useCaseWorld();
  const { aws } = world;
  aws.repositoriesByName
    .get(USE_CASE.buildRepository)!
    .branches.set(BRANCH.branch, 'commit-main');
  aws.groupsByName.set(BRANCH.modelGroupName, {
    arn: BRANCH.modelGroupArn,
    tags: BRANCH_TAGS,
  });
  for (const version of [1, 2]) {
    const arn = `${BRANCH.modelGroupArn.replace('-group', '')}/${version}`;
    aws.versionsByArn.set(arn, {
      arn,
      version,
      approvalStatus: 'PendingManualApproval',
      group: BRANCH.modelGroupName,
    });
  }
  aws.fakePipelines.byName.set(BRANCH.pipelineName, {
    arn: BRANCH.pipelineArn,
    definition: definitionWith(BRANCH.modelGroupArn, BRANCH.artifactPrefix),
    roleArn: 'arn:aws:iam::210000000002:role/mlops-pipeline',
    tags: BRANCH_TAGS,
  });
  aws.fakePipelines.keys.add(`${BUCKET}/${BRANCH.artifactPrefix}run-2/model`);
  aws.fakePipelines.rules.set(`${BUCKET}/${BRANCH.lifecycleRule}`, 90);
  return world;
}

/** What there is in AWS, to compare. */
export function contentsOf(aws: FakeAws) {
  const repository = aws.repositoriesByName.get(USE_CASE.buildRepository)!;
  return {
    groups: [...aws.groupsByName.keys()],
    versions: [...aws.versionsByArn.keys()],
    pipelines: [...aws.fakePipelines.byName.keys()],
    keys: [...aws.fakePipelines.keys],
    rules: [...aws.fakePipelines.rules.keys()],
    branches: [...repository.branches.keys()],
  };
}
