import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AccountRole,
  Stage,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Caller } from '../access/Gate';
import { ModelGroupSubject } from '../access/subjects';
import { stageTargets } from '../promotion/StageAccounts';

/** Tells which account a stage is, for many model groups at once. */
export class StageTargets {
  constructor(
    private readonly deps: {
      catalog: CatalogService;
      /** Throws an InputError when the configuration is malformed. */
      readRoles: () => Record<Stage, AccountRole>;
    },
  ) {}

  /**
   * By their account sets, read as the caller in one call. The function answers the
   * entity ref of an account, or undefined where it is unknown.
   */
  async of(
    subjects: ModelGroupSubject[],
    caller: Caller,
  ): Promise<(subject: ModelGroupSubject, stage: Stage) => string | undefined> {
    const entityRefs = [
      ...new Set(subjects.flatMap(({ accountSetRef }) => accountSetRef ?? [])),
    ];
    const { items } =
      entityRefs.length > 0
        ? await this.deps.catalog.getEntitiesByRefs(
            { entityRefs },
            { credentials: caller },
          )
        : { items: [] };
    const sets = new Map(entityRefs.map((ref, index) => [ref, items[index]]));
    return ({ accountSetRef = '', region }, stage) => {
      const set = sets.get(accountSetRef);
      try {
        return (
          set &&
          stageTargets(set, region, this.deps.readRoles())(stage).accountRef
        );
      } catch {
        // Its card and the decision say what is missing.
        return undefined;
      }
    };
  }
}
