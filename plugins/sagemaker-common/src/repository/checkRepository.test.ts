import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkRepository } from './checkRepository';
import { DEFAULT_REPOSITORY_STANDARD, RepositoryKind } from './standard';

const TEMPLATE = resolve(__dirname, '../../../../templates/ml-use-case');

function filesBelow(folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap(
    entry =>
      entry.isDirectory()
        ? filesBelow(folder, `${prefix}${entry.name}/`)
        : [`${prefix}${entry.name}`],
  );
}

const BUILD = [
  'README.md',
  'build_spec.yml',
  'algorithms/shared_libraries/README.md',
  'algorithms/shared_libraries/tables.py',
  'algorithms/shared_libraries/test/test_tables.py',
  'algorithms/preprocessing/clean/README.md',
  'algorithms/preprocessing/clean/__main__.py',
  'algorithms/preprocessing/clean/test/test_clean.py',
  'algorithms/training/fit/README.md',
  'algorithms/training/fit/__main__.py',
  'algorithms/training/fit/test/test_fit.py',
  'algorithms/inference/serve/README.md',
  'algorithms/inference/serve/__main__.py',
  'algorithms/postprocessing/evaluate/README.md',
  'algorithms/postprocessing/evaluate/__main__.py',
  'algorithms/postprocessing/evaluate/test/test_evaluate.py',
  'ml_pipelines/README.md',
  'ml_pipelines/training/ml-pipeline-training.py',
  'notebooks/README.md',
];
const DEPLOYMENT = [
  'README.md',
  'inference_config/README.md',
  'inference_config/staging/inference_config.json',
  'inference_config/prod/inference_config.json',
  'app_infra/api_gateway/api.yaml',
  'app_infra/batch_inference/ml-pipeline-inference.py',
  'tests/README.md',
  'tests/integration_test/test_answers.py',
  'tests/stress_test/test_latency.py',
  'tests/other_test/test_scores.py',
];
const TREES: Record<RepositoryKind, string[]> = {
  build: BUILD,
  deployment: DEPLOYMENT,
};

const check = (kind: RepositoryKind, paths: string[]) =>
  checkRepository(DEFAULT_REPOSITORY_STANDARD, kind, paths);
const without = (kind: RepositoryKind, start: string) =>
  TREES[kind].filter(path => !path.startsWith(start));
const found = (violations: ReturnType<typeof check>) =>
  violations.map(({ kind, path }) => `${kind} ${path}`);

describe('checkRepository', () => {
  it.each([
    ['build', ['build']],
    ['deployment', ['deploy', 'deploy-realtime']],
    ['deployment', ['deploy', 'deploy-batch']],
  ] as const)('finds nothing in the %s skeleton of %s', (kind, folders) => {
    const files = folders.flatMap(folder => filesBelow(join(TEMPLATE, folder)));
    expect(check(kind, files)).toEqual([]);
  });

  it.each([
    ['build', []],
    ['deployment', []],
    // what is optional
    ['build', without('build', 'algorithms/training/')],
    ['build', without('build', 'algorithms/inference/')],
    ['deployment', without('deployment', 'app_infra/batch_inference/')],
  ] as const)('finds nothing in a whole %s repository (%#)', (kind, paths) => {
    expect(check(kind, paths.length ? [...paths] : TREES[kind])).toEqual([]);
  });

  it.each([
    'algorithms/preprocessing/clean/dockerfile',
    'algorithms/preprocessing/clean/encoding.py',
    'algorithms/preprocessing/clean/test/input/table.csv',
    'algorithms/preprocessing/clean/test/output/deep/table.csv',
    'ml_pipelines/training/input.json',
    'ml_pipelines/training/input.yaml',
    'notebooks/explore.ipynb',
    'catalog-info.yaml',
    'ci/repository-standard.json',
    '.github/workflows/build.yml',
    '.gitignore',
    'requirements-dev.txt',
  ])('allows %s', path => {
    expect(check('build', [...BUILD, path])).toEqual([]);
  });

  it.each([
    ['build', 'README.md', 'README.md'],
    ['build', 'build_spec.yml', 'build_spec.yml'],
    [
      'build',
      'algorithms/shared_libraries/tables.py',
      'algorithms/shared_libraries/<help_functions>.py',
    ],
    [
      'build',
      'algorithms/shared_libraries/README.md',
      'algorithms/shared_libraries/README.md',
    ],
    [
      'build',
      'algorithms/shared_libraries/test/',
      'algorithms/shared_libraries/test/test_<step>.py',
    ],
    [
      'build',
      'algorithms/preprocessing/clean/README.md',
      'algorithms/preprocessing/clean/README.md',
    ],
    [
      'build',
      'algorithms/preprocessing/clean/__main__.py',
      'algorithms/preprocessing/clean/__main__.py',
    ],
    [
      'build',
      'algorithms/preprocessing/clean/test/',
      'algorithms/preprocessing/clean/test/test_<step>.py',
    ],
    [
      'build',
      'algorithms/preprocessing/',
      'algorithms/preprocessing/<job>/__main__.py',
    ],
    [
      'build',
      'algorithms/training/fit/__main__.py',
      'algorithms/training/fit/__main__.py',
    ],
    [
      'build',
      'algorithms/training/fit/README.md',
      'algorithms/training/fit/README.md',
    ],
    [
      'build',
      'algorithms/training/fit/test/',
      'algorithms/training/fit/test/test_<step>.py',
    ],
    [
      'build',
      'algorithms/inference/serve/__main__.py',
      'algorithms/inference/serve/__main__.py',
    ],
    [
      'build',
      'algorithms/inference/serve/README.md',
      'algorithms/inference/serve/README.md',
    ],
    [
      'build',
      'algorithms/postprocessing/',
      'algorithms/postprocessing/<job>/__main__.py',
    ],
    [
      'build',
      'algorithms/postprocessing/evaluate/README.md',
      'algorithms/postprocessing/evaluate/README.md',
    ],
    [
      'build',
      'algorithms/postprocessing/evaluate/test/',
      'algorithms/postprocessing/evaluate/test/test_<step>.py',
    ],
    ['build', 'ml_pipelines/README.md', 'ml_pipelines/README.md'],
    [
      'build',
      'ml_pipelines/training/',
      'ml_pipelines/training/ml-pipeline-training.py',
    ],
    ['build', 'notebooks/README.md', 'notebooks/README.md'],
    ['deployment', 'README.md', 'README.md'],
    ['deployment', 'inference_config/README.md', 'inference_config/README.md'],
    [
      'deployment',
      'inference_config/staging/',
      'inference_config/staging/inference_config.json',
    ],
    [
      'deployment',
      'inference_config/prod/',
      'inference_config/prod/inference_config.json',
    ],
    ['deployment', 'app_infra/', 'app_infra/<part>/**'],
    ['deployment', 'tests/README.md', 'tests/README.md'],
    [
      'deployment',
      'tests/integration_test/',
      'tests/integration_test/test_<description>.py',
    ],
    [
      'deployment',
      'tests/stress_test/',
      'tests/stress_test/test_<description>.py',
    ],
    [
      'deployment',
      'tests/other_test/',
      'tests/other_test/test_<description>.py',
    ],
  ] as const)(
    'names what is missing in a %s repository without %s',
    (kind, start, path) => {
      expect(found(check(kind, without(kind, start)))).toEqual([
        `missing ${path}`,
      ]);
    },
  );

  it('names the pipeline that a folder for batch inference lacks', () => {
    const paths = [
      ...without('deployment', 'app_infra/batch_inference/'),
      'app_infra/batch_inference/notes.md',
    ];
    expect(found(check('deployment', paths))).toEqual([
      'missing app_infra/batch_inference/ml-pipeline-inference.py',
    ]);
  });

  it.each([
    ['build', 'train.py', 'train.py'],
    ['build', 'src/a/b.py', 'src/'],
    ['build', 'algorithms/run.py', 'algorithms/run.py'],
    ['build', 'algorithms/tuning/fit/__main__.py', 'algorithms/tuning/'],
    [
      'build',
      'algorithms/training/fit/dockerfile',
      'algorithms/training/fit/dockerfile',
    ],
    [
      'build',
      'algorithms/preprocessing/clean/Dockerfile',
      'algorithms/preprocessing/clean/Dockerfile',
    ],
    [
      'build',
      'algorithms/preprocessing/clean/test/check.py',
      'algorithms/preprocessing/clean/test/check.py',
    ],
    [
      'build',
      'algorithms/preprocessing/clean/data/table.csv',
      'algorithms/preprocessing/clean/data/',
    ],
    [
      'build',
      'ml_pipelines/training/input.toml',
      'ml_pipelines/training/input.toml',
    ],
    ['build', 'notebooks/table.csv', 'notebooks/table.csv'],
    ['build', 'inference_config/README.md', 'inference_config/'],
    [
      'deployment',
      'inference_config/dev/inference_config.json',
      'inference_config/dev/',
    ],
    ['deployment', 'app_infra/template.yaml', 'app_infra/template.yaml'],
    [
      'deployment',
      'tests/integration_test/helpers.py',
      'tests/integration_test/helpers.py',
    ],
    ['deployment', 'algorithms/training/fit/__main__.py', 'algorithms/'],
  ] as const)(
    'names what has no place in a %s repository: %s',
    (kind, added, path) => {
      expect(found(check(kind, [...TREES[kind], added]))).toEqual([
        `unexpected ${path}`,
      ]);
    },
  );

  it('names a folder once, whatever is in it', () => {
    const added = Array.from({ length: 500 }, (_, n) => `src/package/${n}.py`);
    expect(found(check('build', [...BUILD, ...added]))).toEqual([
      'unexpected src/',
    ]);
  });

  it('says of a missing file which rule asks for it, and why', () => {
    const paths = without('build', 'algorithms/preprocessing/clean/test/');
    expect(check('build', paths)).toEqual([
      {
        kind: 'missing',
        path: 'algorithms/preprocessing/clean/test/test_<step>.py',
        reason:
          'the standard asks for algorithms/preprocessing/<job>/test/test_<step>.py in every algorithms/preprocessing/<job> (unit tests of the job). Add it.',
        message:
          "'algorithms/preprocessing/clean/test/test_<step>.py' is missing: the standard asks for algorithms/preprocessing/<job>/test/test_<step>.py in every algorithms/preprocessing/<job> (unit tests of the job). Add it.",
      },
    ]);
  });

  it('says of a misplaced file what can be there', () => {
    const [{ message }] = check('build', [
      ...BUILD,
      'algorithms/preprocessing/clean/Dockerfile',
    ]);
    expect(message).toBe(
      "'algorithms/preprocessing/clean/Dockerfile' has no place in the standard: in algorithms/preprocessing/clean/ there can be <module>.py, README.md, __main__.py, dockerfile, test/. Move it, remove it, or have the standard extended.",
    );
  });

  it('names everything that an empty repository lacks', () => {
    expect(check('deployment', []).map(({ kind }) => kind)).toEqual(
      Array(9).fill('missing'),
    );
  });
});
