import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What differs between choices and is not run by tests: where git is, and what CI it is. */
const NOT_TESTED =
  /^(\.git|\.github|\.gitlab-ci\.yml|Jenkinsfile|README\.md|catalog-info\.yaml|ci\/\w+_spec\.yml)(\/|$)/;
const REPOSITORY_URL = /"https:\/\/[^"]*-(build|deploy)(\/browse)?"/g;

/** The same for two repositories whose tests would do the same; `name` is that of the use case. */
export async function hashOfTested(folder, name) {
  const hash = createHash('sha256');
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .filter(path => !NOT_TESTED.test(path))
    .sort();
  for (const path of paths) {
    const text = await readFile(join(folder, path), 'utf8');
    const common = text.replaceAll(REPOSITORY_URL, '""').replaceAll(name, '');
    hash.update(`${path}\0${common}\0`);
  }
  return hash.digest('hex');
}
