import type { GetMergeConflictsInput } from '@aws-sdk/client-codecommit';
import { AwsError } from '../../../core/awsError';
import { Operation } from '../../../core/service';
import { gitText, resolveCommit } from './git';
import { getRepository } from './store';

/** Of merge options only the one that asks whether a branch has been merged. */
const FAST_FORWARD = 'FAST_FORWARD_MERGE';

/** A fast-forward is possible when the destination is where the source began. */
export const getMergeConflicts: Operation<GetMergeConflictsInput> = async (
  {
    repositoryName,
    sourceCommitSpecifier = '',
    destinationCommitSpecifier = '',
    mergeOption,
  },
  { world, ...target },
) => {
  const { folder } = getRepository(world, target, repositoryName);
  if (mergeOption !== FAST_FORWARD) {
    throw new AwsError(
      'InvalidMergeOptionException',
      `This endpoint knows the merge option ${FAST_FORWARD} only`,
    );
  }
  const [sourceCommitId, destinationCommitId] = await Promise.all(
    [sourceCommitSpecifier, destinationCommitSpecifier].map(async specifier => {
      const commitId = await resolveCommit(folder, specifier);
      if (!commitId) {
        throw new AwsError(
          'CommitDoesNotExistException',
          `The commit ${specifier} does not exist`,
        );
      }
      return commitId;
    }),
  );
  const baseCommitId = await gitText(folder, [
    'merge-base',
    sourceCommitId,
    destinationCommitId,
  ]);
  return {
    mergeable: baseCommitId === destinationCommitId,
    sourceCommitId,
    destinationCommitId,
    baseCommitId,
    conflictMetadataList: [],
  };
};
