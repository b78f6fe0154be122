import {
  CreatePullRequestCommand,
  GetCommitCommand,
  GetFileCommand,
} from '@aws-sdk/client-codecommit';
import { AwsClients } from '../aws/clients';
import { awsErrorCode } from '../aws/errors';
import { RepositoryWriter } from '../writers';

/** What a change of a repository needs besides branches and commits. */
export function createPullRequestWriter(
  clients: AwsClients,
): Pick<RepositoryWriter, 'readFile' | 'describeCommit' | 'createPullRequest'> {
  return {
    async readFile(target, name, commitId, path, options) {
      try {
        const { fileContent } = await clients.codecommit(target).send(
          new GetFileCommand({
            repositoryName: name,
            commitSpecifier: commitId,
            filePath: path,
          }),
          { abortSignal: options?.signal },
        );
        return fileContent;
      } catch (error) {
        if (awsErrorCode(error) === 'FileDoesNotExistException') {
          return undefined;
        }
        throw error;
      }
    },

    async describeCommit(target, name, commitId, options) {
      const { commit } = await clients
        .codecommit(target)
        .send(new GetCommitCommand({ repositoryName: name, commitId }), {
          abortSignal: options?.signal,
        });
      return { message: commit?.message ?? '', parents: commit?.parents ?? [] };
    },

    async createPullRequest(target, name, request, options) {
      const { pullRequest } = await clients.codecommit(target).send(
        new CreatePullRequestCommand({
          title: request.title,
          description: request.description,
          clientRequestToken: request.token,
          targets: [
            {
              repositoryName: name,
              sourceReference: request.branch,
              destinationReference: request.targetBranch,
            },
          ],
        }),
        { abortSignal: options?.signal },
      );
      return { id: pullRequest!.pullRequestId! };
    },
  };
}
