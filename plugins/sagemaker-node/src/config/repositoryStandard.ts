import { promises as fs } from 'node:fs';
import { resolve } from 'node:path';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ForwardedError } from '@backstage/errors';
import {
  DEFAULT_REPOSITORY_STANDARD,
  parseRepositoryStandard,
  RepositoryStandard,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { parse } from 'yaml';

const KEY = 'sagemaker.repositoryStandard';
const URL_START = /^https?:\/\//;

/**
 * The repository standard that the configuration names, as JSON or YAML at a URL
 * or in a file, or else the suite's own. Read anew each time, so that a change
 * needs no restart. Throws an error that names the key and the place when it
 * cannot be read, and an InputError that names the field when it is malformed.
 */
export async function readRepositoryStandard(
  deps: { config: Config; urlReader: UrlReaderService },
  options?: { signal?: AbortSignal },
): Promise<RepositoryStandard> {
  const place = deps.config.getOptionalString(KEY);
  if (!place) {
    return DEFAULT_REPOSITORY_STANDARD;
  }
  let value: unknown;
  try {
    value = parse(await textOf(place, deps.urlReader, options?.signal));
  } catch (error) {
    throw new ForwardedError(
      `The repository standard '${place}' (configuration ${KEY}) cannot be read`,
      error,
    );
  }
  return parseRepositoryStandard(value, `'${place}' (configuration ${KEY})`);
}

async function textOf(
  place: string,
  urlReader: UrlReaderService,
  signal?: AbortSignal,
): Promise<string> {
  if (!URL_START.test(place)) {
    return fs.readFile(resolve(place), { encoding: 'utf8', signal });
  }
  const response = await urlReader.readUrl(place, { signal });
  return (await response.buffer()).toString('utf8');
}
