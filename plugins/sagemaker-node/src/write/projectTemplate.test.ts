import { createLocalAws, LocalAws } from '@mlops-foundation/local-aws';
import { SageMakerAws } from '../services';
import { portalAws, TOOLING, useEndpoint } from '../testing/environment';

const PRODUCT = 'prod-mlopsrealtime';
const S3 = 's3:mlops-project-templates/templates/realtime-inference.json';

describe('facts of a project template', () => {
  let local: LocalAws;
  let aws: SageMakerAws;
  let restore: () => void;

  beforeAll(async () => {
    local = await createLocalAws({ port: 0 });
    restore = useEndpoint(local.url);
    aws = portalAws();
  });

  afterAll(async () => {
    restore();
    await local.close();
  });

  it('are versions, launch paths and parameters of a product', async () => {
    const { versions, paths } = await aws.projects.product(TOOLING, PRODUCT);
    expect(versions).toContainEqual(
      expect.objectContaining({ active: true, deprecated: false }),
    );
    expect(paths).toEqual([
      expect.objectContaining({
        id: expect.stringContaining('lp'),
        name: expect.any(String),
      }),
    ]);
    const parameters = await aws.projects.parameters(TOOLING, {
      templateId: `servicecatalog:${PRODUCT}`,
      artifactId: versions[0].id,
      pathId: paths[0].id,
    });
    expect(parameters).toContainEqual(
      expect.objectContaining({
        key: 'InstanceType',
        description: 'Instance type of the endpoints',
        allowedValues: expect.arrayContaining(['ml.m5.xlarge']),
      }),
    );
  });

  it('are the parameters of a template in S3', async () => {
    const parameters = await aws.projects.parameters(TOOLING, {
      templateId: S3,
    });
    expect(parameters.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['SageMakerProjectName', 'InstanceType']),
    );
  });

  it.each([
    ['a product', () => aws.projects.product(TOOLING, 'prod-none')],
    [
      'an object',
      () => aws.projects.parameters(TOOLING, { templateId: `${S3}.old` }),
    ],
  ])('name %s that is not there', async (_, read) => {
    await expect(read()).rejects.toMatchObject({
      name: 'NotFoundError',
      accountId: TOOLING.accountId,
    });
  });
});
