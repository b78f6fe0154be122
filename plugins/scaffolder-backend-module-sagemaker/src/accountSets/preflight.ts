import { VendingProduct } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { TaskContext } from '../actions/context';
import { readOr } from '../project/findings';
import { ProjectPreflightError } from '../project/ProjectPreflightError';
import { isClaimable, takenBy, WantedSet } from './claimRow';
import { VendingDeps } from './context';
import { readParameters, WantedParameters } from './parameters';

const NAME = /^[a-z](-?[a-z0-9])*$/;
const MAX_NAME = 32;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d+$/;
const ACCOUNT = /^\d{12}$/;

/** What is wrong with what was asked for, as far as it can be seen without AWS. */
export function setFindings({ name, regions, accounts }: WantedSet): string[] {
  return [
    ...(NAME.test(name) && name.length <= MAX_NAME
      ? []
      : [
          `name '${name}': it must have up to ${MAX_NAME} lower case letters, digits and single hyphens, beginning with a letter and ending with a letter or digit`,
        ]),
    ...(regions.length ? [] : ['regions: name at least one']),
    ...regions
      .filter(region => !REGION.test(region))
      .map(region => `region '${region}': it is not one, such as eu-west-1`),
    ...accounts
      .filter(({ accountId }) => !ACCOUNT.test(accountId))
      .map(
        ({ role, accountId }) =>
          `account '${accountId}' (${role}): an account id has twelve digits`,
      ),
  ];
}

/**
 * Looks at everything that would stop the set half-way, before anything is
 * created, and answers the product. Throws an InputError that lists what it found.
 */
export async function preflight(
  ctx: TaskContext,
  deps: VendingDeps,
  wanted: WantedSet,
  parameters: WantedParameters,
): Promise<VendingProduct> {
  const { vending } = deps.aws;
  const { signal } = ctx;
  const findings = setFindings(wanted);
  const owner = await deps.catalog.getEntityByRef(wanted.owner, {
    credentials: await ctx.getInitiatorCredentials(),
  });
  if (!owner) {
    findings.push(
      `owner ${wanted.owner}: it is not in the catalog, or you may not see it`,
    );
  }
  const row = await vending.row(wanted.name, { signal });
  if (row && !isClaimable(ctx, row, wanted.owner)) {
    findings.push(takenBy(row));
  }
  const product = await readOr(findings, 'product', () =>
    vending.product({ signal }),
  );
  // A retry of a task that has launched needs its secrets no more, and has none.
  const isLaunched =
    row?.taskId === ctx.task.id && row.provisionedProductId !== undefined;
  if (product && !isLaunched) {
    findings.push(...readParameters(ctx, product, parameters).findings);
  }
  if (!product || findings.length) {
    throw cannotVend(wanted.name, findings);
  }
  return product;
}

export function cannotVend(name: string, findings: string[]) {
  return new ProjectPreflightError(
    `The account set '${name}' cannot be vended`,
    findings,
  );
}
