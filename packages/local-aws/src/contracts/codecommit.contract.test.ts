import {
  CodeCommitClient,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  GetRepositoryCommand,
} from '@aws-sdk/client-codecommit';
import { deviation, expectedOf } from './__testUtils__/deviations';
import {
  describeContract,
  errorNameOf,
  REGION,
} from './__testUtils__/endpoints';

const DEVIATIONS = {
  datesOfRepository: deviation<string | undefined>(
    undefined,
    'TypeError',
    'moto writes dates as text instead of seconds, so that the SDK cannot read a repository',
  ),
};

describeContract('CodeCommit', contract => {
  const codecommit = () => contract.account().client(CodeCommitClient);
  const create = (repositoryName: string) =>
    codecommit().send(
      new CreateRepositoryCommand({
        repositoryName,
        repositoryDescription: 'Trains the model',
      }),
    );
  const get = (repositoryName: string) =>
    codecommit().send(new GetRepositoryCommand({ repositoryName }));
  const remove = (repositoryName: string) =>
    codecommit().send(new DeleteRepositoryCommand({ repositoryName }));
  const unreadable = () => expectedOf(contract, DEVIATIONS.datesOfRepository);

  it.each([
    { operation: 'create', call: create },
    {
      operation: 'describe',
      call: async (name: string) => {
        await errorNameOf(create(name));
        return get(name);
      },
    },
  ])('answers the repository to $operation', async ({ call }) => {
    const { accountId } = contract.account();
    const repositoryMetadata = expect.objectContaining({
      accountId,
      repositoryName: 'churn-build',
      repositoryDescription: 'Trains the model',
      repositoryId: expect.any(String),
      Arn: `arn:aws:codecommit:${REGION}:${accountId}:churn-build`,
      cloneUrlHttp: expect.stringMatching(/^https?:.+\/churn-build$/),
      cloneUrlSsh: expect.stringMatching(/^ssh:.+\/churn-build$/),
      creationDate: expect.any(Date),
      lastModifiedDate: expect.any(Date),
    });
    const documented = expect.objectContaining({ repositoryMetadata });
    const answer = await call('churn-build').catch(error => error.name);
    expect(answer).toEqual(unreadable() ?? documented);
  });

  it('has one repository of a name', async () => {
    expect(await errorNameOf(create('churn-build'))).toBe(unreadable());
    expect(await errorNameOf(create('churn-build'))).toBe(
      'RepositoryNameExistsException',
    );
  });

  it('deletes a repository, also one that is not there', async () => {
    expect(await errorNameOf(create('churn-build'))).toBe(unreadable());
    const deleted = await remove('churn-build');
    expect(deleted.repositoryId).toEqual(expect.any(String));
    expect(await errorNameOf(get('churn-build'))).toBe(
      'RepositoryDoesNotExistException',
    );
    const again = await remove('churn-build');
    expect(again.repositoryId).toBeUndefined();
  });

  it.each([
    { operation: 'create', call: create },
    { operation: 'describe', call: get },
    { operation: 'delete', call: remove },
  ])('refuses to $operation what is no name', async ({ call }) => {
    expect(await errorNameOf(call('churn/build'))).toBe(
      'InvalidRepositoryNameException',
    );
  });

  it('does not know a repository that was never there', async () => {
    expect(await errorNameOf(get('none'))).toBe(
      'RepositoryDoesNotExistException',
    );
  });
});
