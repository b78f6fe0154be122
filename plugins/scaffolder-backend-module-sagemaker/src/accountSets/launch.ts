import { ConflictError, ForwardedError } from '@backstage/errors';
import {
  AccountSetRow,
  ProvisionedProduct,
  StackSetPreferences,
  VendingProduct,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { createOnce } from '../actions/checkpoints';
import { TaskContext } from '../actions/context';
import { tokenOf, VendingDeps } from './context';
import { followRecord } from './followRecord';
import { readParameters, WantedParameters } from './parameters';
import { cannotVend } from './preflight';
import { terminate } from './terminate';

export interface Launch {
  product: VendingProduct;
  parameters: WantedParameters;
  stackSet?: StackSetPreferences;
  tags: Record<string, string>;
}

/**
 * Of the launch that the row is waiting for. A product that failed cannot be
 * launched again, so another launch takes its place.
 */
function launchToken(ctx: TaskContext, row: AccountSetRow): string {
  const { name, provisionedProductId: failed } = row;
  return tokenOf(ctx, name, ...(failed ? ['after', failed] : []));
}

function assertOurs(
  ctx: TaskContext,
  found: ProvisionedProduct,
  row: AccountSetRow,
) {
  const isOurs =
    found.id === row.provisionedProductId ||
    found.token === launchToken(ctx, row);
  if (!isOurs) {
    throw new ConflictError(
      `A provisioned product named '${found.name}' exists (${found.id}, ${found.status}) and was not made by this task: terminate it in Service Catalog, or choose another name. It has not been touched`,
    );
  }
}

/**
 * Brings about that exactly one product of the set is provisioned or on its way,
 * and answers its record and the row that knows it: launches it, takes up what an
 * earlier run has launched, or replaces one that failed.
 */
export async function launch(
  ctx: TaskContext,
  deps: VendingDeps,
  claimed: AccountSetRow,
  request: Launch,
): Promise<{ row: AccountSetRow; recordId: string }> {
  const { vending } = deps.aws;
  const { signal, logger } = ctx;
  const name = `account-set-${claimed.name}`;
  let row = claimed;
  for (;;) {
    const found = await vending.provisionedProduct({ name }, { signal });
    if (!found) {
      break;
    }
    assertOurs(ctx, found, row);
    if (row.provisionedProductId !== found.id) {
      row = await vending.saveRow(
        { ...row, provisionedProductId: found.id },
        row,
        { signal },
      );
    }
    if (found.status === 'AVAILABLE') {
      return { row, recordId: found.lastRecordId };
    }
    if (found.status === 'UNDER_CHANGE') {
      const record = await vending.record(found.lastRecordId, { signal });
      if (!record.isTermination) {
        logger.info(`Taking up the product '${name}' (${found.id})`);
        return { row, recordId: found.lastRecordId };
      }
      await followRecord(ctx, deps, found.lastRecordId, `End of ${name}`);
    } else {
      logger.info(
        `Ending the product '${name}' (${found.id}), which is ${found.status}: Service Catalog cannot launch over it`,
      );
      await terminate(ctx, deps, found.id, name);
    }
  }
  const { product, stackSet, tags } = request;
  const { values, findings } = readParameters(ctx, product, request.parameters);
  if (findings.length) {
    throw cannotVend(claimed.name, findings);
  }
  logger.info(
    `Launching the product '${product.name}', version ${product.artifactName}, as '${name}'`,
  );
  const launched = await createOnce(
    ctx,
    `accountSet.provision.${claimed.name}`,
    async () => {
      try {
        return await vending.provision(
          {
            product,
            parameters: values,
            stackSet,
            tags,
            name,
            token: launchToken(ctx, row),
          },
          { signal },
        );
      } catch (error) {
        throw new ForwardedError(
          `Service Catalog refused to launch the product '${product.name}' as '${name}'. No account has been created`,
          error,
        );
      }
    },
  );
  row = await vending.saveRow(
    { ...row, provisionedProductId: launched.provisionedProductId },
    row,
    { signal },
  );
  return { row, recordId: launched.recordId };
}
