import { NotFoundError } from '@backstage/errors';
import { TemplateParameter } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { PrerequisiteReader } from '../readers';
import { LaunchableProduct } from '../writers';
import { planLaunch } from './planLaunch';

const TARGET = { accountId: '100000000002', region: 'eu-west-1' };
const ROLES = `arn:aws:iam::${TARGET.accountId}:role`;
const LAUNCH_ROLE = `${ROLES}/service-role/AmazonSageMakerProjectsLaunchRole`;
const CONNECTION = `arn:aws:codestar-connections:eu-west-1:${TARGET.accountId}:connection/abc`;
const ELSEWHERE = '300000000001';

const awsError = (kind: string, error = new Error(`AWS says ${kind}`)) =>
  Object.assign(error, { kind, operation: 'X' });
const fails = (kind: string) => async () => {
  throw kind === 'not_found'
    ? awsError(kind, new NotFoundError('gone'))
    : awsError(kind);
};

const healthy: PrerequisiteReader = {
  connection: async () => ({
    status: 'AVAILABLE',
    tags: { sagemaker: 'true' },
  }),
  role: async () => ({ trustedServices: ['servicecatalog.amazonaws.com'] }),
  mayPass: async () => 'allowed',
};

/** Checks a product that takes a role and a connection, in an account where all is well but `over`. */
function check(
  over: Partial<PrerequisiteReader> = {},
  {
    launch = { roleArn: LAUNCH_ROLE },
    templateId = 'servicecatalog:prod-1',
    parameters = {},
    declared = {},
  }: {
    launch?: LaunchableProduct['paths'][number]['launchConstraint'] | null;
    templateId?: string;
    parameters?: Record<string, string>;
    declared?: Partial<TemplateParameter>;
  } = {},
) {
  const product: LaunchableProduct = {
    versions: [
      {
        id: 'pa-1',
        name: 'v1',
        active: true,
        deprecated: false,
        createdAt: '2026-01-01',
      },
    ],
    paths: [
      { id: 'lp-1', name: 'MLOps', launchConstraint: launch ?? undefined },
    ],
  };
  return planLaunch(
    {
      projects: {
        find: async () => undefined,
        product: async () => product,
        parameters: async () => [
          {
            key: 'P',
            type: 'String',
            isSecret: false,
            defaultValue: 'x',
            ...declared,
          },
        ],
      },
      prerequisites: { ...healthy, ...over },
    },
    TARGET,
    { templateId, parameters, secrets: {}, withheld: [] },
  );
}

const role = { parameters: { P: `${ROLES}/build` } };
const connection = { parameters: { P: CONNECTION } };

describe('prerequisites of a launch', () => {
  it.each([
    ['a launch role', {}],
    ['a role that it may pass', role],
    ['a connection', connection],
    ['the connection of a default', { declared: { defaultValue: CONNECTION } }],
  ])('are fine with %s', async (_, launch) => {
    expect(await check({}, launch)).toMatchObject({
      findings: [],
      notChecked: [],
    });
  });

  it.each<[string, Partial<PrerequisiteReader>, object, object]>([
    [
      'a launch role that is not there',
      { role: fails('not_found') },
      {},
      { field: 'template', message: `launch role: ${LAUNCH_ROLE}` },
    ],
    [
      'a launch role that does not trust Service Catalog',
      { role: async () => ({ trustedServices: ['ec2.amazonaws.com'] }) },
      {},
      { field: 'template', message: 'does not trust servicecatalog' },
    ],
    [
      'a role that may not be passed',
      { mayPass: async () => 'denied' },
      role,
      { parameter: 'P', message: 'may not pass the role' },
    ],
    [
      'a connection that is not there',
      { connection: fails('not_found') },
      connection,
      { parameter: 'P', message: 'does not exist' },
    ],
    [
      'a connection that waits for its handshake',
      {
        connection: async () => ({
          status: 'PENDING',
          tags: { sagemaker: 'true' },
        }),
      },
      connection,
      { parameter: 'P', message: 'is PENDING, not AVAILABLE' },
    ],
    [
      'a connection without the tag',
      { connection: async () => ({ status: 'AVAILABLE', tags: {} }) },
      connection,
      { parameter: 'P', message: 'is not tagged sagemaker=true' },
    ],
  ])('lack %s', async (_, over, launch, expected) => {
    const { findings, notChecked } = await check(over, launch);
    expect(notChecked).toEqual([]);
    expect(findings).toEqual([
      expect.objectContaining({
        ...expected,
        message: expect.stringContaining(
          'message' in expected ? String(expected.message) : '',
        ),
      }),
    ]);
  });

  it('lack a role that a parameter names', async () => {
    const { findings } = await check(
      {
        role: arn =>
          arn === LAUNCH_ROLE ? healthy.role(arn) : fails('not_found')(),
      },
      role,
    );
    expect(findings).toEqual([
      {
        field: 'parameters',
        parameter: 'P',
        message: expect.stringContaining('/build does not exist'),
      },
    ]);
  });

  it.each<[string, Partial<PrerequisiteReader>, object, string]>([
    ['a template in S3', {}, { templateId: 's3:b/k.yaml' }, 'in S3 has none'],
    ['no constraint', {}, { launch: null }, 'has no launch constraint'],
    ['a constraint without role', {}, { launch: {} }, 'does not name its role'],
    ['a role it may not see', { role: fails('denied') }, {}, 'AWS says denied'],
    [
      'a launch role of another account',
      {},
      { launch: { roleArn: `arn:aws:iam::${ELSEWHERE}:role/x` } },
      'lies in another account',
    ],
    [
      'a passed role of another account',
      {},
      { parameters: { P: `arn:aws:iam::${ELSEWHERE}:role/x` } },
      'lies in another account',
    ],
    [
      'conditions of AWS',
      { mayPass: async () => 'conditional' },
      role,
      'depends on conditions',
    ],
    [
      'passing that it may not simulate',
      { mayPass: fails('denied') },
      role,
      'AWS says denied',
    ],
    [
      'a connection that cannot be asked for',
      { connection: fails('unreachable') },
      connection,
      'AWS says unreachable',
    ],
    [
      'a connection of another account',
      {},
      { parameters: { P: CONNECTION.replace(TARGET.accountId, ELSEWHERE) } },
      `lies in account ${ELSEWHERE}`,
    ],
  ])('are not checked with %s', async (_, over, launch, reason) => {
    const { findings, notChecked } = await check(over, launch);
    expect(findings).toEqual([]);
    expect(notChecked).toEqual([expect.stringContaining(reason)]);
  });

  it('never look at a secret', async () => {
    const asked = jest.fn(healthy.connection);
    await check(
      { connection: asked },
      { declared: { isSecret: true, defaultValue: CONNECTION } },
    );
    expect(asked).not.toHaveBeenCalled();
  });

  it('throw what no AWS error is', async () => {
    await expect(
      check({
        role: async () => {
          throw new Error('cancelled');
        },
      }),
    ).rejects.toThrow('cancelled');
  });
});
