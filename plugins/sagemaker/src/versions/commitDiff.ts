/**
 * Where a git host shows what changed between two commits; undefined for a host
 * that has no such page, and for a repository that is only a name.
 */
export function commitDiffUrl(
  repository: string | undefined,
  from: string | undefined,
  to: string | undefined,
): string | undefined {
  if (!repository || !from || !to || from === to) {
    return undefined;
  }
  const base = repository.replace(/\.git$/, '').replace(/\/+$/, '');
  if (!/^https:\/\/[^/]+\/.+/.test(base)) {
    return undefined;
  }
  const commits = [from, to].map(encodeURIComponent);
  const codeCommit =
    /^https:\/\/git-codecommit\.([a-z0-9-]+)\.amazonaws\.com\/v1\/repos\/([^/]+)$/.exec(
      base,
    );
  if (codeCommit) {
    const [, region, name] = codeCommit;
    return `https://${region}.console.aws.amazon.com/codesuite/codecommit/repositories/${name}/compare/${commits[1]}/.../${commits[0]}?region=${region}`;
  }
  const compare = `compare/${commits.join('...')}`;
  return /^https:\/\/[^/]*gitlab/.test(base)
    ? `${base}/-/${compare}`
    : `${base}/${compare}`;
}
