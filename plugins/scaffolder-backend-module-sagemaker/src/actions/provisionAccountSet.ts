import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ACCOUNT_ROLES,
  TAG_ACCOUNT_SET,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { assertMayManage, VendingDeps } from '../accountSets/context';
import { preflight } from '../accountSets/preflight';
import { vend } from '../accountSets/vend';
import { provisionedProductUrl } from '../consoleUrls';
import { groupRef } from './accountSet';
import { tagsFor } from './context';
import { examples } from './provisionAccountSet.examples';

export function provisionAccountSetAction(deps: VendingDeps) {
  return createTemplateAction({
    id: 'mlops:accountSet:provision',
    description:
      'Vends the accounts of a team: launches the Service Catalog product of the governance account, waits for it and registers the account set in the governance table',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        name: z =>
          z.string({
            description:
              'Up to 32 lower case letters, digits and hyphens; never used before',
          }),
        owner: z => z.string({ description: 'Entity ref of the owning group' }),
        regions: z =>
          z.array(z.string(), {
            description: 'The first one is where new use cases go',
          }),
        accessGroup: z =>
          z
            .string({
              description:
                'Group by which people get access to the accounts, kept in the row; hand it to the product in parameters',
            })
            .optional(),
        accounts: z =>
          z
            .record(z.enum(ACCOUNT_ROLES), z.string(), {
              description:
                'Account ids, by role, of accounts that exist already, such as the shared tooling account. Outputs of the product win',
            })
            .optional(),
        parameters: z =>
          z
            .record(z.string(), { description: 'Parameters of the product' })
            .optional(),
        moreParameters: z =>
          z
            .record(z.string(), {
              description:
                'Further parameters of the product, as a form field gives them; those in parameters win',
            })
            .optional(),
        secretParameters: z =>
          z
            .record(z.string().regex(/^(?!__)\w+$/), {
              description:
                "Secret (NoEcho) parameters of the product: the name of the task's secret that holds the value, by parameter",
            })
            .optional(),
        stackSet: z =>
          z
            .object({
              accounts: z.array(z.string()).optional(),
              regions: z.array(z.string()).optional(),
              failureToleranceCount: z.number().optional(),
              failureTolerancePercentage: z.number().optional(),
              maxConcurrencyCount: z.number().optional(),
              maxConcurrencyPercentage: z.number().optional(),
            })
            .describe(
              'For a product that is a stack set: where it deploys to, and how carefully',
            )
            .optional(),
        tags: z => z.record(z.string()).optional(),
      },
      output: {
        entityRef: z => z.string({ description: 'The account set' }),
        accounts: z =>
          z.record(z.string(), {
            description: 'Account ids by role, not in a dry run',
          }),
        provisionedProductId: z =>
          z.string({ description: 'pp-..., not in a dry run' }),
        consoleUrl: z =>
          z.string({ description: 'The product in the AWS console' }),
      },
    },
    async handler(ctx) {
      await assertMayManage(ctx, deps);
      const { name, regions, accessGroup, stackSet } = ctx.input;
      const parameters = {
        parameters: { ...ctx.input.moreParameters, ...ctx.input.parameters },
        secretParameters: ctx.input.secretParameters ?? {},
      };
      const given = new Map(Object.entries(ctx.input.accounts ?? {}));
      const wanted = {
        name,
        owner: groupRef(ctx.input.owner),
        regions,
        accessGroup: accessGroup || undefined,
        accounts: ACCOUNT_ROLES.flatMap(role => {
          const accountId = given.get(role);
          return accountId ? [{ role, accountId }] : [];
        }),
      };
      const product = await preflight(ctx, deps, wanted, parameters);
      ctx.output('entityRef', `resource:default/${name}`);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would vend the account set '${name}' for ${
            wanted.owner
          } in ${regions.join(', ')} from the product '${
            product.name
          }', version ${product.artifactName}`,
        );
        return;
      }
      const row = await vend(ctx, deps, wanted, {
        product,
        parameters,
        stackSet,
        tags: tagsFor(ctx, deps, wanted.owner, {
          ...ctx.input.tags,
          [TAG_ACCOUNT_SET]: name,
        }),
      });
      ctx.logger.info(
        `Account set '${name}' is active; the catalog shows it after it has read the table again`,
      );
      ctx.output(
        'accounts',
        Object.fromEntries(
          row.accounts.map(({ role, accountId }) => [role, accountId]),
        ),
      );
      if (row.provisionedProductId) {
        ctx.output('provisionedProductId', row.provisionedProductId);
        ctx.output(
          'consoleUrl',
          provisionedProductUrl(product.region, row.provisionedProductId),
        );
      }
    },
  });
}
