import {
  AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  AddTagsCommand,
  CreateModelPackageGroupCommand,
  CreatePipelineCommand,
  DeleteModelPackageGroupCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { createLocalAws, LocalAws } from '@mlops-foundation/local-aws';
import { DEV, REGION, TOOLING } from './World';

const GOVERNANCE = '100000000001';
const TABLE = 'mlops-account-sets';
const DEFINITION = JSON.stringify({
  Version: '2020-12-01',
  Steps: [{ Name: 'Train', Type: 'Training', Arguments: {} }],
});

/** The portal's own credentials, as the environment of its process has them. */
const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: `AKIA${GOVERNANCE}LOCAL`,
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: REGION,
};

/** Accounts of an AWS that is reached over HTTP, changed through the SDK and told to fail. */
export class AwsAccounts {
  private readonly environment = { ...process.env };
  private readonly sagemaker = new Map<string, SageMakerClient>();

  private constructor(
    readonly local: LocalAws,
    private readonly table: DynamoDBClient,
  ) {}

  /** With one account set of an account for development and one for tooling. */
  static async start(): Promise<AwsAccounts> {
    const local = await createLocalAws({ port: 0, seed: 'governance' });
    const aws = new AwsAccounts(
      local,
      new DynamoDBClient(clientConfig(local, GOVERNANCE)),
    );
    Object.assign(process.env, ENVIRONMENT, { AWS_ENDPOINT_URL: local.url });
    await aws.putSet('credit-risk', { dev: DEV, tooling: TOOLING });
    return aws;
  }

  /** For `startPortal`. */
  readonly config = {
    aws: {
      accountDefaults: { roleName: 'mlops-portal', externalId: 'mlops' },
    },
    sagemaker: {
      governance: { accountId: GOVERNANCE, region: REGION },
    },
  };

  /** Where AWS's events arrive. */
  get queueUrl() {
    return `${this.local.url}/${GOVERNANCE}/mlops-portal-events`;
  }

  async stop() {
    process.env = this.environment;
    await this.local.close();
  }

  putSet(name: string, accounts: Record<string, string>, status = 'active') {
    return this.putRow({
      name: { S: name },
      owner: { S: 'group:default/risk' },
      status: { S: status },
      regions: { L: [{ S: REGION }] },
      accounts: {
        M: Object.fromEntries(
          Object.entries(accounts).map(([role, id]) => [role, { S: id }]),
        ),
      },
    });
  }

  async putRow(Item: Record<string, AttributeValue>) {
    await this.table.send(new PutItemCommand({ TableName: TABLE, Item }));
  }

  async deleteRow(name: string) {
    await this.table.send(
      new DeleteItemCommand({ TableName: TABLE, Key: { name: { S: name } } }),
    );
  }

  async createGroups(names: string[], accountId = TOOLING) {
    await Promise.all(
      names.map(ModelPackageGroupName =>
        this.client(accountId).send(
          new CreateModelPackageGroupCommand({ ModelPackageGroupName }),
        ),
      ),
    );
  }

  async deleteGroups(names: string[], accountId = TOOLING) {
    await Promise.all(
      names.map(ModelPackageGroupName =>
        this.client(accountId).send(
          new DeleteModelPackageGroupCommand({ ModelPackageGroupName }),
        ),
      ),
    );
  }

  async tagGroup(name: string, tags: Record<string, string>) {
    await this.client(TOOLING).send(
      new AddTagsCommand({
        ResourceArn: groupArn(name),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
  }

  async createPipelines(names: string[], accountId = DEV) {
    await Promise.all(
      names.map(PipelineName =>
        this.client(accountId).send(
          new CreatePipelineCommand({
            PipelineName,
            ClientRequestToken: `${PipelineName}-${'x'.repeat(32)}`,
            PipelineDefinition: DEFINITION,
            RoleArn: `arn:aws:iam::${accountId}:role/pipelines`,
          }),
        ),
      ),
    );
  }

  /** Records that every Search of that type in the tooling account answers first. */
  async putStrayRecords(resource: string, records: object[]) {
    const response = await fetch(
      `${this.local.url}/_local/world/stray-records`,
      {
        method: 'PUT',
        body: JSON.stringify({
          accountId: TOOLING,
          region: REGION,
          resource,
          records: records.map(record => ({ [resource]: record })),
        }),
      },
    );
    if (!response.ok) {
      throw new Error(await response.text());
    }
  }

  private client(accountId: string): SageMakerClient {
    const client =
      this.sagemaker.get(accountId) ??
      new SageMakerClient(clientConfig(this.local, accountId));
    this.sagemaker.set(accountId, client);
    return client;
  }
}

export function groupArn(name: string, accountId = TOOLING): string {
  return `arn:aws:sagemaker:${REGION}:${accountId}:model-package-group/${name}`;
}

/** `name-001`, `name-002`, ... */
export function numbered(name: string, count: number, from = 1): string[] {
  return Array.from(
    { length: count },
    (_, index) => `${name}-${String(index + from).padStart(3, '0')}`,
  );
}

function clientConfig(local: LocalAws, accountId: string) {
  return {
    endpoint: local.url,
    region: REGION,
    credentials: {
      accessKeyId: `AKIA${accountId}LOCAL`,
      secretAccessKey: 'local',
    },
  };
}
