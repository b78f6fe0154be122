import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

const NAME = /^[a-z0-9]([-_.a-z0-9]{0,61}[a-z0-9])?$/i;

/**
 * The full entity ref of an owner that a person wrote as `group:default/risk`,
 * `default/risk`, `risk` or `Risk`; undefined when it cannot be one.
 */
export function normaliseOwner(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  if (!trimmed) {
    return undefined;
  }
  try {
    const ref = parseEntityRef(trimmed, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    return [ref.kind, ref.namespace, ref.name].every(part => NAME.test(part))
      ? stringifyEntityRef(ref)
      : undefined;
  } catch {
    return undefined;
  }
}
