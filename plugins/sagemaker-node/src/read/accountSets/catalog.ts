import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  DEFAULT_NAMESPACE,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AccountSetAccount,
  TYPE_ACCOUNT_SET,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { minimatch } from 'minimatch';
import {
  checkAccountId,
  checkMap,
  checkRegions,
  checkRole,
  checkState,
  checkText,
  refuse,
} from '../../checks';
import { SageMakerConfig } from '../../config';
import { AccountSet, UnreadableRow } from '../../domain';
import { AccountSetSource } from './source';

/** The catalog, read with the credentials of the plugin itself. */
export interface OwnCatalog {
  catalog: Pick<CatalogService, 'streamEntities'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
}

const FILTER = { kind: 'resource', 'spec.type': TYPE_ACCOUNT_SET };
/** How the locations begin that ingestion gives the account sets it writes. */
const INGESTED = 'sagemaker:';

/** Without '..' in any spelling, through which a location could leave its folder. */
function resolve(location: string): string {
  const [, url] = /^url:(.*)$/.exec(location) ?? [];
  return url !== undefined && URL.canParse(url)
    ? `url:${new URL(url).href}`
    : location;
}

function isTrusted(entity: Entity, globs: string[]): boolean {
  const location = entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
  if (location === undefined || location.startsWith(INGESTED)) {
    return false;
  }
  const resolved = resolve(location);
  return globs.some(glob => minimatch(resolved, glob, { dot: true }));
}

function accountsOf(value: unknown): AccountSetAccount[] {
  const where = 'spec.accounts';
  if (!Array.isArray(value) || value.length === 0) {
    refuse(where, 'a list of at least one account', value);
  }
  const accounts = value.map((entry, index) => {
    const members = new Map(
      checkMap(entry, `${where}[${index}]`, 'role and accountId'),
    );
    return {
      role: checkRole(members.get('role'), `${where}[${index}].role`),
      accountId: checkAccountId(
        members.get('accountId'),
        `${where}[${index}].accountId`,
      ),
    };
  });
  if (new Set(accounts.map(({ role }) => role)).size < accounts.length) {
    throw new InputError(`${where} must name each role at most once`);
  }
  return accounts;
}

function mapEntity(entity: Entity): AccountSet {
  const { name, namespace = DEFAULT_NAMESPACE } = entity.metadata;
  if (namespace !== DEFAULT_NAMESPACE) {
    throw new InputError(
      `An account set must be in the namespace '${DEFAULT_NAMESPACE}', where the entities of its accounts and models are`,
    );
  }
  const { owner, state, regions, accounts } = entity.spec ?? {};
  return {
    name,
    origin: 'catalog',
    owner: checkText(owner, 'spec.owner'),
    state: checkState(state, 'spec.state'),
    regions: checkRegions(regions, 'spec.regions'),
    accounts: accountsOf(accounts),
  };
}

/** Account sets that people wrote as YAML, from the locations that are trusted. */
export function catalogAccountSets(
  { catalog, auth }: OwnCatalog,
  readConfig: () => SageMakerConfig,
): AccountSetSource {
  return {
    name: 'the catalog',
    async list(options) {
      const sets: AccountSet[] = [];
      const unreadable: UnreadableRow[] = [];
      const globs = readConfig().accountSetLocations;
      if (globs.length === 0) {
        return { sets, unreadable };
      }
      const credentials = await auth.getOwnServiceCredentials();
      const pages = catalog.streamEntities({ filter: FILTER }, { credentials });
      for await (const entities of pages) {
        options?.signal?.throwIfAborted();
        for (const entity of entities.filter(one => isTrusted(one, globs))) {
          try {
            sets.push(mapEntity(entity));
          } catch (error) {
            const { name, namespace = DEFAULT_NAMESPACE } = entity.metadata;
            unreadable.push({
              key:
                namespace === DEFAULT_NAMESPACE
                  ? name
                  : stringifyEntityRef(entity),
              reason: toError(error).message,
            });
          }
        }
      }
      return { sets, unreadable };
    },
  };
}
