import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, run, runChecks } from '../lib/checks.mjs';
import { awsEnvironment } from '../lib/localAws.mjs';
import { say } from '../lib/output.mjs';
import { startPortal } from '../lib/portal.mjs';
import { freePort, until } from '../lib/processes.mjs';
import { installPython } from '../lib/python.mjs';
import { signInAsGuest } from '../lib/signIn.mjs';

/*
 * What the template of a use case publishes does what it says: both repositories
 * are made by the real scaffolder, cloned, and then built as their own CI builds
 * them, with Python and SageMaker's SDK from PyPI.
 */
const NAME = 'skeleton-check';
const TOOLING = '100000000002';
const DEV = '210000000002';
const BUCKET = `sagemaker-eu-west-1-${DEV}`;
const ROLE = `arn:aws:iam::${DEV}:role/pipelines`;
const VALUES = {
  name: NAME,
  owner: 'group:default/credit-risk',
  description: 'Tells which customers will pay back',
  accountSet: 'resource:default/credit-risk',
};
const PYTHON_PACKAGES = [
  'pytest',
  'pandas',
  'scikit-learn',
  'boto3',
  'sagemaker>=3,<4',
];

/** Runs a template and waits for its end; throws with the log of a task that failed. */
async function runTemplate({ get, post }, template, values) {
  await until(`the catalog has the template ${template}`, () =>
    get(`/api/catalog/entities/by-name/template/default/${template}`).catch(
      () => undefined,
    ),
  );
  const { id } = await post('/api/scaffolder/v2/tasks', {
    templateRef: `template:default/${template}`,
    values,
  });
  const status = await until(
    `the task of ${template} ends`,
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

async function createUseCase(backend) {
  const { items } = await until('the first sweep has found the accounts', () =>
    backend
      .get(
        '/api/sagemaker/v1/entities/resource/default/credit-risk/project-templates',
      )
      .catch(() => undefined),
  );
  await runTemplate(backend, 'ml-use-case-realtime', {
    ...VALUES,
    projectTemplate: items[0].id,
  });
}

/** Opens and closes a branch, whose pipeline is a copy of what the SDK has made. */
async function openAndCloseBranch(backend) {
  say('\n── a feature branch is opened and closed');
  try {
    const [{ metadata }] = await until(
      'the catalog has the use case',
      async () => {
        const { items } = await backend.get(
          `/api/catalog/entities/by-query?filter=kind=system,metadata.title=${NAME}`,
        );
        return items.length && items;
      },
    );
    const branch = {
      useCase: `system:default/${metadata.name}`,
      branch: 'feature/more-data',
    };
    await runTemplate(backend, 'ml-feature-branch', branch);
    await runTemplate(backend, 'ml-feature-branch-close', {
      ...branch,
      listOnly: false,
    });
    return { passed: 1, failed: 0 };
  } catch (error) {
    say(error.message);
    return { passed: 0, failed: 1 };
  }
}

const python = await installPython('skeletons', PYTHON_PACKAGES, 'python');
const folder = await mkdtemp(join(tmpdir(), 'skeletons-'));
const portal = await startPortal(
  {
    aws: await freePort(),
    backend: await freePort(),
    frontend: await freePort(),
  },
  { frontend: false },
);

const clone = async repository => {
  const code = await run('git', [
    'clone',
    '--quiet',
    `${portal.awsUrl}/git/${TOOLING}/eu-west-1/${repository}`,
    join(folder, repository),
  ]);
  if (code) {
    throw new Error(`${repository} cannot be cloned`);
  }
};
/** Python in a clone, with the keys of the development account. */
const inClone = (repository, title, args) => () =>
  check(`${repository}: ${title}`, args, python, {
    cwd: join(folder, repository),
    env: {
      ...process.env,
      ...awsEnvironment(portal.awsUrl),
      AWS_ACCESS_KEY_ID: `AKIA${DEV}LOCAL`,
      AWS_DEFAULT_REGION: 'eu-west-1',
      // The SDK would ask IAM about the role, and Local AWS has no IAM.
      SAGEMAKER_VALIDATE_ROLE: 'false',
    },
  });

const build = `${NAME}-build`;
const deploy = `${NAME}-deploy`;
try {
  const backend = await signInAsGuest(portal.backendUrl);
  await createUseCase(backend);
  await clone(build);
  await clone(deploy);
  await runChecks(
    [
      inClone(build, 'conforms to the standard', [
        'ci/check_repository.py',
        'build',
      ]),
      inClone(build, 'its tests pass', ['-m', 'pytest', '-q']),
      inClone(build, 'AWS takes its pipeline, and it starts', [
        'ml_pipelines/training/ml-pipeline-training.py',
        '--input',
        'ml_pipelines/training/input.json',
        '--role',
        ROLE,
        // The SDK looks for the account's default bucket in AWS itself.
        '--bucket',
        BUCKET,
        '--start',
      ]),
      () => openAndCloseBranch(backend),
      inClone(deploy, 'conforms to the standard', [
        'ci/check_repository.py',
        'deployment',
      ]),
      inClone(deploy, 'its tests pass', [
        '-m',
        'pytest',
        '-q',
        'app_infra',
        'ci',
      ]),
    ],
    async () => {
      await portal.stop();
      await rm(folder, { recursive: true });
    },
  );
} catch (error) {
  await portal.stop();
  await rm(folder, { recursive: true });
  say(`${error.message}\n\n0 passed, 1 failed`);
  process.exit(1);
}
