import fs from 'fs-extra';
import { Inference, USE_CASE_FOLDER } from './scaffolder';

/** Which folders of the template make a repository, and where their files go in it. */
function treeOf(sources: Record<string, string>): string[] {
  const files = Object.entries(sources).flatMap(([folder, target]) =>
    fs
      .readdirSync(`${USE_CASE_FOLDER}/${folder}`, {
        recursive: true,
        withFileTypes: true,
      })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) =>
        `${parentPath}/${name}`.replace(
          `${USE_CASE_FOLDER}/${folder}/`,
          target,
        ),
      ),
  );
  return [...files, 'ci/repository-standard.json'].sort();
}

/** Files of the build repository of a use case, as the template renders them. */
export const buildTree = (ci = 'codepipeline') =>
  treeOf({
    build: '',
    ci: 'ci/',
    'ci-build': 'ci/',
    ...(ci !== 'codepipeline' && { [`delivery/${ci}/build`]: '' }),
  });

/** Files of the deployment repository of a use case, as the template renders them. */
export const deploymentTree = (
  inference: Inference = 'realtime',
  ci = 'codepipeline',
) =>
  treeOf({
    deploy: '',
    [`deploy-${inference}`]: '',
    ci: 'ci/',
    'ci-deploy': 'ci/',
    [`delivery/${ci}/deploy`]: '',
  });
