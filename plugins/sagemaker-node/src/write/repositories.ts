import {
  CodeCommitClient,
  CreateBranchCommand,
  CreateCommitCommand,
  CreateRepositoryCommand,
  DeleteBranchCommand,
  GetBranchCommand,
  GetFolderCommand,
  GetMergeConflictsCommand,
  GetRepositoryCommand,
  ListTagsForResourceCommand,
  UpdateDefaultBranchCommand,
} from '@aws-sdk/client-codecommit';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { AwsClients } from '../aws/clients';
import { awsErrorCode } from '../aws/errors';
import { collect, paginate } from '../aws/paginate';
import { CallOptions } from '../readers';
import { RepositoryFile, RepositoryWriter } from '../writers';
import { batchesOf, blobId, foldersOf } from './commitBatches';
import { createPullRequestWriter } from './pullRequests';

function fileModeOf(file: RepositoryFile) {
  return file.executable ? 'EXECUTABLE' : 'NORMAL';
}

async function readRepositoryTags(
  client: CodeCommitClient,
  arn: string,
  options?: CallOptions,
): Promise<Record<string, string>> {
  const tags = await collect(
    paginate({
      what: `the tags of ${arn}`,
      fetch: async nextToken => {
        const answer = await client.send(
          new ListTagsForResourceCommand({ resourceArn: arn, nextToken }),
          { abortSignal: options?.signal },
        );
        return {
          items: Object.entries(answer.tags ?? {}),
          next: answer.nextToken,
        };
      },
      idOf: ([key]) => key,
    }),
  );
  return Object.fromEntries(tags);
}

/** Leaves out the files that the commit holds already, with content and mode. */
async function filesToWrite(
  client: CodeCommitClient,
  repositoryName: string,
  commitId: string,
  files: RepositoryFile[],
  options?: CallOptions,
): Promise<RepositoryFile[]> {
  const present = new Map<string, string>();
  for (const folderPath of foldersOf(files)) {
    try {
      const folder = await client.send(
        new GetFolderCommand({
          repositoryName,
          folderPath,
          commitSpecifier: commitId,
        }),
        { abortSignal: options?.signal },
      );
      for (const file of folder.files ?? []) {
        present.set(file.absolutePath!, `${file.fileMode} ${file.blobId}`);
      }
    } catch (error) {
      if (!(error instanceof NotFoundError)) {
        throw error;
      }
    }
  }
  return files.filter(
    file =>
      present.get(file.path) !== `${fileModeOf(file)} ${blobId(file.content)}`,
  );
}

export function createRepositoryWriter(clients: AwsClients): RepositoryWriter {
  const head: RepositoryWriter['head'] = async (
    target,
    name,
    branch,
    options,
  ) => {
    try {
      const answer = await clients
        .codecommit(target)
        .send(
          new GetBranchCommand({ repositoryName: name, branchName: branch }),
          { abortSignal: options?.signal },
        );
      return answer.branch?.commitId;
    } catch (error) {
      if (awsErrorCode(error) === 'BranchDoesNotExistException') {
        return undefined;
      }
      throw error;
    }
  };

  return {
    ...createPullRequestWriter(clients),
    head,

    async find(target, name, options) {
      const client = clients.codecommit(target);
      try {
        const { repositoryMetadata: repository } = await client.send(
          new GetRepositoryCommand({ repositoryName: name }),
          { abortSignal: options?.signal },
        );
        const arn = repository!.Arn!;
        return {
          arn,
          cloneUrlHttp: repository!.cloneUrlHttp!,
          defaultBranch: repository!.defaultBranch,
          tags: await readRepositoryTags(client, arn, options),
        };
      } catch (error) {
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      }
    },

    async create(target, request, options) {
      const { repositoryMetadata: repository } = await clients
        .codecommit(target)
        .send(
          new CreateRepositoryCommand({
            repositoryName: request.name,
            repositoryDescription: request.description,
            tags: request.tags,
          }),
          { abortSignal: options?.signal },
        );
      return {
        arn: repository!.Arn!,
        cloneUrlHttp: repository!.cloneUrlHttp!,
      };
    },

    async commit(target, name, request, options) {
      const client = clients.codecommit(target);
      let commitId = await head(target, name, request.branch, options);
      const files = commitId
        ? await filesToWrite(client, name, commitId, request.files, options)
        : request.files;
      const { parentCommitId: expected } = request;
      if (expected && files.length && commitId !== expected) {
        throw new ConflictError(
          `The branch '${request.branch}' of '${name}' has moved on from the commit ${expected}: somebody has pushed since. Nothing has been written`,
        );
      }
      const batches = batchesOf(files);
      for (const [index, batch] of batches.entries()) {
        const part =
          batches.length > 1 ? ` (${index + 1}/${batches.length})` : '';
        // Refused as a conflict when somebody has pushed since.
        const answer = await client.send(
          new CreateCommitCommand({
            repositoryName: name,
            branchName: request.branch,
            parentCommitId: commitId,
            authorName: request.author.name,
            email: request.author.email,
            commitMessage: `${request.message}${part}`,
            putFiles: batch.map(file => ({
              filePath: file.path,
              fileMode: fileModeOf(file),
              fileContent: file.content,
            })),
          }),
          { abortSignal: options?.signal },
        );
        commitId = answer.commitId;
      }
      if (!commitId) {
        throw new InputError(
          `The first commit to '${name}' needs at least one file`,
        );
      }
      return commitId;
    },

    async createBranch(target, name, branch, commitId, options) {
      await clients.codecommit(target).send(
        new CreateBranchCommand({
          repositoryName: name,
          branchName: branch,
          commitId,
        }),
        { abortSignal: options?.signal },
      );
    },

    async removeBranch(target, name, branch, options) {
      await clients
        .codecommit(target)
        .send(
          new DeleteBranchCommand({ repositoryName: name, branchName: branch }),
          { abortSignal: options?.signal },
        );
    },

    async isMerged(target, name, branch, into, options) {
      // CodeCommit tells where two branches parted only when asked for conflicts.
      const { sourceCommitId, baseCommitId } = await clients
        .codecommit(target)
        .send(
          new GetMergeConflictsCommand({
            repositoryName: name,
            sourceCommitSpecifier: branch,
            destinationCommitSpecifier: into,
            mergeOption: 'FAST_FORWARD_MERGE',
          }),
          { abortSignal: options?.signal },
        );
      return baseCommitId === sourceCommitId;
    },

    async setDefaultBranch(target, name, branch, options) {
      await clients.codecommit(target).send(
        new UpdateDefaultBranchCommand({
          repositoryName: name,
          defaultBranchName: branch,
        }),
        { abortSignal: options?.signal },
      );
    },
  };
}
