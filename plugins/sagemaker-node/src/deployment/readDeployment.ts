import { createHash } from 'node:crypto';
import { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  DeclaringTemplate,
  DeploymentConfig,
  deploymentConfigPath,
  deploymentParameters,
  parseDeploymentConfig,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { gitPlaceOf, readingFrom } from '../repository';
import { parseTemplateParameters } from '../write/templateParameters';

const INFRASTRUCTURE = 'app_infra/';
const TEMPLATE = /\.(ya?ml|json|template)$/;

export interface DeploymentReading {
  config: Omit<DeploymentConfig, 'asOf'>;
  /** The file as it is. */
  text: string;
}

interface Deps {
  urlReader: UrlReaderService;
  integrations: ScmIntegrationRegistry;
}

/**
 * The inference configuration of a stage, with the rules of the templates in
 * `app_infra` of the same repository. A template that cannot be read is named,
 * and its parameters have no rules. Throws NotFoundError, ServiceUnavailableError,
 * and an InputError when the file is malformed.
 */
export async function readDeployment(
  { urlReader, integrations }: Deps,
  /** Of the root of the repository. */
  repositoryUrl: string,
  stage: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<DeploymentReading> {
  const path = deploymentConfigPath(stage);
  const within = (child: string) =>
    integrations.resolveUrl({ url: child, base: repositoryUrl });
  const url = within(path);
  const text = await readingFrom(`configuration at ${url}`, async () => {
    const file = await urlReader.readUrl(url, { signal });
    return (await file.buffer()).toString('utf8');
  });
  const { templates, unreadable } = await readTemplates(
    urlReader,
    within(INFRASTRUCTURE),
    signal,
  );
  return {
    text,
    config: {
      stage,
      path,
      url,
      etag: createHash('sha256').update(`${url}\n${text}`).digest('hex'),
      git: gitPlaceOf(integrations, repositoryUrl)?.git,
      parameters: deploymentParameters(valuesOf(url, text), templates),
      ...(unreadable.length && { unreadable }),
    },
  };
}

function valuesOf(url: string, text: string): Record<string, string> {
  try {
    return parseDeploymentConfig(text).parameters;
  } catch (error) {
    throw new InputError(
      `${url} is no inference configuration: ${toError(error).message}`,
    );
  }
}

async function readTemplates(
  urlReader: UrlReaderService,
  url: string,
  signal: AbortSignal | undefined,
) {
  const templates: DeclaringTemplate[] = [];
  const unreadable: string[] = [];
  await readingFrom(`folder at ${url}`, async () => {
    // The reader of CodeCommit takes no filter and answers every file.
    const tree = await urlReader.readTree(url, {
      signal,
      filter: path => TEMPLATE.test(path),
    });
    for (const file of await tree.files()) {
      if (!TEMPLATE.test(file.path)) {
        continue;
      }
      const path = `${INFRASTRUCTURE}${file.path}`;
      const source = (await file.content()).toString('utf8');
      try {
        templates.push({ path, parameters: parseTemplateParameters(source) });
      } catch (error) {
        unreadable.push(`${path}: ${toError(error).message}`);
      }
    }
  });
  return { templates, unreadable: unreadable.sort() };
}
