import {
  ANNOTATION_ACCOUNT_SET,
  ANNOTATION_CODEPIPELINE_ARN,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ServiceUnavailableError } from '@backstage/errors';
import { Entity } from '@backstage/catalog-model';
import { FakeAws } from '../__testUtils__/fakeAws';
import { StartedBackend, startBackend } from '../__testUtils__/startBackend';
import {
  GROUP,
  modelGroupEntity,
  PROD,
  STAGING,
  worldAws,
  worldEntities,
} from '../__testUtils__/world';

describe('promotion over HTTP', () => {
  let aws: FakeAws;
  let backend: StartedBackend;

  async function promotionWith(
    change: { group?: Entity; config?: object } = {},
    user = 'ann',
  ) {
    const group = change.group ?? modelGroupEntity();
    backend = await startBackend({
      aws: aws.service,
      entities: [group, ...worldEntities().slice(1)],
      config: { data: { sagemaker: { ...change.config } } },
    });
    return backend.as(user).get(GROUP, 'promotion');
  }

  beforeEach(() => {
    aws = worldAws();
  });
  afterEach(() => backend.backend.stop());

  it('takes at most four calls for the facts, and none when warm', async () => {
    await promotionWith();
    const facts = aws.calls.filter(call => call !== 'targets');
    expect(facts).toHaveLength(4);
    const cold = aws.calls.length;
    await backend.as('bob').get(GROUP, 'promotion');
    expect(aws.calls).toHaveLength(cold);
  });

  it('still tells the rest when one account cannot be read', async () => {
    aws.before = async (operation, subject) => {
      if (operation === 'deployedModels.list' && subject === PROD) {
        throw new ServiceUnavailableError('Search failed with AccessDenied');
      }
    };
    const { body } = await promotionWith();
    expect(body).toMatchObject({
      readable: false,
      stages: [
        { stage: 'dev', version: 15 },
        { stage: 'staging', version: 14, status: 'running' },
        {
          stage: 'prod',
          status: 'unknown',
          summary: 'Search failed with AccessDenied',
        },
      ],
    });
  });

  it('fails with the reason when the registry cannot be read', async () => {
    aws.before = async operation => {
      if (operation === 'versions.list') {
        throw new ServiceUnavailableError('Search failed with AccessDenied');
      }
    };
    const { status, body } = await promotionWith();
    expect(status).toBe(503);
    expect(body.error.message).toContain('AccessDenied');
  });

  it('says that no account set is linked', async () => {
    const { body } = await promotionWith({
      group: modelGroupEntity({ [ANNOTATION_ACCOUNT_SET]: '' }),
    });
    expect(body.readable).toBe(false);
    expect(body.stages[2].summary).toContain('No account set is linked');
    expect(aws.count('deployedModels.list')).toBe(0);
  });

  it('reads no stage whose account the portal does not know', async () => {
    const { accounts } = aws.sets[0];
    aws.sets[0].accounts = accounts.filter(one => one.accountId !== PROD);
    const { body } = await promotionWith();
    expect(body.stages[2]).toMatchObject({ status: 'unknown' });
    expect(body.stages[2].summary).toContain(`Account ${PROD} is in no`);
  });

  it('reads no CI/CD pipeline of an account that the portal does not know', async () => {
    const { body } = await promotionWith({
      group: modelGroupEntity({
        [ANNOTATION_CODEPIPELINE_ARN]:
          'arn:aws:codepipeline:eu-west-1:999999999999:theirs',
      }),
    });
    expect(body.readable).toBe(false);
    expect(body.deployment).toBeUndefined();
    expect(aws.count('deployments.get')).toBe(0);
  });

  it('follows the configured role of a stage', async () => {
    const { body } = await promotionWith({
      config: { stages: { prod: 'preprod' } },
    });
    expect(body.stages[2].accountId).toBe(STAGING);
  });

  it('says what is wrong with a configured role', async () => {
    const { body } = await promotionWith({ config: { stages: { prod: 'x' } } });
    expect(body.stages[2]).toMatchObject({ status: 'unknown' });
    expect(body.stages[2].summary).toContain('sagemaker.stages.prod');
  });
});
