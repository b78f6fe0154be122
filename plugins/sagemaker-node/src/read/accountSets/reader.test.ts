import { StubError } from '../../testing/awsStub';
import { portalAws, TOOLING } from '../../testing/environment';
import { stubbedAws } from '../../testing/stubbedAws';

describe('account set reader', () => {
  const t = stubbedAws();

  const row = (name: string, change: object = {}) => ({
    name: { S: name },
    status: { S: 'active' },
    regions: { L: [{ S: 'eu-west-1' }] },
    accounts: { M: { dev: { N: '12345678901' } } },
    ...change,
  });

  it('reads all pages, keeps every digit and reports what it cannot read', async () => {
    t.answers.Scan = ({ input }) =>
      input.ExclusiveStartKey
        ? { Items: [row('c')] }
        : {
            Items: [row('a'), row('b', { status: { S: 'odd' } })],
            LastEvaluatedKey: { name: { S: 'b' } },
          };
    const { sets, unreadable } = await t.aws.accountSets.list();
    expect(sets.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(sets[0].accounts).toEqual([
      { role: 'dev', accountId: '012345678901' },
    ]);
    expect(unreadable).toEqual([
      { key: 'b', reason: expect.stringContaining("'status'") },
    ]);
  });

  it('says that the table is missing, and no target is known then', async () => {
    t.answers.Scan = () => {
      throw new StubError('ResourceNotFoundException', 'not found');
    };
    const missing = {
      name: 'ServiceUnavailableError',
      message: expect.stringContaining("check 'sagemaker.governance'"),
    };
    await expect(t.aws.accountSets.list()).rejects.toMatchObject(missing);
    await expect(t.aws.targets.targets()).rejects.toMatchObject(missing);
  });

  it('gets one by its name', async () => {
    t.answers.Scan = () => ({
      Items: [row('a'), row('b', { regions: { L: [] } })],
    });
    await expect(t.aws.accountSets.get('a')).resolves.toMatchObject({
      name: 'a',
    });
    await expect(t.aws.accountSets.get('b')).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(
        "The account set 'b' in the governance table cannot be read: the attribute 'regions'",
      ),
    });
    await expect(t.aws.accountSets.get('z')).rejects.toMatchObject({
      name: 'NotFoundError',
      message:
        "There is no account set 'z' in the governance table, the configuration, the catalog",
    });
  });

  it('knows none without a table, but the configured accounts', async () => {
    const account = { accountId: '300000000001', regions: ['eu-west-1'] };
    const other = portalAws({ accounts: [account] });
    await expect(other.accountSets.list()).resolves.toEqual({
      sets: [],
      unreadable: [],
    });
    await expect(other.targets.targets()).resolves.toMatchObject([
      { accountId: '300000000001', region: 'eu-west-1' },
    ]);
    expect(t.stub.calls).toEqual([]);
  });

  it('fails only what needs a malformed configuration', async () => {
    const other = portalAws({ governance: { accountId: 1 } });
    await expect(other.accountSets.list()).rejects.toMatchObject({
      name: 'InputError',
    });
    t.answers.Search = () => ({ Results: [] });
    await expect(other.deployedModels.list(TOOLING)).resolves.toEqual([]);
  });

  it('reads the product behind a set', async () => {
    t.answers.DescribeProvisionedProduct = ({ input }) => {
      if (input.Id !== 'pp-1') {
        throw new StubError('ResourceNotFoundException', 'gone');
      }
      return {
        ProvisionedProductDetail: { Status: 'ERROR', StatusMessage: 'why' },
      };
    };
    await expect(t.aws.accountSets.provisionedProduct('pp-1')).resolves.toEqual(
      {
        status: 'ERROR',
        statusMessage: 'why',
      },
    );
    await expect(
      t.aws.accountSets.provisionedProduct('pp-2'),
    ).resolves.toBeUndefined();
  });
});
