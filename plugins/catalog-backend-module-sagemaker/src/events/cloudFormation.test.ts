import { HANDLED_EVENTS } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, ScalarTag } from 'yaml';

const FOLDER = join(__dirname, '..', '..', 'aws');

interface Statement {
  Principal?: '*' | Record<string, string | string[]>;
  Action: string | string[];
  Resource?: string;
  Condition?: Record<string, Record<string, string | string[]>>;
}

interface Pattern {
  source: HandledSource[];
  'detail-type'?: string[];
  detail?: { eventName: string[]; eventSource: string[]; errorCode: object[] };
}
type HandledSource = (typeof HANDLED_EVENTS)[number]['source'];

interface Target {
  Arn: string;
  RoleArn?: string;
  RetryPolicy?: { MaximumEventAgeInSeconds: number };
  DeadLetterConfig: { Arn: string };
}

interface Resource {
  Type: string;
  Condition?: string;
  Properties: {
    EventBusName?: string;
    EventPattern?: Pattern;
    Targets?: Target[];
    Statement?: Statement;
    PolicyDocument?: { Statement: Statement[] };
    AssumeRolePolicyDocument?: { Statement: Statement[] };
    Policies?: { PolicyDocument: { Statement: Statement[] } }[];
    Queues?: string[];
    SqsManagedSseEnabled?: boolean;
    MessageRetentionPeriod?: number;
    RedrivePolicy?: { deadLetterTargetArn: string; maxReceiveCount: number };
  };
}

/** Intrinsic functions become what they are applied to. */
function readTemplate(name: string) {
  const scalars: ScalarTag[] = ['!Ref', '!GetAtt', '!Sub'].map(tag => ({
    tag,
    resolve: value => value,
  }));
  const sequences = ['!If', '!Not', '!Equals', '!Join'].map(tag => ({
    tag,
    collection: 'seq' as const,
  }));
  const template: { Resources: Record<string, Resource> } = parse(
    readFileSync(join(FOLDER, name), 'utf8'),
    { customTags: [...scalars, ...sequences] },
  );
  return template.Resources;
}

const central = readTemplate('events-central.yaml');
const account = readTemplate('events-account.yaml');

function ofType(resources: Record<string, Resource>, type: string) {
  return Object.values(resources).filter(resource => resource.Type === type);
}

function statements(resources: Record<string, Resource>): Statement[] {
  return Object.values(resources).flatMap(({ Properties: own }) => [
    ...(own.Statement ? [own.Statement] : []),
    ...(own.PolicyDocument?.Statement ?? []),
    ...(own.AssumeRolePolicyDocument?.Statement ?? []),
    ...(own.Policies ?? []).flatMap(
      ({ PolicyDocument }) => PolicyDocument.Statement,
    ),
  ]);
}

const TEMPLATES = [
  ['events-central.yaml', central],
  ['events-account.yaml', account],
] as const;

describe('the rules of an account', () => {
  const rules = ofType(account, 'AWS::Events::Rule').map(
    ({ Properties }) => Properties,
  );

  it('send the events that the code handles, and no other', () => {
    const sent = rules.flatMap(({ EventPattern }) => {
      const { source, detail, 'detail-type': types } = EventPattern!;
      return types!.map(detailType => ({
        source: source.join(),
        detailType,
        ...(detail && { eventNames: detail.eventName }),
      }));
    });
    const order = (events: { detailType: string }[]) =>
      [...events].sort((a, b) => a.detailType.localeCompare(b.detailType));
    expect(order(sent)).toEqual(order(HANDLED_EVENTS));
  });

  it('take only calls of SageMaker that have succeeded', () => {
    const calls = rules.flatMap(
      ({ EventPattern }) => EventPattern?.detail ?? [],
    );
    expect(calls).toEqual([
      expect.objectContaining({
        eventSource: ['sagemaker.amazonaws.com'],
        errorCode: [{ exists: false }],
      }),
    ]);
  });

  it('send to the bus of the portal, by a role that may do nothing else', () => {
    for (const { Targets, EventBusName } of rules) {
      expect(EventBusName).toBeUndefined();
      expect(Targets).toEqual([
        expect.objectContaining({
          Arn: 'EventBusArn',
          RoleArn: 'SenderRole.Arn',
          DeadLetterConfig: { Arn: 'DeadLetterQueue.Arn' },
          RetryPolicy: expect.objectContaining({
            MaximumEventAgeInSeconds: 3600,
          }),
        }),
      ]);
    }
    expect(
      account.SenderRole.Properties.Policies?.flatMap(
        ({ PolicyDocument }) => PolicyDocument.Statement,
      ),
    ).toEqual([
      expect.objectContaining({
        Action: 'events:PutEvents',
        Resource: 'EventBusArn',
      }),
    ]);
  });
});

describe('the central template', () => {
  it('takes from the bus what every source of the code sends', () => {
    const [{ Properties: rule }] = ofType(central, 'AWS::Events::Rule');
    expect(rule.EventBusName).toBe('Bus');
    const sources = new Set(HANDLED_EVENTS.map(({ source }) => source));
    expect(rule.EventPattern).toEqual({ source: [...sources].sort() });
    expect(rule.Targets?.map(({ Arn }) => Arn)).toEqual(['Queue.Arn']);
  });

  it('keeps what cannot be handled for longer than what can', () => {
    const { Queue, DeadLetterQueue } = central;
    expect(Queue.Properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: 'DeadLetterQueue.Arn',
      maxReceiveCount: 5,
    });
    expect(DeadLetterQueue.Properties.MessageRetentionPeriod).toBe(
      14 * 24 * 60 * 60,
    );
  });

  it('lets the portal do what the SQS module of Backstage calls', () => {
    expect(
      statements(central).filter(
        ({ Principal }) =>
          typeof Principal === 'object' &&
          Principal.AWS === 'PortalPrincipalArn',
      ),
    ).toEqual([
      expect.objectContaining({
        Action: ['sqs:DeleteMessage', 'sqs:ReceiveMessage'],
        Resource: 'Queue.Arn',
      }),
    ]);
  });

  it('lets an organisation or accounts send, only where they are named', () => {
    expect(
      ofType(central, 'AWS::Events::EventBusPolicy').map(
        ({ Condition, Properties: { Statement: own } }) => [
          Condition,
          own?.Action,
          own?.Resource,
          own?.Condition ?? own?.Principal,
        ],
      ),
    ).toEqual([
      [
        'HasOrganization',
        'events:PutEvents',
        'Bus.Arn',
        { StringEquals: { 'aws:PrincipalOrgID': 'OrganizationId' } },
      ],
      ['HasAccounts', 'events:PutEvents', 'Bus.Arn', { AWS: 'AccountIds' }],
    ]);
  });
});

describe.each(TEMPLATES)('%s', (_, resources) => {
  it('lets nobody in without a condition, and grants nothing by a wildcard', () => {
    const all = statements(resources);
    expect(all.length).toBeGreaterThan(2);
    // An AWS service is open to everybody's resources, as '*' is.
    const isOpen = ({ Principal }: Statement) =>
      JSON.stringify(Principal ?? '').includes('"*"') ||
      (typeof Principal === 'object' && 'Service' in Principal);
    expect(all.filter(one => isOpen(one) && !one.Condition)).toEqual([]);
    expect(
      all.filter(({ Action, Resource }) =>
        [Action, Resource].flat().some(value => value?.includes('*')),
      ),
    ).toEqual([]);
  });

  it('lets only its own rules send to its queues', () => {
    const rules = Object.entries(resources)
      .filter(([, { Type }]) => Type === 'AWS::Events::Rule')
      .map(([id]) => `${id}.Arn`);
    const sending = statements(resources).filter(
      ({ Action }) => Action === 'sqs:SendMessage',
    );
    expect(sending.map(({ Resource }) => Resource)).toEqual(
      ofType(resources, 'AWS::SQS::QueuePolicy').map(
        ({ Properties: { Queues } }) => `${Queues}.Arn`,
      ),
    );
    for (const { Condition } of sending) {
      expect([Condition?.ArnEquals['aws:SourceArn']].flat()).toEqual(rules);
    }
  });

  it('encrypts every queue', () => {
    const queues = ofType(resources, 'AWS::SQS::Queue');
    expect(queues.length).toBeGreaterThan(0);
    for (const { Properties } of queues) {
      expect(Properties.SqsManagedSseEnabled).toBe(true);
    }
  });
});
