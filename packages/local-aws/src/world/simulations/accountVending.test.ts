import {
  DescribeProvisionedProductCommand,
  DescribeRecordCommand,
  ProvisionProductCommand,
  ServiceCatalogClient,
  TerminateProvisionedProductCommand,
} from '@aws-sdk/client-service-catalog';
import {
  GOVERNANCE,
  startLocalAws,
  TestAws,
} from '../../__testUtils__/localAws';
import { findAccountSet } from '../accountSets';
import { ACCOUNT_SET_PRODUCT_ID } from '../demo/accountSetProduct';

describe('vending account sets', () => {
  let aws: TestAws;
  let client: ServiceCatalogClient;

  beforeAll(async () => {
    aws = await startLocalAws();
    client = aws.client(ServiceCatalogClient, GOVERNANCE);
  });
  afterAll(() => aws.close());

  async function provision(name: string): Promise<string> {
    const { RecordDetail } = await client.send(
      new ProvisionProductCommand({
        ProductId: ACCOUNT_SET_PRODUCT_ID,
        ProvisionedProductName: `account-set-${name}`,
        ProvisionToken: name,
        ProvisioningParameters: [
          { Key: 'Name', Value: name },
          { Key: 'Owner', Value: 'group:default/pricing' },
          { Key: 'Region', Value: 'us-east-1' },
        ],
      }),
    );
    return RecordDetail!.RecordId!;
  }
  const record = async (Id: string) => {
    const { RecordDetail, RecordOutputs = [] } = await client.send(
      new DescribeRecordCommand({ Id }),
    );
    return {
      status: RecordDetail?.Status,
      error: RecordDetail?.RecordErrors?.[0]?.Description,
      outputs: Object.fromEntries(
        RecordOutputs.map(({ OutputKey, OutputValue }) => [
          OutputKey,
          OutputValue,
        ]),
      ),
    };
  };

  it('makes accounts that no other set has, after a while', async () => {
    const [first, second] = [await provision('a'), await provision('b')];
    expect(await record(first)).toMatchObject({
      status: 'IN_PROGRESS',
      outputs: {},
    });
    aws.advance(30);
    expect(await record(first)).toEqual({
      status: 'SUCCEEDED',
      error: undefined,
      outputs: {
        ExperimentationAccountId: '250000000001',
        DevAccountId: '250000000002',
        PreprodAccountId: '250000000003',
        ProdAccountId: '250000000004',
        ToolingAccountId: '100000000002',
        DataLakeAccountId: '100000000003',
      },
    });
    expect((await record(second)).outputs.DevAccountId).toBe('260000000002');
    expect(
      findAccountSet(aws.world, { name: 'a', region: 'us-east-1' }),
    ).toMatchObject({ status: 'active', region: 'us-east-1' });
  });

  it('fails on request, once', async () => {
    aws.world.switches.failNextVending = 'The quota of accounts is reached';
    const failing = await provision('c');
    aws.advance(30);
    expect(await record(failing)).toMatchObject({
      status: 'FAILED',
      error: 'The quota of accounts is reached',
    });
    const good = await provision('d');
    aws.advance(30);
    expect(await record(good)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('ends accounts', async () => {
    const ProvisionedProductName = 'account-set-credit-risk';
    await client.send(
      new TerminateProvisionedProductCommand({
        ProvisionedProductName,
        TerminateToken: 'end',
      }),
    );
    aws.advance(30);
    await expect(
      client.send(
        new DescribeProvisionedProductCommand({ Name: ProvisionedProductName }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(
      findAccountSet(aws.world, { name: 'credit-risk', region: 'eu-west-1' }),
    ).toMatchObject({ status: 'decommissioned' });
  });
});
