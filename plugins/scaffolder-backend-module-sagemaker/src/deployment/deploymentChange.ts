import { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  ANNOTATION_ACCOUNT_SET,
  changeFindings,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  changeConfig,
  deploymentRepositoryOf,
  gitPlaceOf,
  matchesPattern,
  readDeployment,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { loadAccountSet } from '../actions/accountSet';
import { ActionDeps, TaskContext } from '../actions/context';
import { useCaseRepository } from '../repository/useCaseRepository';

export interface DeploymentDeps extends ActionDeps {
  urlReader: UrlReaderService;
  integrations: ScmIntegrationRegistry;
}

export interface DeploymentWish {
  /** Entity ref of the deployment repository. */
  repository: string;
  stage: string;
  /** Of the configuration that the values were chosen for. */
  etag: string;
  parameters: Record<string, string>;
}

/** A change, and where it goes. Survives JSON: a checkpoint keeps it. */
export type DeploymentChangePlan = {
  /** Of the file in the repository. */
  path: string;
  url: string;
  /** The whole file with the change. */
  content: string;
  changes: { parameter: string; before: string; after: string }[];
  /** Name of the repository. */
  repository: string;
  /** That the change is for. */
  branch: string;
  git: 'codecommit' | 'github' | 'gitlab';
  /** For GitHub and GitLab, as their actions take it. */
  repoUrl: string | null;
  /** For CodeCommit: entity ref, and the commit that was read. */
  accountSet: string | null;
  commitHash: string | null;
};

async function loadRepository(
  ctx: TaskContext,
  deps: DeploymentDeps,
  repository: string,
): Promise<Entity> {
  const ref = stringifyEntityRef(
    parseEntityRef(repository, { defaultKind: 'component' }),
  );
  const entity = await deps.catalog.getEntityByRef(ref, {
    credentials: await ctx.getInitiatorCredentials(),
  });
  if (!entity) {
    throw new InputError(
      `The repository ${ref} is not in the catalog, or you may not see it`,
    );
  }
  return entity;
}

/**
 * Where in CodeCommit the file is. The annotation of the entity is only a claim:
 * that the repository there holds the very file that was read is the proof.
 */
async function codecommitBase(
  ctx: TaskContext,
  deps: DeploymentDeps,
  entity: Entity,
  place: { repository: string; region: string; branch?: string },
  file: { path: string; text: string },
) {
  const accountSet = entity.metadata.annotations?.[ANNOTATION_ACCOUNT_SET];
  if (!accountSet) {
    throw new InputError(
      `'${stringifyEntityRef(
        entity,
      )}' has no annotation ${ANNOTATION_ACCOUNT_SET}, which says in whose tooling account its repository is`,
    );
  }
  const { tooling } = await loadAccountSet(ctx, deps, accountSet);
  const { repository: name } = place;
  if (place.region !== tooling.region) {
    throw new InputError(
      `The repository '${name}' is in region ${place.region}, and the repositories of the account set ${accountSet} are in ${tooling.region}`,
    );
  }
  const { repositories } = deps.aws;
  const { signal } = ctx;
  const found = await useCaseRepository(ctx, deps, tooling, name);
  const branch = place.branch ?? found.defaultBranch;
  const commitHash =
    branch && (await repositories.head(tooling, name, branch, { signal }));
  const present =
    commitHash &&
    (await repositories.readFile(tooling, name, commitHash, file.path, {
      signal,
    }));
  if (!branch || !present || Buffer.from(present).toString() !== file.text) {
    throw new ConflictError(
      `${file.path} in the repository '${name}' of account ${tooling.accountId} is not what the portal has read: either it has just changed, then start again, or the integration of CodeCommit reads another account. Nothing has been written`,
    );
  }
  return { accountSet, branch, commitHash };
}

/**
 * Works a change out, without changing anything. Throws an InputError with every
 * finding, and a ConflictError when the file is no longer the one of the etag.
 */
export async function planDeploymentChange(
  ctx: TaskContext,
  deps: DeploymentDeps,
  wish: DeploymentWish,
): Promise<DeploymentChangePlan> {
  const { integrations } = deps;
  const { stage, etag, parameters } = wish;
  const entity = await loadRepository(ctx, deps, wish.repository);
  const { url } = deploymentRepositoryOf(integrations)(entity);
  const place = gitPlaceOf(integrations, url);
  if (!place) {
    throw new InputError(
      `${url} can only be read: the portal changes repositories in CodeCommit, GitHub and GitLab that 'integrations' in the configuration names`,
    );
  }
  const { config, text } = await readDeployment(deps, url, stage, {
    signal: ctx.signal,
  });
  const findings = changeFindings(config, wish, matchesPattern);
  if (findings.length) {
    const messages = findings.map(({ message }) => message).join('\n');
    throw etag === config.etag
      ? new InputError(`The change of ${config.path} is refused:\n${messages}`)
      : new ConflictError(messages);
  }
  const path = `${place.folder}${config.path}`;
  const plan = {
    path,
    url: config.url,
    content: changeConfig(text, parameters),
    changes: config.parameters.flatMap(({ name, value = '' }) =>
      name in parameters
        ? [{ parameter: name, before: value, after: parameters[name] }]
        : [],
    ),
    repository: place.repository,
    git: place.git,
  };
  if (place.git === 'codecommit') {
    const file = { path, text };
    return {
      ...plan,
      repoUrl: null,
      ...(await codecommitBase(ctx, deps, entity, place, file)),
    };
  }
  return {
    ...plan,
    repoUrl: place.repoUrl,
    branch: place.branch,
    accountSet: null,
    commitHash: null,
  };
}
