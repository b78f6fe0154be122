import { promises as fs } from 'node:fs';
import { dirname } from 'node:path';
import {
  resolveSafeChildPath,
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  checkRepository,
  REPOSITORY_KINDS,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { readRepositoryStandard } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { readRepositoryFiles } from '../repository/workspaceFiles';
import { examples } from './validateRepository.examples';

export function validateRepositoryAction(deps: {
  config: RootConfigService;
  urlReader: UrlReaderService;
}) {
  return createTemplateAction({
    id: 'sagemaker:repository:validate',
    description:
      'Compares files of the workspace with the repository standard of the portal, and fails with every difference',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        kind: z =>
          z.enum(REPOSITORY_KINDS, {
            description: 'Which of the two repositories of a use case it is',
          }),
        sourcePath: z =>
          z
            .string({
              description:
                'Folder of the workspace with the repository. Default: the workspace itself',
            })
            .optional(),
        standardPath: z =>
          z
            .string({
              description:
                'Where to leave the standard in the repository as JSON, for the check of its own CI, such as ci/repository-standard.json. Default: nowhere',
            })
            .optional(),
        warnOnly: z =>
          z
            .boolean({
              description:
                'Log the differences instead of failing. Default: false',
            })
            .optional(),
      },
      output: {
        violations: z =>
          z.array(
            z.object({
              kind: z.enum(['missing', 'unexpected']),
              path: z.string(),
              reason: z.string(),
              message: z.string(),
            }),
            { description: 'Every difference, sorted by path' },
          ),
      },
    },
    async handler(ctx) {
      const { kind, sourcePath, standardPath, warnOnly } = ctx.input;
      const root = resolveSafeChildPath(ctx.workspacePath, sourcePath ?? '.');
      const standard = await readRepositoryStandard(deps, {
        signal: ctx.signal,
      });
      if (standardPath) {
        const file = resolveSafeChildPath(root, standardPath);
        await fs.mkdir(dirname(file), { recursive: true });
        await fs.writeFile(file, `${JSON.stringify(standard, null, 2)}\n`);
      }
      const files = await readRepositoryFiles(root);
      const violations = checkRepository(
        standard,
        kind,
        files.map(({ path }) => path),
      );
      ctx.output('violations', violations);
      if (!violations.length) {
        ctx.logger.info(
          `${files.length} files conform to the standard '${standard.name}' of ${kind} repositories`,
        );
        return;
      }
      const messages = violations.map(({ message }) => message);
      const count =
        violations.length === 1
          ? '1 difference'
          : `${violations.length} differences`;
      const summary = `${count} from the standard '${standard.name}' of ${kind} repositories`;
      if (!warnOnly) {
        throw new InputError(`${summary}:\n${messages.join('\n')}`);
      }
      ctx.logger.warn(summary);
      messages.forEach(message => ctx.logger.warn(message));
    },
  });
}
