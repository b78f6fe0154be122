import {
  ANNOTATION_AWS_ARN,
  ANNOTATION_CODEPIPELINE_ARN,
  ModelVersion,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  DEPLOY_ARN,
  GROUP_ARN,
  modelGroupEntity,
  modelVersion,
  REGION,
  TOOLING,
  versionArn,
  worldAws,
} from '../__testUtils__/world';
import { listingsOf } from './listings';
import { ModelGroup, modelGroupIn } from './ModelGroups';
import { waitingInPipeline, waitingInRegistry } from './waiting';

function group(annotations: Record<string, string> = {}): ModelGroup {
  return modelGroupIn(modelGroupEntity(annotations))!;
}

const pending = (version: number, more: Partial<ModelVersion> = {}) =>
  modelVersion(version, 'PendingManualApproval', more);
const approved = (version: number) => modelVersion(version, 'Approved');
const ofOther = (version: number) =>
  pending(version, {
    arn: versionArn(version).replace('churn-models', 'other-models'),
  });

describe('waitingInRegistry', () => {
  it.each<[string, ModelVersion[], number[]]>([
    ['nothing', [], []],
    ['all without an approved one', [pending(1), pending(2)], [2, 1]],
    [
      'what is newer than the approved one',
      [pending(1), approved(2), pending(3)],
      [3],
    ],
    ['nothing that is not complete', [pending(1, { status: 'Pending' })], []],
    ['nothing of other groups', [ofOther(9), pending(1)], [1]],
    [
      'a group whose versions have its name in lower case',
      [pending(1, { arn: versionArn(1).toLowerCase() })],
      [1],
    ],
  ])('%s', (_, versions, expected) => {
    const mixed = group({
      [ANNOTATION_AWS_ARN]: GROUP_ARN.replace('churn', 'Churn'),
    });
    const found = waitingInRegistry('source', [mixed], versions);
    expect(found.map(({ approval }) => approval.version)).toEqual(expected);
  });
});

describe('waitingInPipeline', () => {
  const state = (modelPackageArn?: string) => {
    const one = structuredClone(worldAws().deployments.get(DEPLOY_ARN)!);
    one.approvals[0].modelPackageArn = modelPackageArn;
    return one;
  };
  const other = group({
    [ANNOTATION_AWS_ARN]: GROUP_ARN.replace('churn', 'other'),
  });

  it.each([
    ['of the group that it deploys', versionArn(14), [GROUP_ARN]],
    [
      'of all that it may deploy',
      undefined,
      [GROUP_ARN, other.subject.modelGroupArn],
    ],
    ['of nobody else', versionArn(1).replace('churn', 'unlinked'), []],
  ])('is %s', (_, deployed, expected) => {
    const found = waitingInPipeline('arn', [group(), other], state(deployed));
    expect(found.map(({ groupArn }) => groupArn)).toEqual(expected);
  });
});

describe('listingsOf', () => {
  const foreign = (arn: string) => arn.replace(TOOLING, '999999999999');
  const registry = `registry:${TOOLING}:${REGION}`;

  it.each([
    ['nothing', [], []],
    ['one listing for many groups', [group(), group()], [registry, DEPLOY_ARN]],
    [
      'no account that is unknown',
      [group({ [ANNOTATION_AWS_ARN]: foreign(GROUP_ARN) })],
      [DEPLOY_ARN],
    ],
    [
      'no pipeline in an account that is unknown',
      [group({ [ANNOTATION_CODEPIPELINE_ARN]: foreign(DEPLOY_ARN) })],
      [registry],
    ],
  ])('%s', (_, groups, sources) => {
    const listings = listingsOf(groups, new Set([TOOLING]));
    expect(listings.map(({ source }) => source)).toEqual(sources);
    expect(listings.every(one => one.groups.length === groups.length)).toBe(
      true,
    );
  });
});
