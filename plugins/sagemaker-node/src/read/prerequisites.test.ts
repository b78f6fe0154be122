import { createLocalAws, LocalAws } from '@mlops-foundation/local-aws';
import { SageMakerAws } from '../services';
import { portalAws, TOOLING, useEndpoint } from '../testing/environment';
import { trustedServices } from './prerequisites';

const ROLES = `arn:aws:iam::${TOOLING.accountId}:role/service-role`;
const LAUNCH_ROLE = `${ROLES}/AmazonSageMakerServiceCatalogProductsLaunchRole`;
const USE_ROLE = `${ROLES}/AmazonSageMakerServiceCatalogProductsUseRole`;
const CONNECTIONS = `arn:aws:codeconnections:${TOOLING.region}:${TOOLING.accountId}:connection`;

describe('what a project template relies on', () => {
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

  it('is a connection, with status and tags', async () => {
    await expect(
      aws.prerequisites.connection(`${CONNECTIONS}/git-acme`),
    ).resolves.toEqual({ status: 'AVAILABLE', tags: { sagemaker: 'true' } });
  });

  it('is a role that a service trusts', async () => {
    await expect(aws.prerequisites.role(LAUNCH_ROLE)).resolves.toEqual({
      trustedServices: ['servicecatalog.amazonaws.com'],
    });
  });

  it('is the launch constraint of a product', async () => {
    const { paths } = await aws.projects.product(TOOLING, 'prod-mlopsrealtime');
    expect(paths).toEqual([
      expect.objectContaining({ launchConstraint: { roleArn: LAUNCH_ROLE } }),
    ]);
  });

  it.each([
    ['allowed', LAUNCH_ROLE, USE_ROLE],
    ['denied', USE_ROLE, LAUNCH_ROLE],
  ])('is that passing is %s', async (answer, launcher, role) => {
    await expect(aws.prerequisites.mayPass(launcher, role)).resolves.toBe(
      answer,
    );
  });

  it.each([
    ['connection', () => aws.prerequisites.connection(`${CONNECTIONS}/none`)],
    ['role', () => aws.prerequisites.role(`${ROLES}/none`)],
    ['launcher', () => aws.prerequisites.mayPass(`${ROLES}/none`, USE_ROLE)],
  ])('names a %s that is not there', async (_, read) => {
    await expect(read()).rejects.toMatchObject({
      name: 'NotFoundError',
      kind: 'not_found',
      accountId: TOOLING.accountId,
    });
  });

  it.each([
    ['none', undefined, []],
    [
      'one, said in short',
      { Statement: { Effect: 'Allow', Principal: { Service: 'a' } } },
      ['a'],
    ],
    [
      'several, and not those that are denied or no services',
      {
        Statement: [
          { Effect: 'Allow', Principal: { Service: ['a', 'b'] } },
          { Effect: 'Deny', Principal: { Service: 'c' } },
          { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::1:root' } },
          { Effect: 'Allow', Principal: '*' },
        ],
      },
      ['a', 'b'],
    ],
  ])('reads of a trust policy: %s', (_, policy, services) => {
    expect(
      trustedServices(policy && encodeURIComponent(JSON.stringify(policy))),
    ).toEqual(services);
  });
});
