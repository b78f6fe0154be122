import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { check, runChecks } from '../lib/checks.mjs';
import { root } from '../lib/output.mjs';
import { installPython } from '../lib/python.mjs';

// AWS's own linter: resource schemas, references, IAM.
const linter = await installPython('cfn-lint', ['cfn-lint==1.*'], 'cfn-lint');

/** Every CloudFormation template that a platform owner deploys. */
const templates = (
  await Array.fromAsync(
    glob(
      [
        'plugins/*/aws/*.yaml',
        'plugins/*/iam/*.yaml',
        'templates/project-templates/*.yaml',
      ],
      { cwd: root },
    ),
  )
).sort();

await runChecks(
  templates.map(
    template => () => check(template, [join(root, template)], linter),
  ),
);
