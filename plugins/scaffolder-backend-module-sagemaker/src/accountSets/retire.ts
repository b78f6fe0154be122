import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  AccountContents,
  AccountSetRow,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { TaskContext } from '../actions/context';
import { VendingDeps } from './context';
import { Loss, LossKind, lossesOf, printLosses } from './losses';
import { manifestOf } from './manifest';
import { terminate } from './terminate';

/** The row of a set that can be retired, or whose retirement can be taken up. */
export async function findRetirable(
  ctx: TaskContext,
  deps: VendingDeps,
  name: string,
): Promise<AccountSetRow> {
  const row = await deps.aws.vending.row(name, { signal: ctx.signal });
  if (!row) {
    throw new NotFoundError(
      `Account set '${name}' has no row in the governance table. A set that the configuration or a YAML file states is retired there`,
    );
  }
  if (row.state === 'provisioning') {
    throw new ConflictError(
      `Account set '${name}' is being vended${
        row.taskId ? ` by the task ${row.taskId}` : ''
      }: wait for it, or retry that task`,
    );
  }
  if (row.state === 'decommissioned' && row.taskId !== ctx.task.id) {
    throw new ConflictError(
      `Account set '${name}' has been retired already${
        row.evidence ? `; what existed is told in ${row.evidence}` : ''
      }`,
    );
  }
  return row;
}

/** What is there, and what of it would be lost. */
export interface Inventory {
  contents: AccountContents[];
  losses: Loss[];
}

/** Undefined for a set whose retirement has begun: what existed is written down. */
export async function takeInventory(
  ctx: TaskContext,
  deps: VendingDeps,
  row: AccountSetRow,
): Promise<Inventory | undefined> {
  if (row.state === 'decommissioning' || row.state === 'decommissioned') {
    return undefined;
  }
  const contents = await deps.aws.vending.contents(row, { signal: ctx.signal });
  return { contents, losses: lossesOf(contents) };
}

/** Throws an InputError that lists what nobody has accepted. */
function assertAccepted(name: string, losses: Loss[], accepted: LossKind[]) {
  const open = losses.filter(({ kind }) => !accepted.includes(kind));
  if (open.length) {
    const kinds = [...new Set(open.map(({ kind }) => kind))];
    throw new InputError(
      `Account set '${name}' has not been touched, for this would be lost:\n${printLosses(
        open,
      )}\nBring it to an end, or accept the loss of ${kinds.join(', ')}`,
    );
  }
}

/**
 * Evidence first, then the row, then the product: at no time is something gone
 * that has not been written down. The row is kept for ever.
 */
export async function retire(
  ctx: TaskContext,
  deps: VendingDeps,
  found: AccountSetRow,
  request: {
    inventory: Inventory | undefined;
    accepted: LossKind[];
    retiredBy: string;
  },
): Promise<AccountSetRow> {
  const { vending } = deps.aws;
  const { signal, logger } = ctx;
  let row = found;
  if (row.state === 'decommissioned') {
    logger.info(
      `Account set '${row.name}' has been retired by this task before`,
    );
    return row;
  }
  const { inventory, ...decision } = request;
  if (inventory) {
    assertAccepted(row.name, inventory.losses, decision.accepted);
    const evidence = await vending.writeEvidence(
      row,
      `account-sets/${row.name}/${ctx.task.id}.json`,
      manifestOf({
        ...decision,
        ...inventory,
        row,
        taskId: ctx.task.id,
        at: new Date().toISOString(),
      }),
      { signal },
    );
    logger.info(`What exists has been written down in ${evidence}`);
    row = await vending.saveRow(
      { ...row, state: 'decommissioning', taskId: ctx.task.id, evidence },
      row,
      { signal },
    );
  } else {
    logger.info(
      `Going on with the retirement that the task ${row.taskId} began; what existed is told in ${row.evidence}`,
    );
  }
  if (row.provisionedProductId) {
    const { provisionedProductId: id, name } = row;
    await terminate(ctx, deps, id, `account-set-${name}`);
  }
  return vending.saveRow(
    { ...row, state: 'decommissioned', taskId: ctx.task.id },
    row,
    { signal },
  );
}
