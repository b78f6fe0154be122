import { DescribePipelineCommand } from '@aws-sdk/client-sagemaker';
import { GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { AwsStub, startAwsStub, StubCall, StubError } from '../testing/awsStub';
import { portalAws, TOOLING, useEndpoint } from '../testing/environment';
import { AwsClients } from './clients';
import { AwsMetrics } from './metrics';

const OTHER = { accountId: '210000000002', region: 'eu-west-1' };

describe('AWS clients', () => {
  let stub: AwsStub;
  let restore: () => void;
  let clients: AwsClients;
  let answer: (call: StubCall) => object | Promise<object>;
  const metrics = metricsServiceMock.mock();
  const add = jest.fn();
  const record = jest.fn();

  async function start() {
    stub = await startAwsStub(call => answer(call));
    restore = useEndpoint(stub.url);
    metrics.createCounter.mockImplementation(name => ({
      add: (value, labels) => add(name, value, labels),
    }));
    metrics.createHistogram.mockImplementation(name => ({
      record: (value, labels) => record(name, value, labels),
    }));
    const awsMetrics = new AwsMetrics();
    awsMetrics.use(metrics);
    clients = portalAws({}, awsMetrics).clients;
  }

  beforeEach(() => {
    answer = () => ({});
    jest.resetAllMocks();
  });

  afterEach(async () => {
    restore();
    await stub.close();
  });

  const describePipeline = (target = TOOLING, signal?: AbortSignal) =>
    clients
      .sagemaker(target)
      .send(new DescribePipelineCommand({ PipelineName: 'churn-training' }), {
        abortSignal: signal,
      });

  it('assumes one role per account for all clients, regions and concurrent first calls', async () => {
    await start();
    await Promise.all(
      [TOOLING, OTHER].flatMap(target =>
        ['eu-west-1', 'us-east-1'].flatMap(region =>
          Array.from({ length: 5 }, () => [
            describePipeline({ ...target, region }),
            clients
              .codepipeline({ ...target, region })
              .send(new GetPipelineStateCommand({ name: 'churn-deploy' })),
          ]).flat(),
        ),
      ),
    );
    expect(stub.count('DescribePipeline')).toBe(20);
    const roles = stub.calls
      .filter(call => call.operation === 'AssumeRole')
      .map(({ input }) => [input.RoleArn, input.ExternalId]);
    expect(roles.sort()).toEqual([
      [`arn:aws:iam::${TOOLING.accountId}:role/mlops-portal`, 'mlops'],
      [`arn:aws:iam::${OTHER.accountId}:role/mlops-portal`, 'mlops'],
    ]);
  });

  it('signs with the account and region of the target', async () => {
    await start();
    await describePipeline({ ...OTHER, region: 'us-east-1' });
    expect(stub.calls.at(-1)).toMatchObject({
      accountId: OTHER.accountId,
      region: 'us-east-1',
      service: 'sagemaker',
    });
  });

  it('hands out the same client for the same account, region and service', async () => {
    await start();
    expect(clients.sagemaker(TOOLING)).toBe(clients.sagemaker({ ...TOOLING }));
    expect(clients.sagemaker(TOOLING)).not.toBe(clients.sagemaker(OTHER));
    expect(clients.sagemaker(TOOLING)).not.toBe(
      clients.sagemaker({ ...TOOLING, region: 'us-east-1' }),
    );
  });

  it('assumes the role anew when the credentials are about to expire', async () => {
    await start();
    await describePipeline();
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 56 * 60_000);
    await describePipeline();
    jest.restoreAllMocks();
    expect(stub.count('AssumeRole')).toBe(2);
  });

  it('assumes the role anew after AWS has refused the credentials', async () => {
    await start();
    let expired = true;
    answer = ({ operation }) => {
      if (operation === 'DescribePipeline' && expired) {
        expired = false;
        throw new StubError('ExpiredTokenException', 'The token is expired');
      }
      return {};
    };
    await expect(describePipeline()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      code: 'ExpiredTokenException',
    });
    await describePipeline();
    expect(stub.count('AssumeRole')).toBe(2);
  });

  it('says which account has no credentials, and tries again', async () => {
    await start();
    let refused = true;
    answer = ({ operation }) => {
      if (operation === 'AssumeRole' && refused) {
        throw new StubError('AccessDenied', 'not authorized', 403);
      }
      return {};
    };
    await expect(describePipeline()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        `^No credentials for AWS account ${TOOLING.accountId}: check`,
      ),
    });
    refused = false;
    await describePipeline();
  });

  it('says that AWS cannot be reached', async () => {
    await start();
    await describePipeline();
    await stub.close();
    await expect(describePipeline()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      kind: 'unreachable',
      code: expect.stringMatching(/^ECONN(REFUSED|RESET)$/),
    });
  });

  it('retries a throttled call and counts every request by its outcome', async () => {
    await start();
    let throttles = 2;
    answer = ({ operation }) => {
      if (operation === 'DescribePipeline' && throttles-- > 0) {
        throw new StubError('ThrottlingException', 'Rate exceeded');
      }
      return {};
    };
    await describePipeline();
    const labels = { service: 'sagemaker', operation: 'DescribePipeline' };
    expect(add.mock.calls).toEqual([
      ['backstage.sagemaker.aws.credentials', 1, { outcome: 'ok' }],
      ['backstage.sagemaker.aws.calls', 1, { ...labels, outcome: 'throttled' }],
      ['backstage.sagemaker.aws.calls', 1, { ...labels, outcome: 'throttled' }],
      ['backstage.sagemaker.aws.calls', 1, { ...labels, outcome: 'ok' }],
    ]);
    expect(record).toHaveBeenLastCalledWith(
      'backstage.sagemaker.aws.duration',
      expect.any(Number),
      { ...labels, outcome: 'ok' },
    );
  });

  it('sends a few requests at a time and never one that was aborted while it waited', async () => {
    await start();
    let underWay = 0;
    let most = 0;
    const gates: (() => void)[] = [];
    answer = async ({ operation }) => {
      if (operation !== 'AssumeRole') {
        underWay++;
        most = Math.max(most, underWay);
        await new Promise<void>(resolve => gates.push(resolve));
        underWay--;
      }
      return {};
    };
    const controller = new AbortController();
    const running = Array.from({ length: 8 }, () => describePipeline());
    while (gates.length < 8) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    const waiting = Promise.allSettled(
      Array.from({ length: 4 }, () =>
        describePipeline(TOOLING, controller.signal),
      ),
    );
    controller.abort();
    gates.forEach(open => open());
    await Promise.all(running);
    const results = await waiting;
    expect(
      results.map(result => result.status === 'rejected' && result.reason.name),
    ).toEqual(Array(4).fill('AbortError'));
    expect(most).toBe(8);
    expect(stub.count('DescribePipeline')).toBe(8);
  });
});
