import { CodeCommitClient, GetFileCommand } from '@aws-sdk/client-codecommit';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  GetObjectTaggingCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  SearchProductsCommand,
  ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import {
  GOVERNANCE,
  startLocalAws,
  TestAws,
  TOOLING,
} from '../../__testUtils__/localAws';

describe('the durable accounts of the demo world', () => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startLocalAws();
  });
  afterAll(() => aws.close());

  it('has a row for every account set in the governance table', async () => {
    const { Items = [] } = await aws
      .client(DynamoDBClient, GOVERNANCE)
      .send(new ScanCommand({ TableName: 'mlops-account-sets' }));
    const rows = Items.map(({ name, status, regions, accounts }) => [
      name.S,
      status.S,
      regions.L?.[0].S,
      accounts.M?.dev.S,
      accounts.M?.tooling.S,
    ]);
    expect(rows.sort()).toEqual([
      ['churn-pilot', 'decommissioned', 'eu-west-1', '240000000002', TOOLING],
      ['credit-risk', 'active', 'eu-west-1', '210000000002', TOOLING],
      ['forecasting', 'active', 'us-east-1', '230000000002', TOOLING],
      ['marketing', 'active', 'eu-west-1', '220000000002', TOOLING],
    ]);
  });

  it.each(['eu-west-1', 'us-east-1'])(
    'offers project templates in %s',
    async region => {
      const { ProductViewSummaries = [] } = await aws
        .client(ServiceCatalogClient, TOOLING, region)
        .send(new SearchProductsCommand({}));
      expect(ProductViewSummaries).toHaveLength(3);
      const s3 = aws.client(S3Client, TOOLING, region);
      const Bucket = 'mlops-project-templates';
      const { Contents = [] } = await s3.send(
        new ListObjectsV2Command({ Bucket, Prefix: 'templates/' }),
      );
      const visible = await Promise.all(
        Contents.map(async ({ Key }) => {
          const { TagSet = [] } = await s3.send(
            new GetObjectTaggingCommand({ Bucket, Key }),
          );
          return TagSet.map(tag => `${tag.Key}=${tag.Value}`);
        }),
      );
      expect(visible.flat()).toEqual([
        'sagemaker:studio-visibility=true',
        'sagemaker:studio-visibility=true',
      ]);
    },
  );

  it('has repositories with real commits', async () => {
    const { fileContent } = await aws.client(CodeCommitClient, TOOLING).send(
      new GetFileCommand({
        repositoryName: 'fraud-detection-build',
        filePath: 'catalog-info.yaml',
      }),
    );
    expect(Buffer.from(fileContent!).toString()).toContain('type: ml-build');
  });
});
