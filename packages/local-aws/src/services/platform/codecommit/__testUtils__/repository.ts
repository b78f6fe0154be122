import {
  CodeCommitClient,
  CreateCommitCommand,
  CreateCommitCommandInput,
  CreateRepositoryCommand,
} from '@aws-sdk/client-codecommit';
import { LocalAws } from '../../../../server';
import { clientConfig, TOOLING } from '../../__testUtils__/localAws';

export function clientOf(aws: LocalAws) {
  return new CodeCommitClient(clientConfig(aws, TOOLING));
}

export function text(content: string) {
  return new TextEncoder().encode(content);
}

let made = 0;

/** Makes an empty repository under a name of its own. */
export async function makeRepository(client: CodeCommitClient) {
  const repositoryName = `repository-${made++}`;
  await client.send(new CreateRepositoryCommand({ repositoryName }));
  return repositoryName;
}

export function commit(
  client: CodeCommitClient,
  repositoryName: string,
  input: Partial<CreateCommitCommandInput>,
) {
  return client.send(
    new CreateCommitCommand({
      repositoryName,
      branchName: 'main',
      authorName: 'Ada',
      email: 'ada@example.com',
      commitMessage: 'Change it',
      ...input,
    }),
  );
}
