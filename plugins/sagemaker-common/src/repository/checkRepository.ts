import {
  bind,
  fill,
  matchesFile,
  reachesInto,
  segmentsOf,
} from './pathPattern';
import { RepositoryKind, RepositoryRule, RepositoryStandard } from './standard';

/** Something about a repository that is not as the standard has it. */
export interface RepositoryViolation {
  kind: 'missing' | 'unexpected';
  /** Of the file, or of the folder with a slash at the end. */
  path: string;
  /** The rule of the standard, and what to do. */
  reason: string;
  /** Path and reason in one sentence, for a log. */
  message: string;
}

/**
 * Compares a repository with the standard, by the paths of its files from the
 * root. Sorted by path; empty when the repository conforms. A folder that the
 * standard does not have is one violation, whatever is in it.
 */
export function checkRepository(
  standard: RepositoryStandard,
  kind: RepositoryKind,
  paths: Iterable<string>,
): RepositoryViolation[] {
  const files = [...new Set(paths)];
  const folders = [...new Set(files.flatMap(foldersAbove))];
  const rules = [...standard[kind], ...standard.everywhere];
  return [
    ...rules.flatMap(rule => missing(rule, files, folders)),
    ...unexpected(standard[kind], rules, files),
  ].sort((a, b) => compare(a.path, b.path));
}

function missing(
  rule: RepositoryRule,
  files: string[],
  folders: string[],
): RepositoryViolation[] {
  const { path, required, forEach } = rule;
  const isThere = (pattern: string) =>
    files.some(file => matchesFile(pattern, file));
  const lacking = forEach
    ? folders.flatMap(folder => {
        const bindings = bind(forEach, folder);
        const wanted = bindings && fill(path, bindings);
        return wanted && !isThere(wanted) ? [wanted] : [];
      })
    : [];
  if (!lacking.length && required && !isThere(path)) {
    lacking.push(path);
  }
  const where = forEach ? `in every ${forEach}` : 'in every repository';
  const purpose = rule.purpose ? ` (${rule.purpose})` : '';
  const reason = `the standard asks for ${path} ${where}${purpose}. Add it.`;
  return lacking.map(each => ({
    kind: 'missing',
    path: each,
    reason,
    message: `'${each}' is missing: ${reason}`,
  }));
}

function unexpected(
  ownRules: RepositoryRule[],
  rules: RepositoryRule[],
  files: string[],
): RepositoryViolation[] {
  const misplaced = files
    .filter(file => !rules.some(({ path }) => matchesFile(path, file)))
    .map(file => {
      const folder = foldersAbove(file).find(
        above => !rules.some(({ path }) => reachesInto(path, above)),
      );
      return folder ? `${folder}/` : file;
    });
  return [...new Set(misplaced)].map(path => {
    const parent = foldersAbove(path.replace(/\/$/, '')).at(-1) ?? '';
    const possible = possibleIn(parent, parent ? rules : ownRules).join(', ');
    const where = parent ? `in ${parent}/` : 'at the root';
    const reason = `${where} there can be ${possible}. Move it, remove it, or have the standard extended.`;
    return {
      kind: 'unexpected',
      path,
      reason,
      message: `'${path}' has no place in the standard: ${reason}`,
    };
  });
}

/** What the standard has directly in a folder, folders with a slash at the end. */
function possibleIn(folder: string, rules: RepositoryRule[]): string[] {
  const depth = folder ? segmentsOf(folder).length : 0;
  return [
    ...new Set(
      rules
        .filter(({ path }) => !folder || reachesInto(path, folder))
        .map(({ path }) => {
          const segments = segmentsOf(path);
          const isLast = segments.length <= depth + 1;
          return isLast ? segments[segments.length - 1] : `${segments[depth]}/`;
        }),
    ),
  ].sort(compare);
}

/** From the outermost to the innermost. */
function foldersAbove(path: string): string[] {
  const segments = segmentsOf(path);
  return segments
    .slice(1)
    .map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** By code unit, as the check of the repository's own CI sorts too. */
function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
