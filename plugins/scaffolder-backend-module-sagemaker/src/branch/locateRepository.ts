import {
  ANNOTATION_LOCATION,
  parseLocationRef,
} from '@backstage/catalog-model';
import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  TAG_PROJECT_NAME,
  UseCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { gitPlaceOf } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { ActiveAccountSet } from '../actions/accountSet';
import { ActionDeps, TaskContext } from '../actions/context';

/** Where the build repository of a use case is. */
export interface BuildRepository {
  git: 'codecommit' | 'github' | 'gitlab' | 'other';
  /** To clone from, or where the catalog read the repository; not for CodeCommit. */
  url?: string;
}

/**
 * Looks into the catalog first, where the repository is a Component named after the
 * use case. One that nobody has registered can still be in CodeCommit, which is asked.
 */
export async function locateRepository(
  ctx: TaskContext,
  deps: ActionDeps & { integrations: ScmIntegrationRegistry },
  set: ActiveAccountSet,
  useCase: UseCaseNames,
): Promise<BuildRepository> {
  const entity = await deps.catalog.getEntityByRef(
    `component:default/${useCase.systemName}-build`,
    { credentials: await ctx.getInitiatorCredentials() },
  );
  const location = entity?.metadata.annotations?.[ANNOTATION_LOCATION] ?? '';
  if (location.startsWith('url:')) {
    const { target } = parseLocationRef(location);
    const place = gitPlaceOf(deps.integrations, target);
    if (!place) {
      return { git: 'other', url: target };
    }
    if (place.git === 'codecommit') {
      return { git: place.git };
    }
    const [host, query] = place.repoUrl.split('?');
    const owner = new URLSearchParams(query).get('owner');
    return {
      git: place.git,
      url: `https://${host}/${owner}/${place.repository}.git`,
    };
  }
  const found = await deps.aws.repositories.find(
    set.tooling,
    useCase.buildRepository,
    { signal: ctx.signal },
  );
  return found?.tags[TAG_PROJECT_NAME] === useCase.projectName
    ? { git: 'codecommit' }
    : { git: 'other' };
}
