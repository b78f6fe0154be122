import {
  assertProjectName,
  PreflightFinding,
  UseCaseNames,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ActiveAccountSet } from './accountSet';
import { readOr } from './readOr';

export interface UseCaseOfSet {
  set: ActiveAccountSet;
  names: UseCaseNames;
}

/**
 * The account set of a use case and the names of everything in it, or what is
 * wrong with the name and the set. AWS is not asked.
 */
export async function useCaseOf(
  name: string,
  readSet: () => ActiveAccountSet | Promise<ActiveAccountSet>,
): Promise<{ useCase?: UseCaseOfSet; findings: PreflightFinding[] }> {
  const findings: PreflightFinding[] = [];
  const take = async <T>(
    field: 'name' | 'accountSet',
    what: string,
    read: () => T | Promise<T>,
  ) => {
    const { value, problem } = await readOr(what, read);
    if (problem !== undefined) {
      findings.push({ field, message: problem });
    }
    return value;
  };
  await take('name', 'name', () => assertProjectName(name));
  const isNamed = !findings.length;
  const set = await take('accountSet', 'account set', readSet);
  const names =
    set && isNamed
      ? await take('accountSet', 'account set', () => useCaseNames(name, set))
      : undefined;
  return { useCase: set && names && { set, names }, findings };
}
