import { useApi } from '@backstage/core-plugin-api';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { sagemakerApiRef } from '../../api/SageMakerApi';

/** What the chosen template asks for; `detail` is of exactly the launch that is chosen now. */
export function useTemplateDetail(
  accountSet: string | undefined,
  launch: { template?: string; version?: string; launchPath?: string },
) {
  const api = useApi(sagemakerApiRef);
  const { template, version, launchPath } = launch;
  const asked = JSON.stringify([accountSet, template, version, launchPath]);
  const { value, error, loading, retry } = useAsyncRetry(
    async () =>
      accountSet && template
        ? {
            asked,
            detail: await api.getProjectTemplate(accountSet, {
              template,
              version,
              launchPath,
            }),
          }
        : undefined,
    [api, asked],
  );
  return {
    detail: value?.asked === asked ? value.detail : undefined,
    error: loading ? undefined : error,
    retry,
  };
}
