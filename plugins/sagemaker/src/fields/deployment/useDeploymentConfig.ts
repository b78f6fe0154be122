import { useApi } from '@backstage/core-plugin-api';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { sagemakerApiRef } from '../../api/SageMakerApi';

/** How the chosen stage is deployed; `config` is of exactly what is chosen now. */
export function useDeploymentConfig(
  repository: string | undefined,
  stage: string | undefined,
) {
  const api = useApi(sagemakerApiRef);
  const asked = `${repository} ${stage}`;
  const { value, error, loading, retry } = useAsyncRetry(
    async () =>
      repository && stage
        ? { asked, config: await api.getDeploymentConfig(repository, stage) }
        : undefined,
    [api, repository, stage],
  );
  return {
    config: value?.asked === asked ? value.config : undefined,
    error: loading ? undefined : error,
    retry,
  };
}
