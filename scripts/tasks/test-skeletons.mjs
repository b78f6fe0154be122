import { glob, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { check, run, runChecks } from '../lib/checks.mjs';
import { checkCiDefinition } from '../lib/ciDefinitions.mjs';
import { hashOfTested } from '../lib/distinct.mjs';
import { awsEnvironment } from '../lib/localAws.mjs';
import { say } from '../lib/output.mjs';
import { startPortal } from '../lib/portal.mjs';
import { freePort, until } from '../lib/processes.mjs';
import { installPython } from '../lib/python.mjs';
import { signInAsGuest } from '../lib/signIn.mjs';
import {
  CHOICES,
  projectTemplateOf,
  renderTemplate,
  runTemplate,
} from '../lib/useCases.mjs';

/*
 * What the templates of a use case publish does what it says. The real scaffolder
 * makes both repositories for every choice of git, CI and inference: for CodeCommit
 * with CodePipeline they are published and cloned, for the others rendered. Then
 * they are checked and run as their own CI and their users would, with Python and
 * SageMaker's SDK from PyPI.
 */
const TOOLING = '100000000002';
const DEV = '210000000002';
const STAGING = '210000000003';
const KINDS = ['realtime', 'batch'];
const useCaseOf = kind => `skeleton-${kind}`;

const python = await installPython(
  'skeletons',
  [
    'boto3',
    'check-jsonschema',
    'pandas',
    'pytest',
    'pyyaml',
    'ruff',
    'sagemaker>=3,<4',
    'scikit-learn',
  ],
  'python',
);
const program = name => join(dirname(python), name);
const cfnLint = await installPython('cfn-lint', ['cfn-lint==1.*'], 'cfn-lint');
const folder = await mkdtemp(join(tmpdir(), 'skeletons-'));
const portal = await startPortal(
  {
    aws: await freePort(),
    backend: await freePort(),
    frontend: await freePort(),
  },
  { frontend: false },
);

/** Where the repository of a kind and choice is on this machine. */
const at = (kind, { git, ci }, repository, ...path) =>
  join(folder, kind, `${git}-${ci}`, repository, ...path);

async function publishAndClone(backend, kind, values, choice) {
  await runTemplate(backend, `ml-use-case-${kind}`, values);
  for (const repository of ['build', 'deploy']) {
    const name = `${useCaseOf(kind)}-${repository}`;
    const url = `${portal.awsUrl}/git/${TOOLING}/eu-west-1/${name}`;
    const clone = ['clone', '--quiet', url, at(kind, choice, repository)];
    if (await run('git', clone)) {
      throw new Error(`${name} cannot be cloned`);
    }
  }
}

async function makeRepositories(backend) {
  const projectTemplate = await projectTemplateOf(backend, 'credit-risk');
  for (const kind of KINDS) {
    for (const choice of CHOICES) {
      const values = {
        name: useCaseOf(kind),
        owner: 'group:default/credit-risk',
        description: 'Tells which customers will pay back',
        accountSet: 'resource:default/credit-risk',
        projectTemplate,
        ...choice,
      };
      if (choice.ci === 'codepipeline') {
        await publishAndClone(backend, kind, values, choice);
      } else {
        await renderTemplate(
          backend,
          `ml-use-case-${kind}`,
          values,
          at(kind, choice, '.'),
        );
      }
    }
  }
}

/** A command in a repository, with the keys of an account of Local AWS. */
function inRepository(cwd, title, command, args, { account = DEV, env } = {}) {
  return check(title, args, command, {
    cwd,
    env: {
      ...process.env,
      ...awsEnvironment(portal.awsUrl),
      PATH: `${dirname(python)}:${process.env.PATH}`,
      AWS_ACCESS_KEY_ID: `AKIA${account}LOCAL`,
      AWS_DEFAULT_REGION: 'eu-west-1',
      // The SDK would ask IAM about the role, and Local AWS has no IAM.
      SAGEMAKER_VALIDATE_ROLE: 'false',
      ...env,
    },
  });
}

/** What CI checks of every commit, and for tests that would do the same only once. */
async function checkRepositories() {
  const total = { passed: 0, failed: 0 };
  const add = ({ passed, failed }) => {
    total.passed += passed;
    total.failed += failed;
  };
  const tested = new Set();
  for (const kind of KINDS) {
    for (const choice of CHOICES) {
      for (const repository of ['build', 'deploy']) {
        const cwd = at(kind, choice, repository);
        const title = `${kind}, ${choice.git}, ${choice.ci}: ${repository} repository`;
        add(
          await checkCiDefinition(
            title,
            choice.ci,
            repository,
            cwd,
            program('check-jsonschema'),
          ),
        );
        const hash = await hashOfTested(cwd, useCaseOf(kind));
        if (!tested.has(hash)) {
          tested.add(hash);
          add(
            await inRepository(cwd, `${title} passes its checks`, 'sh', [
              'ci/check.sh',
            ]),
          );
          const infrastructure = await Array.fromAsync(
            glob('app_infra/*/*.yaml', { cwd }),
          );
          if (infrastructure.length) {
            add(
              await inRepository(
                cwd,
                `${title}: its CloudFormation has no faults`,
                cfnLint,
                infrastructure,
              ),
            );
          }
        } else {
          const kindOf = repository === 'build' ? 'build' : 'deployment';
          add(
            await inRepository(cwd, `${title} conforms`, python, [
              'ci/check_repository.py',
              kindOf,
            ]),
          );
        }
      }
    }
  }
  return total;
}

const PUBLISHED = CHOICES[0];
const build = at('realtime', PUBLISHED, 'build');
const trainingOf = branch =>
  inRepository(
    build,
    `AWS takes the training pipeline of ${branch}, and it starts`,
    'sh',
    ['ci/run_training.sh', branch, '0123abc'],
    {
      env: {
        EXECUTION_ROLE_ARN: `arn:aws:iam::${DEV}:role/mlops-execution`,
        // The SDK looks for the account's default bucket in AWS itself.
        BUCKET: `sagemaker-eu-west-1-${DEV}`,
      },
    },
  );

/** Opens and closes a branch, whose pipeline is a copy of what the SDK has made. */
async function openAndCloseBranch(backend) {
  say('\n── a feature branch is opened and closed');
  try {
    const [{ metadata }] = await until(
      'the catalog has the use case',
      async () => {
        const { items } = await backend.get(
          `/api/catalog/entities/by-query?filter=kind=system,metadata.title=${useCaseOf(
            'realtime',
          )}`,
        );
        return items.length && items;
      },
    );
    const branch = {
      useCase: `system:default/${metadata.name}`,
      branch: 'feature/more-data',
    };
    await runTemplate(backend, 'ml-feature-branch', branch);
    const training = await trainingOf(branch.branch);
    await runTemplate(backend, 'ml-feature-branch-close', {
      ...branch,
      known: 'named',
      listOnly: false,
      stopRuns: true,
    });
    return { passed: training.passed + 1, failed: training.failed };
  } catch (error) {
    say(error.message);
    return { passed: 0, failed: 1 };
  }
}

/** The steps of the build repository one after another, as its README says, up to a model archive. */
const trainModel = () =>
  inRepository(build, 'the steps make a model', 'sh', [
    '-ec',
    `python -m algorithms.preprocessing.collect_data --output-dir run/raw
    python -m algorithms.preprocessing.prepare_features --input-dir run/raw --output-dir run/features
    python -m algorithms.training.train_model --train-dir run/features/train --model-dir run/model
    tar -C run/model -czf run/model.tar.gz .`,
  ]);

const MODEL = join(build, 'run/model.tar.gz');

const testEndpoint = () =>
  inRepository(
    at('realtime', PUBLISHED, 'deploy'),
    'the tests of an endpoint pass with this model',
    python,
    [
      ...['ci/local_endpoint.py', '--model', MODEL],
      ...['--name', useCaseOf('realtime'), '--'],
      ...[python, '-m', 'pytest', '-q', 'tests'],
    ],
  );

/** A run of batch inference in a local folder, and the tests of the deployment repository on it. */
async function testBatch() {
  const outputs = 'run/batch/ml-pipeline-outputs';
  const made = await inRepository(
    build,
    'the steps score new customers in a batch',
    'sh',
    [
      '-ec',
      `python -m algorithms.preprocessing.collect_data --seed 7 --output-dir run/new
      python -m algorithms.preprocessing.prepare_features --purpose inference --input-dir run/new --output-dir ${outputs}/PrepareFeatures
      mkdir -p ${outputs}/Score
      python ci/local_endpoint.py --model run/model.tar.gz --name local -- sh -ec '
        for part in ${outputs}/PrepareFeatures/customers/*.csv; do
          curl --silent --fail --header "Content-Type: text/csv" --data-binary @$part \\
            --output ${outputs}/Score/$(basename $part).out \\
            $AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME/endpoints/local/invocations
        done'
      python -m algorithms.postprocessing.join_scores --customers-dir ${outputs}/PrepareFeatures/customers --scores-dir ${outputs}/Score --output-dir ${outputs}/JoinScores/result`,
    ],
  );
  const tested = await inRepository(
    at('batch', PUBLISHED, 'deploy'),
    'the tests of batch inference pass on this run',
    python,
    ['-m', 'pytest', '-q', 'tests'],
    { env: { BATCH_RUN: join(build, 'run/batch') } },
  );
  return {
    passed: made.passed + tested.passed,
    failed: made.failed + tested.failed,
  };
}

/** The pipeline of batch inference, from outputs as its stack would have them. */
async function upsertBatchPipeline() {
  const bucket = `sagemaker-eu-west-1-${STAGING}`;
  const run = `s3://sagemaker-eu-west-1-${DEV}/${useCaseOf('batch')}/run1`;
  const baseline = `${run}/ml-pipeline-outputs/ExportBaseline/baseline`;
  const outputs = {
    ModelName: 'skeleton-batch-1',
    ModelPackageArn: `arn:aws:sagemaker:eu-west-1:${TOOLING}:model-package/skeleton-batch-models/1`,
    ExecutionRoleArn: `arn:aws:iam::${STAGING}:role/mlops-execution`,
    CodeUri: `${run}/code`,
    BaselineStatisticsUri: `${baseline}/statistics.json`,
    BaselineConstraintsUri: `${baseline}/constraints.json`,
    InstanceType: 'ml.m5.large',
    InstanceCount: '1',
    InputBucketName: bucket,
    InputPrefix: 'incoming/',
    FailOnViolation: 'true',
  };
  const file = join(folder, 'outputs.json');
  await mkdir(folder, { recursive: true });
  await writeFile(
    file,
    JSON.stringify(
      Object.entries(outputs).map(([OutputKey, OutputValue]) => ({
        OutputKey,
        OutputValue,
      })),
    ),
  );
  return inRepository(
    at('batch', PUBLISHED, 'deploy'),
    'AWS takes the pipeline of batch inference',
    python,
    [
      'app_infra/batch_inference/ml-pipeline-inference.py',
      ...['--stack-outputs', file, '--bucket', bucket],
    ],
    { account: STAGING },
  );
}

const cleanUp = async () => {
  await portal.stop();
  await rm(folder, { recursive: true });
};
try {
  const backend = await signInAsGuest(portal.backendUrl);
  await makeRepositories(backend);
  await runChecks(
    [
      checkRepositories,
      () => trainingOf('main'),
      () => openAndCloseBranch(backend),
      trainModel,
      testEndpoint,
      testBatch,
      upsertBatchPipeline,
    ],
    cleanUp,
  );
} catch (error) {
  await cleanUp();
  say(`${error.message}\n\n0 passed, 1 failed`);
  process.exit(1);
}
