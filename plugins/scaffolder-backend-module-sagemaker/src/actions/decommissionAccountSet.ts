import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { assertMayManage, VendingDeps } from '../accountSets/context';
import { LOSSES, printLosses } from '../accountSets/losses';
import { findRetirable, retire, takeInventory } from '../accountSets/retire';
import { evidenceUrl } from '../consoleUrls';
import { examples } from './decommissionAccountSet.examples';

export function decommissionAccountSetAction(deps: VendingDeps) {
  return createTemplateAction({
    id: 'mlops:accountSet:decommission',
    description:
      'Retires the accounts of a team: lists what would be lost, writes down what exists, ends the Service Catalog product and marks the account set, which is never deleted',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        accountSet: z =>
          z.string({ description: 'Entity ref or name of the account set' }),
        confirm: z =>
          z
            .string({
              description:
                'The name of the account set once more; needed unless preflightOnly',
            })
            .optional(),
        preflightOnly: z =>
          z
            .boolean({
              description:
                'Only list what would be lost, and touch nothing. Default: false',
            })
            .optional(),
        acceptLosses: z =>
          z
            .array(z.enum(LOSSES), {
              description:
                'Kinds of what may be lost; anything else that is found stops the action before it touches anything',
            })
            .optional(),
      },
      output: {
        entityRef: z => z.string({ description: 'The account set' }),
        losses: z =>
          z.string({
            description: 'What is, or would be, lost, as a Markdown list',
          }),
        evidence: z =>
          z.string({ description: 's3:// address of what existed' }),
        evidenceUrl: z =>
          z.string({ description: 'The same in the AWS console' }),
      },
    },
    async handler(ctx) {
      await assertMayManage(ctx, deps);
      const { confirm, preflightOnly, acceptLosses = [] } = ctx.input;
      const { name } = parseEntityRef(ctx.input.accountSet, {
        defaultKind: 'resource',
        defaultNamespace: 'default',
      });
      const row = await findRetirable(ctx, deps, name);
      ctx.output('entityRef', `resource:default/${name}`);
      const inventory = await takeInventory(ctx, deps, row);
      if (inventory) {
        inventory.losses.forEach(({ text }) =>
          ctx.logger.warn(`Would be lost: ${text}`),
        );
        ctx.output('losses', printLosses(inventory.losses));
      }
      if (preflightOnly || ctx.isDryRun) {
        ctx.logger.info(
          `Nothing has been touched: account set '${name}' is ${row.state}`,
        );
        return;
      }
      if (confirm !== name) {
        throw new InputError(
          `To retire the account set '${name}', type its name once more: '${
            confirm ?? ''
          }' is another. Nothing has been touched`,
        );
      }
      const { evidence } = await retire(ctx, deps, row, {
        inventory,
        accepted: acceptLosses,
        retiredBy: ctx.user?.ref ?? 'unknown',
      });
      ctx.logger.info(`Account set '${name}' is decommissioned`);
      if (evidence) {
        ctx.output('evidence', evidence);
        ctx.output('evidenceUrl', evidenceUrl(row.regions[0], evidence));
      }
    },
  });
}
