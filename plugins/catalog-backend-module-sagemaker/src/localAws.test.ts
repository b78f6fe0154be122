import {
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATION_AWS_ARN,
  TOPIC_RESOURCE_CHANGED,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { createLocalAws, LocalAws } from '@mlops-foundation/local-aws';
import { readFileSync } from 'node:fs';
import { eventually, Portal, startPortal } from './__testUtils__/startPortal';

jest.setTimeout(120_000);

const SAGEMAKER = {
  governance: { accountId: '100000000001', region: 'eu-west-1' },
};
const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'AKIA100000000001LOCAL',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: 'eu-west-1',
};

describe('the demo world over HTTP, through the AWS SDK', () => {
  const environment = { ...process.env };
  let aws: LocalAws;
  let portal: Portal;

  beforeAll(async () => {
    aws = await createLocalAws({ port: 0 });
    Object.assign(process.env, ENVIRONMENT, { AWS_ENDPOINT_URL: aws.url });
    portal = await startPortal({
      config: {
        aws: {
          accountDefaults: { roleName: 'mlops-portal', externalId: 'mlops' },
        },
        sagemaker: SAGEMAKER,
      },
    });
  });
  afterAll(async () => {
    process.env = environment;
    await portal?.stop();
    await aws?.close();
  });

  it('becomes entities, at one Search a listing and one AssumeRole an account', async () => {
    await portal.sweep();
    const outcomes = await portal.outcomes();
    const failed = [...outcomes.values()].filter(({ error }) => error);
    expect(failed).toEqual([]);

    await eventually(async () => {
      const entities = [...(await portal.entities()).values()];
      expect(entities.map(stringifyEntityRef).sort()).toEqual(
        await portal.provided(),
      );
      const types = new Set(entities.map(({ spec }) => spec?.type));
      expect([...types].sort()).toEqual([
        'cloud-account',
        'ml-endpoint',
        'ml-model',
        'ml-pipeline',
        'ml-use-case',
        'mlops-account-set',
      ]);
    });

    const listings = [...outcomes.keys()].filter(id => id.includes('/'));
    const calls = aws.calls.list();
    const searches = calls.filter(({ operation }) => operation === 'Search');
    const pages = listings.map(id =>
      Math.max(1, Math.ceil((outcomes.get(id)?.found ?? 0) / 100)),
    );
    expect(searches.reduce((sum, { count }) => sum + count, 0)).toBe(
      pages.reduce((sum, count) => sum + count, 0),
    );
    const accounts = new Set([
      SAGEMAKER.governance.accountId,
      ...listings.map(id => id.split('/')[0]),
    ]);
    const assumed = calls.filter(({ operation }) => operation === 'AssumeRole');
    expect(assumed.reduce((sum, { count }) => sum + count, 0)).toBe(
      accounts.size,
    );
  });

  it('draws every model of a use case into its System and its account set', async () => {
    const entities = await portal.entities();
    const ofType = (type: string) =>
      [...entities.values()].filter(({ spec }) => spec?.type === type);
    const models = ofType('ml-model').filter(({ spec }) => spec?.system);
    expect(models.length).toBeGreaterThan(0);
    for (const { spec } of models) {
      expect(entities.get(String(spec?.system))?.spec?.type).toBe(
        'ml-use-case',
      );
    }
    const accountSets = ofType('ml-use-case').map(({ relations }) =>
      relations
        ?.filter(({ type }) => type === RELATION_DEPENDS_ON)
        .map(({ targetRef }) => entities.get(targetRef)?.spec?.type),
    );
    expect(new Set(accountSets.flat())).toEqual(new Set(['mlops-account-set']));
    expect(accountSets.every(sets => sets?.length === 1)).toBe(true);
  });

  it('costs no write while nothing changes', async () => {
    portal.writes();
    await portal.sweep();
    expect(portal.writes()).toBe(0);
  });

  it('asks for exactly what the policy of the ingestion role allows', async () => {
    const { Statement }: { Statement: { Action: string[] }[] } = JSON.parse(
      readFileSync(
        require.resolve(
          '@mlops-foundation/backstage-plugin-sagemaker-node/iam/ingestion.json',
        ),
        'utf8',
      ),
    );
    aws.calls.clear();
    await portal.sweep();
    const arns = [...(await portal.entities()).values()].flatMap(
      ({ metadata }) => metadata.annotations?.[ANNOTATION_AWS_ARN] ?? [],
    );
    for (const collection of [
      'project',
      'model-package-group',
      'pipeline',
      'endpoint',
    ]) {
      const arn = arns.find(one => one.includes(`:${collection}/`));
      await portal.publish(TOPIC_RESOURCE_CHANGED, { arn });
    }
    const asked = aws.calls
      .list()
      .filter(({ service }) => service !== 'sts')
      .map(({ service, operation }) => `${service}:${operation}`);
    expect([...new Set(asked)].sort()).toEqual(
      Statement.flatMap(({ Action }) => Action).sort(),
    );
  });

  it('stays as it is while an account refuses us', async () => {
    const before = await portal.provided();
    aws.faults.set([
      {
        accountId: '100000000002',
        operation: 'Search',
        kind: 'accessDenied',
      },
    ]);
    await portal.sweep();
    await portal.sweep();
    aws.faults.set([]);
    expect(await portal.provided()).toEqual(before);
    const outcome = (await portal.outcomes()).get(
      '100000000002/eu-west-1/model-group',
    );
    expect(outcome?.error).toContain('AccessDenied');
  });
});
