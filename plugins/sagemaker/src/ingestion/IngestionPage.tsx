import { usePermission } from '@backstage/plugin-permission-react';
import { sagemakerIngestionReadPermission } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { LoadingPicture, ProblemPicture } from '../components/pictures';
import { describeProblem } from '../components/problems';
import { IngestionContent } from './IngestionContent';
import { FORBIDDEN } from './problems';

/** How the ingestion of AWS stands, for platform owners only. */
export const IngestionPage = () => {
  const { allowed, loading, error } = usePermission({
    permission: sagemakerIngestionReadPermission,
  });
  if (allowed) {
    return <IngestionContent />;
  }
  return loading ? (
    <LoadingPicture what="ingestion" />
  ) : (
    <ProblemPicture problem={error ? describeProblem(error) : FORBIDDEN} />
  );
};
