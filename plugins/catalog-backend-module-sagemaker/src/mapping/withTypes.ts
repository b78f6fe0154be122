import { Entity } from '@backstage/catalog-model';
import {
  EntityMapper,
  EntityTypes,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** The same mapper, with the types of a company in place of the standard ones. */
export function withTypes(
  mapper: EntityMapper,
  types: EntityTypes,
): EntityMapper {
  const own = new Map<unknown, string>(Object.entries(types));
  const rename = (entity: Entity | undefined): Entity | undefined => {
    const type = own.get(entity?.spec?.type);
    return entity && type
      ? { ...entity, spec: { ...entity.spec, type } }
      : entity;
  };
  return {
    resource: (resource, context) => rename(mapper.resource(resource, context)),
    accountSet: (set, context) => mapper.accountSet(set, context),
    account: (account, context) => rename(mapper.account(account, context)),
  };
}
