import { InputError } from '@backstage/errors';
import defaultStandard from './repositoryStandard.json';

/** The two kinds of repository that a use case has. */
export const REPOSITORY_KINDS = ['build', 'deployment'] as const;
export type RepositoryKind = (typeof REPOSITORY_KINDS)[number];

/**
 * What may and must be in a repository. Only files are named: a folder is there
 * when a file is in it.
 */
export interface RepositoryRule {
  /**
   * Path of a file from the root of the repository. `<name>` stands for one or
   * more characters, `*` for any, `{a,b}` for one of a few words, all of them
   * within one segment; `**` as the last segment stands for everything below.
   */
  path: string;
  /** At least one file of that path must be there. */
  required?: boolean;
  /**
   * Path of a folder: every folder of that path needs such a file. A placeholder
   * that both paths have stands for the same.
   */
  forEach?: string;
  /** What the file is for, told to whoever has to add it. */
  purpose?: string;
}

/** What repositories of a company look like; a file of data that can be replaced. */
export interface RepositoryStandard {
  name: string;
  /** Rules of both kinds. */
  everywhere: RepositoryRule[];
  build: RepositoryRule[];
  deployment: RepositoryRule[];
}

/** The two trees of the MLOps foundation. */
export const DEFAULT_REPOSITORY_STANDARD: RepositoryStandard = defaultStandard;

const KEYS = ['name', 'everywhere', ...REPOSITORY_KINDS];
const RULE_KEYS = ['path', 'required', 'forEach', 'purpose'];

/**
 * A standard out of parsed JSON or YAML. Throws an InputError that names `source`
 * and the field.
 */
export function parseRepositoryStandard(
  value: unknown,
  source: string,
): RepositoryStandard {
  const fail = (field: string, rule: string) =>
    new InputError(`Repository standard ${source}: ${field} ${rule}`);

  const fields = (at: string, given: unknown, known: string[]) => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      throw fail(at, 'must be an object');
    }
    const entries = new Map<string, unknown>(Object.entries(given));
    for (const key of entries.keys()) {
      if (!known.includes(key)) {
        throw fail(`${at}.${key}`, `is unknown; known are ${known.join(', ')}`);
      }
    }
    return entries;
  };
  const text = (at: string, given: unknown) => {
    if (typeof given !== 'string' || !given) {
      throw fail(at, 'must be a text');
    }
    return given;
  };
  const pattern = (at: string, given: unknown) => {
    const path = text(at, given);
    const segments = path.split('/');
    if (segments.some(segment => ['', '.', '..'].includes(segment))) {
      throw fail(at, `is '${path}', but must be a path from the root`);
    }
    if (segments.slice(0, -1).includes('**')) {
      throw fail(at, `is '${path}', but ** can only be the last segment`);
    }
    return path;
  };
  const rule = (at: string, given: unknown): RepositoryRule => {
    const entries = fields(at, given, RULE_KEYS);
    const required = entries.get('required') ?? false;
    if (typeof required !== 'boolean') {
      throw fail(`${at}.required`, 'must be true or false');
    }
    const optional = (
      key: string,
      read: (field: string, found: unknown) => string,
    ) =>
      entries.has(key)
        ? { [key]: read(`${at}.${key}`, entries.get(key)) }
        : undefined;
    return {
      path: pattern(`${at}.path`, entries.get('path')),
      ...(required && { required }),
      ...optional('forEach', pattern),
      ...optional('purpose', text),
    };
  };

  const standard = fields('the file', value, KEYS);
  const rules = (key: string) => {
    const given = standard.get(key);
    if (!Array.isArray(given)) {
      throw fail(key, 'must be a list of rules');
    }
    return given.map((each, index) => rule(`${key}[${index}]`, each));
  };
  return {
    name: text('name', standard.get('name')),
    everywhere: rules('everywhere'),
    build: rules('build'),
    deployment: rules('deployment'),
  };
}
