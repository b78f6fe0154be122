import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { root } from './output.mjs';
import { until } from './processes.mjs';

const TEMPLATES = join(root, 'templates/ml-use-case');

/** Every choice of git and CI that the templates of a use case offer. */
export const CHOICES = [
  { git: 'codecommit', ci: 'codepipeline' },
  { git: 'codecommit', ci: 'jenkins' },
  {
    git: 'github',
    host: 'github.com',
    organization: 'acme',
    ci: 'github-actions',
  },
  { git: 'github', host: 'github.com', organization: 'acme', ci: 'jenkins' },
  {
    git: 'gitlab',
    host: 'gitlab.com',
    organization: 'acme/ml',
    ci: 'gitlab-ci',
  },
  { git: 'gitlab', host: 'gitlab.com', organization: 'acme/ml', ci: 'jenkins' },
];

const template = name =>
  `/api/catalog/entities/by-name/template/default/${name}`;

/** Runs a template and waits for its end; throws with the log of a task that failed. */
export async function runTemplate({ get, post }, name, values) {
  await until(`the catalog has the template ${name}`, () =>
    get(template(name)).catch(() => undefined),
  );
  const { id } = await post('/api/scaffolder/v2/tasks', {
    templateRef: `template:default/${name}`,
    values,
  });
  const status = await until(
    `the task of ${name} ends`,
    async () => {
      const task = await get(`/api/scaffolder/v2/tasks/${id}`);
      return !['open', 'processing'].includes(task.status) && task.status;
    },
    { timeoutMs: 180_000 },
  );
  if (status !== 'completed') {
    const events = await get(`/api/scaffolder/v2/tasks/${id}/events`);
    throw new Error(events.map(({ body }) => body.message).join('\n'));
  }
}

/** Id of the first project template that the account set offers, once it is known. */
export async function projectTemplateOf({ get }, accountSet) {
  const { items } = await until('the first sweep has found the accounts', () =>
    get(
      `/api/sagemaker/v1/entities/resource/default/${accountSet}/project-templates`,
    ).catch(() => undefined),
  );
  return items[0].id;
}

/** Has the scaffolder render a template without creating anything, and writes its workspace to a folder. */
export async function renderTemplate({ get, post }, name, values, folder) {
  const entries = await readdir(TEMPLATES, {
    recursive: true,
    withFileTypes: true,
  });
  const { directoryContents } = await post('/api/scaffolder/v2/dry-run', {
    template: await get(template(name)),
    values,
    directoryContents: await Promise.all(
      entries
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name))
        .map(async path => ({
          path: relative(TEMPLATES, path),
          base64Content: await readFile(path, 'base64'),
        })),
    ),
  });
  for (const { path, base64Content } of directoryContents) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, base64Content, 'base64');
  }
}
