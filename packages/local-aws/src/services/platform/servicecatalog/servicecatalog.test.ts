import {
  DescribeProductCommand,
  DescribeProvisionedProductCommand,
  DescribeProvisioningParametersCommand,
  DescribeRecordCommand,
  ListLaunchPathsCommand,
  ListProvisioningArtifactsCommand,
  ListRecordHistoryCommand,
  ProvisionProductCommand,
  SearchProductsCommand,
  SearchProvisionedProductsCommand,
  ServiceCatalogClient,
  TerminateProvisionedProductCommand,
} from '@aws-sdk/client-service-catalog';
import {
  clientConfig,
  GOVERNANCE,
  TOOLING,
  useLocalAws,
} from '../__testUtils__/localAws';
import { finishRecord, onRecord, RecordStart } from './records';
import { addProduct, addProvisionedProduct, Product } from './store';

const aws = useLocalAws();
const client = (target = GOVERNANCE) =>
  new ServiceCatalogClient(clientConfig(aws(), target));

const started: RecordStart[] = [];
let product: Product;

const provision = (
  name: string,
  ProvisionToken: string,
  parameters: Record<string, string> = { Team: 'credit-risk' },
) =>
  client().send(
    new ProvisionProductCommand({
      ProductId: product.id,
      ProvisioningArtifactId: product.artifacts.at(-1)!.Id,
      ProvisionedProductName: name,
      ProvisionToken,
      ProvisioningParameters: Object.entries(parameters).map(
        ([Key, Value]) => ({ Key, Value }),
      ),
      Tags: [{ Key: 'team', Value: 'credit-risk' }],
    }),
  );

describe('Service Catalog', () => {
  beforeAll(() => {
    const { world } = aws();
    onRecord(world, record => started.push(record));
    product = addProduct(world, GOVERNANCE, {
      name: 'Account set',
      owner: 'platform',
      description: 'Vends the accounts of a team',
      versions: ['v1', 'v2'],
      parameters: [
        { ParameterKey: 'Team', ParameterType: 'String' },
        {
          ParameterKey: 'Region',
          ParameterType: 'String',
          DefaultValue: 'eu-west-1',
        },
      ],
    });
  });

  it('searches products, page after page', async () => {
    const { world } = aws();
    for (let index = 0; index < 25; index++) {
      addProduct(world, TOOLING, { name: `Template ${index}`, owner: 'x' });
    }
    const search = (PageSize?: number, PageToken?: string) =>
      client(TOOLING).send(new SearchProductsCommand({ PageSize, PageToken }));
    const first = await search();
    expect(first.ProductViewSummaries).toHaveLength(20);
    const second = await search(undefined, first.NextPageToken);
    expect(second.ProductViewSummaries).toHaveLength(5);
    expect(second.NextPageToken).toBeUndefined();
    await expect(search(101)).rejects.toMatchObject({
      name: 'ValidationException',
    });
    const { ProductViewSummaries } = await client(TOOLING).send(
      new SearchProductsCommand({
        Filters: { FullTextSearch: ['template 24'] },
      }),
    );
    expect(ProductViewSummaries).toMatchObject([{ Name: 'Template 24' }]);
  });

  it('describes a product with its versions, paths and parameters', async () => {
    const ProductId = product.id;
    const described = await client().send(
      new DescribeProductCommand({ Id: ProductId }),
    );
    expect(described).toMatchObject({
      ProductViewSummary: { ProductId, Name: 'Account set' },
      ProvisioningArtifacts: [{ Name: 'v1' }, { Name: 'v2' }],
    });
    const { ProvisioningArtifactDetails } = await client().send(
      new ListProvisioningArtifactsCommand({ ProductId }),
    );
    expect(ProvisioningArtifactDetails).toMatchObject([
      { Name: 'v1', Active: true, Guidance: 'DEFAULT' },
      { Name: 'v2' },
    ]);
    const { LaunchPathSummaries } = await client().send(
      new ListLaunchPathsCommand({ ProductId }),
    );
    expect(LaunchPathSummaries).toHaveLength(1);
    const { ProvisioningArtifactParameters } = await client().send(
      new DescribeProvisioningParametersCommand({
        ProductId,
        ProvisioningArtifactName: 'v2',
      }),
    );
    expect(ProvisioningArtifactParameters).toMatchObject([
      { ParameterKey: 'Team' },
      { ParameterKey: 'Region', DefaultValue: 'eu-west-1' },
    ]);
  });

  it('provisions once for a token, and terminates', async () => {
    const { world } = aws();
    const { RecordDetail: record } = await provision('set-a', 'token-a');
    const { RecordDetail: again } = await provision('set-a', 'token-a');
    expect(again?.RecordId).toBe(record?.RecordId);
    expect(started).toHaveLength(1);
    expect(started[0].record.parameters).toEqual({
      Team: 'credit-risk',
      Region: 'eu-west-1',
    });
    const describe_ = async () =>
      (
        await client().send(
          new DescribeProvisionedProductCommand({ Name: 'set-a' }),
        )
      ).ProvisionedProductDetail;
    expect((await describe_())?.Status).toBe('UNDER_CHANGE');

    finishRecord(world, GOVERNANCE, record!.RecordId!, {
      status: 'SUCCEEDED',
      outputs: Array.from({ length: 21 }, (_, index) => ({
        OutputKey: `Key${index}`,
        OutputValue: 'x',
      })),
    });
    expect((await describe_())?.Status).toBe('AVAILABLE');
    const outputs = await client().send(
      new DescribeRecordCommand({ Id: record!.RecordId! }),
    );
    expect(outputs.RecordDetail?.Status).toBe('SUCCEEDED');
    expect(outputs.RecordOutputs).toHaveLength(20);
    expect(outputs.NextPageToken).toBeDefined();

    const { RecordDetail: termination } = await client().send(
      new TerminateProvisionedProductCommand({
        ProvisionedProductName: 'set-a',
        TerminateToken: 'terminate-a',
      }),
    );
    finishRecord(world, GOVERNANCE, termination!.RecordId!, {
      status: 'SUCCEEDED',
    });
    await expect(describe_()).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    const { RecordDetails } = await client().send(
      new ListRecordHistoryCommand({
        SearchFilter: {
          Key: 'provisionedproduct',
          Value: record!.ProvisionedProductId!,
        },
      }),
    );
    expect(RecordDetails?.map(({ RecordType }) => RecordType)).toEqual([
      'TERMINATE_PROVISIONED_PRODUCT',
      'PROVISION_PRODUCT',
    ]);
  });

  it('says why a product failed', async () => {
    const { RecordDetail } = await provision('set-b', 'token-b');
    finishRecord(aws().world, GOVERNANCE, RecordDetail!.RecordId!, {
      status: 'FAILED',
      error: 'The quota of accounts is exceeded',
    });
    const { ProvisionedProductDetail } = await client().send(
      new DescribeProvisionedProductCommand({
        Id: RecordDetail!.ProvisionedProductId,
      }),
    );
    expect(ProvisionedProductDetail).toMatchObject({
      Status: 'ERROR',
      StatusMessage: 'The quota of accounts is exceeded',
    });
  });

  it('searches provisioned products', async () => {
    addProvisionedProduct(aws().world, GOVERNANCE, product, {
      id: 'pp-forecasting',
      name: 'set-forecasting',
    });
    const search = async (query: string) =>
      (
        await client().send(
          new SearchProvisionedProductsCommand({
            AccessLevelFilter: { Key: 'Account', Value: 'self' },
            Filters: { SearchQuery: [query] },
          }),
        )
      ).ProvisionedProducts?.map(({ Id }) => Id);
    expect(await search('forecasting')).toEqual(['pp-forecasting']);
    expect(await search('status:AVAILABLE')).toEqual(['pp-forecasting']);
  });

  it.each([
    ['no value', {}, 'InvalidParametersException'],
    [
      'an unknown name',
      { Team: 'x', Other: 'y' },
      'InvalidParametersException',
    ],
  ])('refuses parameters with %s', async (_, parameters, error) => {
    await expect(
      provision('set-c', `token-${error}`, parameters),
    ).rejects.toMatchObject({ name: error });
  });

  it('requires a path where there are several', async () => {
    const { id } = addProduct(aws().world, GOVERNANCE, {
      name: 'Twice',
      owner: 'platform',
      paths: ['A', 'B'],
    });
    const launch = (PathName?: string) =>
      client().send(
        new ProvisionProductCommand({
          ProductId: id,
          ProvisionedProductName: 'twice',
          ProvisionToken: `token-${PathName}`,
          PathName,
        }),
      );
    await expect(launch()).rejects.toMatchObject({
      name: 'InvalidParametersException',
    });
    expect((await launch('B')).RecordDetail?.Status).toBe('IN_PROGRESS');
  });

  it('does not know another product', async () => {
    await expect(
      client().send(new DescribeProductCommand({ Id: 'prod-none' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
