import { Entity } from '@backstage/catalog-model';
import { ANNOTATION_PIPELINE_ARN } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { FakeAws } from '../__testUtils__/fakeAws';
import { StartedBackend, startBackend } from '../__testUtils__/startBackend';
import {
  accountRef,
  CLIENT_TOKEN,
  DEV,
  entity,
  GROUP,
  modelGroupEntity,
  TOOLING,
  worldAws,
  worldEntities,
} from '../__testUtils__/world';

const fromYaml = {
  'backstage.io/managed-by-location': 'url:https://git.example/catalog.yaml',
};
const unknownPipeline = 'arn:aws:sagemaker:eu-west-1:999999999999:pipeline/x';

describe('where an entity may lead to', () => {
  let aws: FakeAws;
  let backend: StartedBackend;

  async function start(group: Entity, others = worldEntities().slice(1)) {
    aws = worldAws();
    backend = await startBackend({
      aws: aws.service,
      entities: [group, ...others],
    });
  }
  afterEach(() => backend.backend.stop());

  const runs = () => backend.as('ann').get(GROUP, 'runs');
  const versions = () => backend.as('ann').get(GROUP, 'versions');
  const startRun = () =>
    backend.as('ann').post(GROUP, 'runs', { clientToken: CLIENT_TOKEN });

  it('lets an entity of our provider read what it is without more', async () => {
    await start(modelGroupEntity());
    backend.denied.add(`sagemaker.read ${accountRef(TOOLING)}`);
    expect((await versions()).status).toBe(200);
    expect(aws.count('targets')).toBe(0);
  });

  it('follows a link only to accounts that the portal knows', async () => {
    await start(
      modelGroupEntity({ [ANNOTATION_PIPELINE_ARN]: unknownPipeline }),
    );
    const { status, body } = await runs();
    expect(status).toBe(403);
    expect(body.error.message).toContain('Account 999999999999 is in no');
    expect(aws.count('runs.list')).toBe(0);
  });

  it('changes nothing through a link without the permission on the account', async () => {
    await start(modelGroupEntity());
    backend.denied.add(`sagemaker.run.start ${accountRef(DEV)}`);
    expect((await runs()).status).toBe(200);
    const { status, body } = await startRun();
    expect(status).toBe(403);
    expect(body.error.message).toContain(accountRef(DEV));
    expect(aws.count('runs.start')).toBe(0);
    backend.denied.clear();
    expect((await startRun()).status).toBe(201);
  });

  describe('an entity from a YAML file', () => {
    it('needs the permission on the account', async () => {
      await start(modelGroupEntity(fromYaml));
      backend.denied.add(`sagemaker.read ${accountRef(TOOLING)}`);
      expect((await versions()).status).toBe(403);
      expect(aws.calls).toEqual([]);
      backend.denied.clear();
      expect((await versions()).status).toBe(200);
    });

    it('leads to no account that is not in the catalog', async () => {
      await start(modelGroupEntity(fromYaml), []);
      expect((await versions()).status).toBe(404);
      expect(aws.calls).toEqual([]);
    });

    it('cannot be vouched for by an account from a YAML file', async () => {
      await start(modelGroupEntity(fromYaml), [
        entity(`aws-account-${TOOLING}`, { type: 'cloud-account' }, fromYaml),
      ]);
      const { status, body } = await versions();
      expect(status).toBe(403);
      expect(body.error.message).toContain('cannot vouch');
      expect(aws.calls).toEqual([]);
    });

    it('leads to no account that the portal does not know', async () => {
      await start(modelGroupEntity(fromYaml));
      aws.sets.splice(0);
      expect((await versions()).status).toBe(403);
      expect(aws.calls).toEqual(['targets']);
    });
  });
});
