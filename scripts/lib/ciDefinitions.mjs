import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check } from './checks.mjs';
import { say } from './output.mjs';

/** What defines CI in the two repositories, and the schema that tells whether it is well-formed. */
const DEFINITIONS = {
  codepipeline: {
    build: ['build_spec.yml'],
    deploy: [
      'build_spec.yml',
      'ci/check_spec.yml',
      'ci/deploy_spec.yml',
      'ci/test_spec.yml',
    ],
  },
  'github-actions': {
    build: ['.github/workflows/build.yml'],
    deploy: ['.github/workflows/deploy.yml'],
    schema: 'vendor.github-workflows',
  },
  'gitlab-ci': {
    build: ['.gitlab-ci.yml'],
    deploy: ['.gitlab-ci.yml'],
    schema: 'vendor.gitlab-ci',
  },
  jenkins: { build: ['Jenkinsfile'], deploy: ['Jenkinsfile'] },
};

/** Commands that every CI runs in this order, whatever it is. */
const COMMANDS = {
  build: ['sh ci/check.sh', 'sh ci/run_training.sh'],
  deploy: [
    'sh ci/check.sh',
    'python ci/deploy_stage.py',
    'python ci/try_stage.py staging',
    'python ci/deploy_stage.py prod',
  ],
};
const COMMANDS_OF_SPECS = {
  ...COMMANDS,
  deploy: [
    'sh ci/check.sh',
    'python ci/deploy_stage.py staging "$MODEL_PACKAGE_ARN" --check',
    'python ci/deploy_stage.py "$STAGE" "$MODEL_PACKAGE_ARN"',
    'python ci/try_stage.py "$STAGE"',
  ],
};
const JENKINS_STAGES = {
  build: ['Check', 'Train'],
  deploy: ['Check', 'Staging', 'Prod'],
};

function missingCommand(text, commands) {
  let from = 0;
  return commands.find(command => {
    from = text.indexOf(command, from) + 1;
    return from === 0;
  });
}

/** Declarative pipelines have no parser without Jenkins: its braces and stages at least. */
function jenkinsFault(text, stages) {
  const code = text.replaceAll(/\/\/.*|'[^'\n]*'/g, ' ');
  let depth = 0;
  for (const bracket of code.match(/[{}]/g) ?? []) {
    depth += bracket === '{' ? 1 : -1;
    if (depth < 0) {
      return 'a brace is closed that was not opened';
    }
  }
  if (depth) {
    return `${depth} braces are not closed`;
  }
  const found = [...text.matchAll(/stage\('(\w+)'\)/g)].map(([, name]) => name);
  return `${found}` === `${stages}`
    ? undefined
    : `its stages are ${found}, not ${stages}`;
}

/** Checks the definition of CI of one repository, `{ passed, failed }`. */
export async function checkCiDefinition(
  title,
  ci,
  repository,
  folder,
  checker,
) {
  const { schema, [repository]: files } = DEFINITIONS[ci];
  const texts = await Promise.all(
    files.map(file => readFile(join(folder, file), 'utf8')),
  );
  const text = texts.join('\n');
  const commands = ci === 'codepipeline' ? COMMANDS_OF_SPECS : COMMANDS;
  const missing = missingCommand(text, commands[repository]);
  const fault = missing
    ? `'${missing}' is missing, or not in its place`
    : ci === 'jenkins' && jenkinsFault(text, JENKINS_STAGES[repository]);
  if (fault) {
    say(`\n── ${title}: its CI runs what it must\n${files}: ${fault}`);
    return { passed: 0, failed: 1 };
  }
  if (!schema) {
    return { passed: 1, failed: 0 };
  }
  return check(
    `${title}: its CI is well-formed`,
    ['--builtin-schema', schema, ...files.map(file => join(folder, file))],
    checker,
  );
}
