import {
  AddTagsCommand,
  CreateModelPackageGroupCommand,
  DeleteModelPackageGroupCommand,
  SageMakerClient,
  SearchCommand,
  SearchCommandInput,
} from '@aws-sdk/client-sagemaker';
import { startLocalAws, TestAws, TOOLING } from '../../__testUtils__/localAws';

describe('Search', () => {
  let aws: TestAws;
  let client: SageMakerClient;
  beforeEach(async () => {
    aws = await startLocalAws({ seed: 'empty' });
    client = aws.client(SageMakerClient, TOOLING);
  });
  afterEach(() => aws.close());

  async function createGroups(...names: string[]) {
    for (const name of names) {
      await client.send(
        new CreateModelPackageGroupCommand({ ModelPackageGroupName: name }),
      );
      aws.advance(1);
    }
  }

  async function pageOf(input: Partial<SearchCommandInput>) {
    const { Results = [], NextToken } = await client.send(
      new SearchCommand({ Resource: 'ModelPackageGroup', ...input }),
    );
    return {
      names: Results.map(
        ({ ModelPackageGroup }) => ModelPackageGroup?.ModelPackageGroupName,
      ),
      NextToken,
    };
  }

  it('pages, and its pages shift when something new comes to the front', async () => {
    await createGroups('a', 'b', 'c');
    const first = await pageOf({ MaxResults: 2 });
    expect(first.names).toEqual(['c', 'b']);
    await createGroups('d');
    const second = await pageOf({ MaxResults: 2, NextToken: first.NextToken });
    expect(second.names).toEqual(['b', 'a']);
    expect(second.NextToken).toBeUndefined();
  });

  it('walks by creation time without losing what is new', async () => {
    await createGroups('a', 'b', 'c');
    const byCreation = {
      SortBy: 'CreationTime',
      SortOrder: 'Ascending',
      MaxResults: 2,
    } as const;
    const first = await pageOf(byCreation);
    await createGroups('d');
    const second = await pageOf({ ...byCreation, NextToken: first.NextToken });
    expect([...first.names, ...second.names]).toEqual(['a', 'b', 'c', 'd']);
  });

  it('sees what happens to the records between two pages', async () => {
    await createGroups('a', 'b', 'c', 'd');
    const byOwner = { SortBy: 'Tags.owner', MaxResults: 2 } as const;
    const own = async (name: string, Value: string) => {
      await client.send(
        new AddTagsCommand({
          ResourceArn: `arn:aws:sagemaker:eu-west-1:${TOOLING}:model-package-group/${name}`,
          Tags: [{ Key: 'owner', Value }],
        }),
      );
    };
    for (const name of ['a', 'b', 'c', 'd']) {
      await own(name, `${name}-team`);
    }
    const first = await pageOf(byOwner);
    expect(first.names).toEqual(['d', 'c']);
    expect((await pageOf(byOwner)).names).toEqual(['d', 'c']);
    await own('a', 'z-team');
    const { NextToken } = first;
    expect((await pageOf({ ...byOwner, NextToken })).names).toEqual(['c', 'b']);
    await client.send(
      new DeleteModelPackageGroupCommand({ ModelPackageGroupName: 'd' }),
    );
    expect((await pageOf({ ...byOwner, NextToken })).names).toEqual(['b']);
    expect((await pageOf(byOwner)).names).toEqual(['a', 'c']);
  });

  it.each<[string, Partial<SearchCommandInput>, string]>([
    ['more than 100 a page', { MaxResults: 101 }, 'less than or equal to 100'],
    ['less than 1 a page', { MaxResults: 0 }, 'greater than or equal to 1'],
    ['a token of its own making', { NextToken: 'next' }, 'NextToken'],
    ['an unknown sort property', { SortBy: 'Colour' }, 'Unknown property'],
    ['an unknown resource', { Resource: 'Image' }, 'enum value set'],
  ])('refuses %s', async (_, input, message) => {
    await expect(pageOf(input)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });
});
