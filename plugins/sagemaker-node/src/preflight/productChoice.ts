import { LaunchableProduct } from '../writers';

type Version = LaunchableProduct['versions'][number];

/** The id that was chosen (none is needed where AWS has no choice), or what is wrong. */
export type Choice = { id?: string; finding?: undefined } | { finding: string };

const named = (items: { id: string; name: string }[]) =>
  items.map(({ id, name }) => `${name} (${id})`).join(', ') || 'none';

/**
 * The version to launch, by id or name; the newest that may be launched unless
 * one is asked for. A deprecated one may be kept by a project that has it.
 */
export function chooseVersion(
  versions: Version[],
  wanted?: string,
  current?: string,
): Choice {
  const newestFirst = [...versions].sort((a, b) =>
    b.createdAt.localeCompare(a.createdAt),
  );
  const usable = newestFirst.filter(
    ({ id, active, deprecated }) => active && (!deprecated || id === current),
  );
  if (!wanted) {
    const [newest] = usable;
    return newest
      ? { id: newest.id }
      : {
          finding: `version: the product has no active version; all it has is ${named(
            versions,
          )}`,
        };
  }
  const version =
    versions.find(({ id }) => id === wanted) ??
    newestFirst.find(({ name }) => name === wanted);
  if (!version) {
    return {
      finding: `version '${wanted}': the product has none of that id or name; choose one of ${named(
        usable,
      )}`,
    };
  }
  if (usable.includes(version)) {
    return { id: version.id };
  }
  return {
    finding: `version '${wanted}' is ${
      version.active ? 'deprecated' : 'not active'
    }, so Service Catalog does not launch it; choose one of ${named(usable)}`,
  };
}

/** The launch path, by id or portfolio; none needs to be named where there is one. */
export function choosePath(
  paths: LaunchableProduct['paths'],
  wanted?: string,
): Choice {
  if (!paths.length) {
    return {
      finding:
        "launch path: the product is not offered to the portal's role; give the role access to a portfolio that holds it",
    };
  }
  if (!wanted) {
    return paths.length === 1
      ? {}
      : {
          finding: `launch path: the product is offered by several portfolios; choose one in launchPath: ${named(
            paths,
          )}`,
        };
  }
  const path = paths.find(({ id, name }) => id === wanted || name === wanted);
  return path
    ? { id: path.id }
    : {
        finding: `launch path '${wanted}': the product is not offered on it; choose one of ${named(
          paths,
        )}`,
      };
}
