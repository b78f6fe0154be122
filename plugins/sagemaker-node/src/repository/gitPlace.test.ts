import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { gitPlaceOf } from './gitPlace';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      awsCodeCommit: [{ region: 'eu-west-1' }],
      github: [{ host: 'git.acme.example', apiBaseUrl: 'https://x/api' }],
      bitbucketCloud: [{ username: 'a', token: 'b' }],
    },
  }),
);
const CODECOMMIT =
  'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories';

describe('gitPlaceOf', () => {
  it.each([
    [
      `${CODECOMMIT}/churn-deploy/browse/refs/heads/release/one/--/`,
      { branch: 'release/one', folder: '' },
    ],
    [`${CODECOMMIT}/churn-deploy/browse/--/`, { folder: '' }],
    [
      `${CODECOMMIT}/churn-deploy/browse/main/--/sub/file.yaml`,
      { branch: 'main', folder: 'sub/' },
    ],
  ])('knows %s', (url, place) => {
    expect(gitPlaceOf(integrations, url)).toEqual({
      git: 'codecommit',
      region: 'eu-west-1',
      repository: 'churn-deploy',
      ...place,
    });
  });

  it.each([
    [
      'https://github.com/acme/churn/tree/main/',
      'github',
      'github.com?owner=acme&repo=churn',
      '',
    ],
    [
      'https://git.acme.example/acme/churn/blob/main/deploy/catalog-info.yaml',
      'github',
      'git.acme.example?owner=acme&repo=churn',
      'deploy/',
    ],
    [
      'https://gitlab.com/acme/risk/churn/-/blob/main/',
      'gitlab',
      'gitlab.com?owner=acme%2Frisk&repo=churn',
      '',
    ],
  ])('knows %s', (url, git, repoUrl, folder) => {
    expect(gitPlaceOf(integrations, url)).toEqual({
      git,
      repoUrl,
      repository: 'churn',
      branch: 'main',
      folder,
    });
  });

  it.each([
    'https://bitbucket.org/acme/churn/src/main/',
    'https://unknown.example/acme/churn/tree/main/',
    'https://github.com/acme',
  ])('can only read %s', url => {
    expect(gitPlaceOf(integrations, url)).toBeUndefined();
  });
});
