import { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_ACCOUNT_SET,
  ANNOTATION_AWS_ARN,
  ANNOTATION_CODEPIPELINE_ARN,
  ANNOTATION_MODEL_GROUP_ARN,
  ANNOTATION_PIPELINE_ARN,
  useCaseNames,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  createLocalAws,
  LocalAws,
  ManualClock,
} from '@mlops-foundation/local-aws';
import { StartedBackend, startBackend } from './startBackend';
import { entity } from './world';

const SETS = { 'credit-risk': '21', marketing: '22', forecasting: '23' };
export type SetName = keyof typeof SETS;

function setOf(name: SetName) {
  const account = (last: number) => `${SETS[name]}000000000${last}`;
  return {
    name,
    regions: [name === 'forecasting' ? 'us-east-1' : 'eu-west-1'],
    accounts: [
      { role: 'dev', accountId: account(2) },
      { role: 'preprod', accountId: account(3) },
      { role: 'prod', accountId: account(4) },
      { role: 'tooling', accountId: '100000000002' },
    ] as const,
  };
}

/** What the catalog module would make of a use case of the demo world. */
export function useCaseEntities(name: string, setName: SetName): Entity[] {
  const set = setOf(setName);
  const [region] = set.regions;
  const names = useCaseNames(name, { ...set, accounts: [...set.accounts] });
  const endpoints = set.accounts
    .filter(({ role }) => role === 'preprod' || role === 'prod')
    .map(({ role, accountId }) =>
      entity(
        `${name}-${role}`,
        { type: 'ml-endpoint' },
        {
          [ANNOTATION_AWS_ARN]: `arn:aws:sagemaker:${region}:${accountId}:endpoint/${name}`,
          [ANNOTATION_MODEL_GROUP_ARN]: names.modelGroupArn,
        },
      ),
    );
  return [
    entity(
      `${name}-models`,
      { type: 'ml-model' },
      {
        [ANNOTATION_AWS_ARN]: names.modelGroupArn,
        [ANNOTATION_PIPELINE_ARN]: names.pipelineArn,
        [ANNOTATION_CODEPIPELINE_ARN]: names.deploymentPipelineArn,
        [ANNOTATION_ACCOUNT_SET]: `resource:default/${setName}`,
      },
    ),
    entity(
      `${name}-training`,
      { type: 'ml-pipeline' },
      { [ANNOTATION_AWS_ARN]: names.pipelineArn },
    ),
    ...endpoints,
  ];
}

function accountSetEntities(): Entity[] {
  return (['credit-risk', 'marketing', 'forecasting'] as const).flatMap(
    name => {
      const { regions, accounts } = setOf(name);
      return [
        entity(
          name,
          {
            type: 'mlops-account-set',
            state: 'active',
            regions,
            accounts: accounts.map(account => ({ ...account })),
          },
          {},
        ),
        ...accounts.map(({ accountId }) =>
          entity(`aws-account-${accountId}`, { type: 'cloud-account' }, {}),
        ),
      ];
    },
  );
}

export interface LocalBackend {
  backend: StartedBackend;
  local: LocalAws;
  clock: ManualClock;
  /** Operations of AWS that were called, but not those that roles and account sets need. */
  asked(): string[];
  stop(): Promise<void>;
}

/** The plugin before the demo world of Local AWS, with the account sets in its catalog. */
export async function startLocalBackend(
  entities: Entity[],
): Promise<LocalBackend> {
  const clock = new ManualClock();
  const { env } = process;
  const local = await createLocalAws({ port: 0, clock });
  process.env = {
    ...env,
    AWS_ENDPOINT_URL: local.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIA100000000001LOCAL',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  const backend = await startBackend({
    entities: [...entities, ...accountSetEntities()],
    config: {
      data: {
        aws: {
          mainAccount: {},
          accountDefaults: { roleName: 'mlops-portal', externalId: 'mlops' },
        },
        integrations: {
          awsCodeCommit: [
            {
              region: 'eu-west-1',
              roleArn: 'arn:aws:iam::100000000002:role/mlops-portal',
              externalId: 'mlops',
            },
          ],
        },
        sagemaker: {
          governance: {
            accountId: '100000000001',
            region: 'eu-west-1',
            tableName: 'mlops-account-sets',
          },
        },
      },
    },
  });
  return {
    backend,
    local,
    clock,
    asked: () =>
      local.calls
        .list()
        .filter(({ service }) => !['sts', 'dynamodb'].includes(service))
        .flatMap(({ operation, count }) =>
          Array.from({ length: count }, () => operation),
        )
        .sort(),
    async stop() {
      await backend.backend.stop();
      await local.close();
      process.env = env;
    },
  };
}
