import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { PipelineRun } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { shortPrincipal } from '../components/format';

/** The person who started a run in the portal; of others what AWS knows: a profile or role. */
export const StartedBy = ({ run }: { run: PipelineRun }) =>
  run.startedByRef ? (
    <EntityRefLink entityRef={run.startedByRef} defaultKind="user" />
  ) : (
    <span title={run.startedBy}>{shortPrincipal(run.startedBy)}</span>
  );
