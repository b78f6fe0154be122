import { Config } from '@backstage/config';
import { SageMakerResource } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Minimatch } from 'minimatch';

/** Names a part of AWS; an empty list or object names nothing. */
export interface Selection {
  /** Twelve digits each. */
  accounts: string[];
  /** Globs such as `prod-*`. */
  names: string[];
  /** Tag keys, compared without case, with globs of their values. */
  tags: Record<string, string>;
}

/** What becomes an entity. */
export interface ResourceFilter {
  takesAccount(accountId: string): boolean;
  takes(
    resource: Pick<SageMakerResource, 'accountId' | 'name' | 'tags'>,
  ): boolean;
}

export function readSelection(config: Config | undefined): Selection {
  const tags = config?.getOptionalConfig('tags');
  return {
    accounts: config?.getOptionalStringArray('accounts') ?? [],
    names: config?.getOptionalStringArray('names') ?? [],
    tags: Object.fromEntries(
      (tags?.keys() ?? []).map(key => [key, tags?.getString(key) ?? '']),
    ),
  };
}

/**
 * A resource is taken when it fits every kind of selector that `include` has
 * (account, name, tag; any of a kind will do) and none that `exclude` has.
 */
export function createFilter(
  include: Selection,
  exclude: Selection,
): ResourceFilter {
  const wanted = matchers(include);
  const unwanted = matchers(exclude);
  const takesAccount = (accountId: string) =>
    wanted.account?.(accountId) !== false && !unwanted.account?.(accountId);
  return {
    takesAccount,
    takes: ({ accountId, name, tags }) =>
      takesAccount(accountId) &&
      wanted.name?.(name) !== false &&
      wanted.tag?.(tags) !== false &&
      !unwanted.name?.(name) &&
      !unwanted.tag?.(tags),
  };
}

/** One predicate for each kind of selector; undefined where nothing is selected. */
function matchers({ accounts, names, tags }: Selection) {
  const nameGlobs = names.map(glob => new Minimatch(glob));
  const tagGlobs = Object.entries(tags).map(([key, glob]) => ({
    key: key.toLowerCase(),
    glob: new Minimatch(glob, { dot: true }),
  }));
  return {
    account: accounts.length
      ? (accountId: string) => accounts.includes(accountId)
      : undefined,
    name: nameGlobs.length
      ? (name: string) => nameGlobs.some(glob => glob.match(name))
      : undefined,
    tag: tagGlobs.length
      ? (own: Record<string, string>) =>
          Object.entries(own).some(([key, value]) =>
            tagGlobs.some(
              tag => tag.key === key.toLowerCase() && tag.glob.match(value),
            ),
          )
      : undefined,
  };
}
