import {
  AccountSetEntity,
  isAccountSet,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { accountSet } from '../../__testUtils__/fixtures';
import { plannedResources } from './planned';

function set(accounts: { role: string; accountId: string }[]) {
  const entity = accountSet('credit-risk');
  entity.spec = { ...entity.spec, accounts };
  if (!isAccountSet(entity)) {
    throw new Error('The fixture is no account set');
  }
  return entity satisfies AccountSetEntity;
}

const DEV = { role: 'dev', accountId: '210000000002' };
const FULL = set([
  DEV,
  { role: 'preprod', accountId: '210000000003' },
  { role: 'prod', accountId: '210000000004' },
  { role: 'tooling', accountId: '100000000002' },
]);

const lines = (...args: Parameters<typeof plannedResources>) =>
  plannedResources(...args).map(
    ({ kind, name, place, later }) =>
      `${kind} ${name}: ${place}${later ? `, ${later}` : ''}`,
  );

describe('plannedResources', () => {
  it('names everything in its account', () => {
    expect(lines('scoring', FULL, {})).toEqual([
      'SageMaker project scoring: tooling account 100000000002',
      'Model group scoring-models: tooling account 100000000002',
      'Build repository scoring-build: tooling account 100000000002',
      'Deployment repository scoring-deploy: tooling account 100000000002',
      'Deployment pipeline scoring-deploy: tooling account 100000000002',
      'Training pipeline scoring-training: dev account 210000000002, with the first build',
      'Inference scoring: preprod account 210000000003, when a model version is approved',
      'Inference scoring: prod account 210000000004, when a model version is approved',
    ]);
  });

  it.each([
    [
      { git: 'github', ci: 'github-actions' },
      [
        'Build repository scoring-build: GitHub',
        'CI/CD scoring-deploy: GitHub',
      ],
    ],
    [
      { git: 'gitlab', ci: 'gitlab-ci' },
      [
        'Build repository scoring-build: GitLab',
        'CI/CD scoring-deploy: GitLab',
      ],
    ],
    [{ git: 'codecommit', ci: 'jenkins' }, ['CI/CD scoring-deploy: Jenkins']],
    [{ git: 'forgejo' }, ['Build repository scoring-build: forgejo']],
  ])('puts repositories and CI of %o on their hosts', (choice, expected) => {
    expect(lines('scoring', FULL, choice)).toEqual(
      expect.arrayContaining(expected),
    );
  });

  it('goes to dev where tooling is merged into it', () => {
    expect(lines('scoring', set([DEV]), {})[0]).toBe(
      'SageMaker project scoring: dev account 210000000002',
    );
  });

  it.each([
    ['a_b', FULL, 'cannot be a project name'],
    ['scoring', set([]), "no account with the role 'dev'"],
  ])('refuses %s with a reason', (name, of, reason) => {
    expect(() => plannedResources(name, of, {})).toThrow(reason);
  });
});
