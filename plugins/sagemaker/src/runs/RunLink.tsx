import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import type { PipelineRun } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** A link to one run in the tab of the pipeline's entity. */
export const RunLink = (props: { entityRef: string; run: PipelineRun }) => {
  const { entityRef, run } = props;
  const entityPath = useRouteRef(entityRouteRef);
  const path = entityPath(entityRouteParams(parseEntityRef(entityRef)));
  return (
    <Link to={`${path}/pipelines?${new URLSearchParams({ run: run.id })}`}>
      {run.displayName ?? run.id}
    </Link>
  );
};
