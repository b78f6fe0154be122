import {
  AuthorizeResult,
  DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { TAG_OWNER } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  AccountSetVending,
  SageMakerAws,
  sagemakerAwsServiceRef,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import {
  createLocalAws,
  LiveClock,
  LocalAws,
} from '@mlops-foundation/local-aws';
import { VendingDeps } from '../accountSets/context';

/** Accounts are made in a tenth of a second. */
const SPEED = 200;
const GOVERNANCE = '100000000001';
const TOOLING = '100000000002';
const REGION = 'eu-west-1';

export const VENDING_CONFIG = {
  aws: { accountDefaults: { roleName: 'mlops-portal', externalId: 'mlops' } },
  sagemaker: {
    governance: {
      accountId: GOVERNANCE,
      region: REGION,
      product: 'prod-mlopsaccounts',
    },
    evidence: {
      bucket: 'mlops-evidence',
      prefix: 'evidence/',
      accountId: TOOLING,
    },
  },
};

type Method = keyof AccountSetVending;

/** Where a process dies: with the n-th call of a method, before or after AWS has done it. */
export interface Death {
  method: Method;
  nth?: number;
  when?: 'before' | 'after';
}

/** A process that dies: from then on nothing that it does reaches AWS. */
function dyingAt(vending: AccountSetVending, death: Death): AccountSetVending {
  const { method, nth = 1, when = 'after' } = death;
  let isDead = false;
  let calls = 0;
  const die = () => {
    isDead = true;
    throw new Error('the process died');
  };
  return new Proxy(vending, {
    get(target, property, receiver) {
      const real: unknown = Reflect.get(target, property, receiver);
      if (typeof real !== 'function') {
        return real;
      }
      return (...input: unknown[]) => {
        if (isDead) {
          throw new Error('nothing is done by a dead process');
        }
        const isHere = property === method && ++calls === nth;
        if (isHere && when === 'before') {
          die();
        }
        const answer: unknown = real.apply(target, input);
        return isHere ? Promise.resolve(answer).then(die) : answer;
      };
    },
  });
}

/** The real actions' way to AWS, over HTTP against the demo world. */
export class VendingWorld {
  private constructor(
    readonly local: LocalAws,
    readonly aws: SageMakerAws,
    private readonly backend: TestBackend,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async start(): Promise<VendingWorld> {
    const environment = { ...process.env };
    const local = await createLocalAws({
      port: 0,
      clock: new LiveClock(SPEED),
    });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: local.url,
      AWS_ACCESS_KEY_ID: `AKIA${GOVERNANCE}LOCAL`,
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: REGION,
    });
    let aws: SageMakerAws | undefined;
    const backend = await startTestBackend({
      features: [
        createBackendPlugin({
          pluginId: 'probe',
          register: reg =>
            reg.registerInit({
              deps: { service: sagemakerAwsServiceRef },
              init: async ({ service }) => {
                aws = service;
              },
            }),
        }),
        mockServices.rootConfig.factory({ data: VENDING_CONFIG }),
      ],
    });
    return new VendingWorld(local, aws!, backend, environment);
  }

  async stop() {
    await this.backend.stop();
    await this.local.close();
    process.env = this.environment;
  }

  deps(
    options: {
      death?: Death;
      decision?: DefinitivePolicyDecision['result'];
    } = {},
  ): VendingDeps {
    const { death, decision = AuthorizeResult.ALLOW } = options;
    const { vending } = this.aws;
    return {
      aws: { vending: death ? dyingAt(vending, death) : vending },
      catalog: catalogServiceMock({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Group',
            metadata: { namespace: 'default', name: 'credit-risk' },
            spec: { type: 'team', children: [] },
          },
        ],
      }),
      permissions: mockServices.permissions({ result: decision }),
      ownerTag: TAG_OWNER,
    };
  }

  private authorization(accountId: string, service: string) {
    return {
      authorization: `AWS4-HMAC-SHA256 Credential=AKIA${accountId}LOCAL/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    };
  }

  /** One operation of AWS's JSON protocol, as any account. */
  async call(accountId: string, target: string, input: object) {
    const service = target.startsWith('SageMaker')
      ? 'sagemaker'
      : 'servicecatalog';
    const response = await fetch(this.local.url, {
      method: 'POST',
      headers: {
        ...this.authorization(accountId, service),
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': target,
      },
      body: JSON.stringify(input),
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(`${target}: ${JSON.stringify(answer)}`);
    }
    return answer;
  }

  /** Provisioned products of a set; terminated ones are gone. */
  async products(
    set: string,
  ): Promise<{ Id: string; Status: string; Tags: unknown[] }[]> {
    const { ProvisionedProducts } = await this.call(
      GOVERNANCE,
      'AWS242ServiceCatalogService.SearchProvisionedProducts',
      { Filters: { SearchQuery: [`name:account-set-${set}`] } },
    );
    return ProvisionedProducts;
  }

  /** A bucket of an account, with one object. */
  async fillBucket(accountId: string, bucket: string) {
    for (const path of [bucket, `${bucket}/object`]) {
      await fetch(`${this.local.url}/${path}`, {
        method: 'PUT',
        headers: this.authorization(accountId, 's3'),
        body: path === bucket ? undefined : 'x',
      });
    }
  }

  /** An object below a prefix of a bucket that is there. */
  async fillPrefix(accountId: string, bucket: string, prefix: string) {
    await fetch(`${this.local.url}/${bucket}/${prefix}object`, {
      method: 'PUT',
      headers: this.authorization(accountId, 's3'),
      body: 'x',
    });
  }

  /** What the evidence bucket holds under a key; undefined when there is nothing. */
  async evidence(key: string) {
    const response = await fetch(
      `${this.local.url}/mlops-evidence/evidence/${key}`,
      { headers: this.authorization(TOOLING, 's3') },
    );
    return response.ok ? response.json() : undefined;
  }

  /** How often the portal has called an operation since the log was cleared. */
  count(operation: string): number {
    return this.local.calls
      .list()
      .filter(call => call.operation === operation)
      .reduce((sum, { count }) => sum + count, 0);
  }
}
