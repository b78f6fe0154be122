import {
  GetBucketLifecycleConfigurationCommand,
  LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientConfig, TOOLING, useLocalAws } from '../__testUtils__/localAws';
import { createBucket } from './store';

const Bucket = 'rules';
const BASE = { ID: 'a', Status: 'Enabled', Expiration: { Days: 1 } } as const;
const RULE: LifecycleRule = { ...BASE, Filter: { Prefix: 'a/' } };
const OLD_RULE: LifecycleRule = { ...BASE, Prefix: 'a/' };

/** Beyond what the contract test asks of both witnesses. */
describe('lifecycle rules of a bucket', () => {
  const aws = useLocalAws();
  const client = () => new S3Client(clientConfig(aws(), TOOLING));
  const put = (
    Rules: LifecycleRule[],
    TransitionDefaultMinimumObjectSize?: 'varies_by_storage_class',
  ) =>
    client().send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: { Rules },
        TransitionDefaultMinimumObjectSize,
      }),
    );
  const get = () =>
    client().send(new GetBucketLifecycleConfigurationCommand({ Bucket }));

  beforeEach(() => createBucket(aws().world, TOOLING, Bucket));

  it('names a rule without an id, and keeps the minimum size', async () => {
    await put([{ ...OLD_RULE, ID: undefined }], 'varies_by_storage_class');
    expect(await get()).toMatchObject({
      Rules: [{ ...OLD_RULE, ID: expect.stringMatching(/^[0-9a-f-]{36}$/) }],
      TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
    });
    await put([RULE]);
    expect(await get()).toMatchObject({
      TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
    });
  });

  it.each<[string, LifecycleRule[], string]>([
    ['no rule', [], 'MalformedXML'],
    [
      'more than 1,000 rules',
      Array.from({ length: 1001 }, (_, index) => ({ ...RULE, ID: `${index}` })),
      'MalformedXML',
    ],
    ['a filter and a prefix', [{ ...RULE, Prefix: 'a/' }], 'MalformedXML'],
    [
      'both ways of a prefix',
      [RULE, { ...OLD_RULE, ID: 'b' }],
      'InvalidRequest',
    ],
    ['no status', [{ ...RULE, Status: undefined }], 'MalformedXML'],
    ['no action', [{ ...RULE, Expiration: undefined }], 'InvalidRequest'],
    ['one id twice', [RULE, RULE], 'InvalidArgument'],
    ['a long id', [{ ...RULE, ID: 'x'.repeat(256) }], 'InvalidArgument'],
  ])('refuses %s', async (_, rules, name) => {
    await expect(put(rules)).rejects.toMatchObject({ name });
  });
});
