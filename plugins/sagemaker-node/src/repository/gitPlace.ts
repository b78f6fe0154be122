import { ScmIntegrationRegistry } from '@backstage/integration';

/** Where a folder of a repository is, for those who write to it. */
export type GitPlace = {
  /** Name of the repository. */
  repository: string;
  /** Folder in the repository, ending with a slash unless it is the root. */
  folder: string;
} & (
  | {
      git: 'codecommit';
      region: string;
      /** Left out where the URL names none: the default branch. */
      branch?: string;
    }
  | {
      git: 'github' | 'gitlab';
      /** As the actions of the scaffolder take it: `github.com?owner=acme&repo=churn`. */
      repoUrl: string;
      branch: string;
    }
);

const CODECOMMIT =
  /^\/codesuite\/codecommit\/repositories\/([^/]+)\/browse\/(?:(?:refs\/heads\/)?(.*?)\/)?--\/(.*)$/;
/** As Backstage's own readers do, the branch is taken to have no slash. */
const HOSTED =
  /^\/(.+)\/((?!-\/)[^/]+?)\/(?:-\/)?(?:tree|blob|raw)\/([^/]+)\/(.*)$/;

const folderOf = (path: string) => path.replace(/[^/]*$/, '');

/**
 * The repository behind the URL of one of its folders or files; undefined for a
 * host that this suite can only read from.
 */
export function gitPlaceOf(
  integrations: ScmIntegrationRegistry,
  url: string,
): GitPlace | undefined {
  const { host, pathname } = new URL(url);
  const path = decodeURIComponent(pathname);
  const type = integrations.byUrl(url)?.type;
  if (type === 'awsCodeCommit') {
    const [, repository, branch, rest] = CODECOMMIT.exec(path) ?? [];
    const [region] = host.split('.');
    return repository
      ? {
          git: 'codecommit',
          region,
          repository,
          branch: branch || undefined,
          folder: folderOf(rest),
        }
      : undefined;
  }
  const [, owner, repository, branch, rest] = HOSTED.exec(path) ?? [];
  if ((type !== 'github' && type !== 'gitlab') || !repository) {
    return undefined;
  }
  const query = new URLSearchParams({ owner, repo: repository });
  return {
    git: type,
    repoUrl: `${host}?${query}`,
    repository,
    branch,
    folder: folderOf(rest),
  };
}
