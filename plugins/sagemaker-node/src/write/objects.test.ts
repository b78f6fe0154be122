import { AwsStub, startAwsStub, StubCall } from '../testing/awsStub';
import { portalAws, useEndpoint } from '../testing/environment';
import { SageMakerAws } from '../services';

const DEV = { accountId: '210000000002', region: 'eu-west-1' };
const FOLDER = { bucket: 'artifacts', prefix: 'churn/branches/a/' };

function listing(keys: string[], token?: string) {
  return `<ListBucketResult>${keys
    .map(key => `<Contents><Key>${key}</Key><Size>3</Size></Contents>`)
    .join('')}<IsTruncated>${Boolean(token)}</IsTruncated>${
    token ? `<NextContinuationToken>${token}</NextContinuationToken>` : ''
  }</ListBucketResult>`;
}

const keys = (count: number) =>
  Array.from({ length: count }, (_, index) => `${FOLDER.prefix}${index}`);

describe('object writer', () => {
  let stub: AwsStub;
  let aws: SageMakerAws;
  let restore: () => void;
  /** Answers to ListObjectsV2, one after another. */
  let pages: string[];
  let deletion: string;
  /** How many keys each DeleteObjects names. */
  let deleted: number[];

  beforeEach(async () => {
    pages = [];
    deletion = '<DeleteResult></DeleteResult>';
    deleted = [];
    stub = await startAwsStub(({ operation, input }: StubCall) => {
      if (operation === 'AssumeRole') {
        return {};
      }
      const body = JSON.stringify(input);
      const named = body.match(/<Key>/g)?.length;
      if (named) {
        deleted.push(named);
        return deletion;
      }
      return pages.shift()!;
    });
    restore = useEndpoint(stub.url);
    aws = portalAws();
  });

  afterEach(async () => {
    restore();
    await stub.close();
  });

  it('counts over all pages', async () => {
    pages = [listing(keys(1000), 'more'), listing(keys(7))];
    await expect(aws.objects.summary(DEV, FOLDER)).resolves.toEqual({
      objects: 1007,
      bytes: 3021,
    });
  });

  it('deletes page by page, up to 1,000 objects at once', async () => {
    pages = [listing(keys(1000), 'more'), listing(keys(7))];
    await expect(aws.objects.removeAll(DEV, FOLDER)).resolves.toBe(1007);
    expect(deleted).toEqual([1000, 7]);
  });

  it('deletes nothing from an empty folder', async () => {
    pages = [listing([])];
    await expect(aws.objects.removeAll(DEV, FOLDER)).resolves.toBe(0);
    expect(deleted).toEqual([]);
  });

  it('says what S3 has kept, although it answers 200', async () => {
    pages = [listing(keys(2))];
    deletion =
      '<DeleteResult><Error><Key>x</Key><Code>AccessDenied</Code><Message>no</Message></Error></DeleteResult>';
    await expect(aws.objects.removeAll(DEV, FOLDER)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /kept 1 of 2 objects below s3:\/\/artifacts\/churn\/branches\/a\/: x with AccessDenied \(no\)/,
      ),
    });
  });

  it.each(['', '/', 'churn', 'churn/branches/a'])(
    'refuses the prefix %p, which is no folder',
    async prefix => {
      const folder = { bucket: 'artifacts', prefix };
      await expect(aws.objects.removeAll(DEV, folder)).rejects.toMatchObject({
        name: 'InputError',
      });
      await expect(aws.objects.summary(DEV, folder)).rejects.toMatchObject({
        name: 'InputError',
      });
      expect(stub.calls).toEqual([]);
    },
  );
});
