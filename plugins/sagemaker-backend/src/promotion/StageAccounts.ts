import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  AccountRole,
  accountWithRole,
  ANNOTATION_ACCOUNT_SET,
  isAccountSet,
  Stage,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Access, accountRefOf, Gate } from '../access/Gate';
import { ModelGroupSubject } from '../access/subjects';
import { StageTarget } from './facts';

/** Tells which account each stage of a model group is. */
export class StageAccounts {
  constructor(
    private readonly deps: {
      gate: Gate;
      /** Throws an InputError when the configuration is malformed. */
      readRoles: () => Record<Stage, AccountRole>;
    },
  ) {}

  /**
   * By the account set of the group, read as the caller, and the configured
   * role of the stage. The function answers for each stage, or throws an
   * InputError that says what is missing.
   */
  async of(
    access: Access<ModelGroupSubject>,
  ): Promise<(stage: Stage) => StageTarget> {
    const { accountSetRef, region } = access.subject;
    if (!accountSetRef) {
      throw new InputError(
        `No account set is linked to '${access.entityRef}' by the annotation '${ANNOTATION_ACCOUNT_SET}', so its stages are unknown`,
      );
    }
    const set = await this.deps.gate.visibleEntity(
      accountSetRef,
      access.caller,
    );
    return stageTargets(set, region, this.deps.readRoles());
  }
}

/**
 * The account of each stage in an account set. Throws an InputError for another
 * entity, and when asked for a stage whose account is missing.
 */
export function stageTargets(
  entity: Entity,
  region: string,
  roles: Record<Stage, AccountRole>,
): (stage: Stage) => StageTarget {
  if (!isAccountSet(entity)) {
    throw new InputError(
      `'${stringifyEntityRef(entity)}' is not an account set`,
    );
  }
  const set = { name: entity.metadata.name, accounts: entity.spec.accounts };
  return stage => {
    const accountId = accountWithRole(set, roles[stage]);
    return { accountId, accountRef: accountRefOf(accountId), region };
  };
}
