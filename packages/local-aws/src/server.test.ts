import {
  CreateModelPackageGroupCommand,
  ListModelPackageGroupsCommand,
  ResourceType,
  SageMakerClient,
  SearchCommand,
} from '@aws-sdk/client-sagemaker';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import {
  DEV,
  GOVERNANCE,
  startLocalAws,
  TestAws,
  TOOLING,
} from './__testUtils__/localAws';
import { Fault } from './core/faults';

describe('Local AWS', () => {
  let aws: TestAws;
  beforeEach(async () => {
    aws = await startLocalAws({ seed: 'empty' });
  });
  afterEach(() => aws.close());

  const listGroups = (client: SageMakerClient) =>
    client.send(new ListModelPackageGroupsCommand({}));

  it('keeps accounts and regions apart by the credentials of the request', async () => {
    await aws
      .client(SageMakerClient, TOOLING)
      .send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'a' }));
    const counts = await Promise.all(
      [
        aws.client(SageMakerClient, TOOLING),
        aws.client(SageMakerClient, TOOLING, 'us-east-1'),
        aws.client(SageMakerClient, DEV),
      ].map(async client => {
        const { ModelPackageGroupSummaryList } = await listGroups(client);
        return ModelPackageGroupSummaryList?.length;
      }),
    );
    expect(counts).toEqual([1, 0, 0]);
  });

  it('lets a role be assumed, whose calls belong to its account', async () => {
    const sts = aws.client(STSClient, GOVERNANCE);
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${DEV}:role/mlops-portal`,
        RoleSessionName: 'backstage',
        ExternalId: 'mlops',
      }),
    );
    const assumed = {
      endpoint: aws.url,
      region: 'eu-west-1',
      credentials: {
        accessKeyId: Credentials!.AccessKeyId!,
        secretAccessKey: Credentials!.SecretAccessKey!,
        sessionToken: Credentials!.SessionToken,
      },
    };
    const identity = await new STSClient(assumed).send(
      new GetCallerIdentityCommand({}),
    );
    expect(identity).toMatchObject({
      Account: DEV,
      Arn: `arn:aws:sts::${DEV}:assumed-role/mlops-portal/backstage`,
    });
    await listGroups(new SageMakerClient(assumed));
    expect(aws.calls.list()).toContainEqual(
      expect.objectContaining({
        accountId: DEV,
        service: 'sagemaker',
        operation: 'ListModelPackageGroups',
        count: 1,
      }),
    );
  });

  it('refuses credentials that are of no account', async () => {
    const client = new SageMakerClient({
      endpoint: aws.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIASOMETHINGELSE', secretAccessKey: 'x' },
    });
    await expect(listGroups(client)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  it.each([
    { kind: 'throttle', name: 'ThrottlingException' },
    { kind: 'error', name: 'InternalFailure' },
    { kind: 'accessDenied', name: 'AccessDeniedException' },
    { kind: 'expiredToken', name: 'ExpiredTokenException' },
    { kind: 'truncated', name: 'Error' },
  ])('faults with $kind as often as it is told', async ({ kind, name }) => {
    const put = await fetch(`${aws.url}/_local/faults`, {
      method: 'PUT',
      body: JSON.stringify({
        faults: [
          { kind, operation: 'ListModelPackageGroups', skip: 1, times: 1 },
        ],
      }),
    });
    expect(put.status).toBe(200);
    const client = aws.client(SageMakerClient, TOOLING);
    await listGroups(client);
    await expect(listGroups(client)).rejects.toMatchObject({ name });
    await listGroups(client);
    const search = new SearchCommand({ Resource: 'Project' });
    await expect(client.send(search)).resolves.toBeDefined();
  });

  it('does not answer at all while it is told to time out', async () => {
    aws.faults.set([{ kind: 'timeout', accountId: TOOLING }]);
    const client = aws.client(SageMakerClient, TOOLING);
    const abort = AbortSignal.timeout(300);
    await expect(
      client.send(new ListModelPackageGroupsCommand({}), {
        abortSignal: abort,
      }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    await listGroups(aws.client(SageMakerClient, DEV));
  });

  describe('faults of pages', () => {
    const NAMES = ['a', 'b', 'c', 'd', 'e'];
    let client: SageMakerClient;
    beforeEach(async () => {
      client = aws.client(SageMakerClient, TOOLING);
      for (const ModelPackageGroupName of NAMES) {
        await client.send(
          new CreateModelPackageGroupCommand({ ModelPackageGroupName }),
        );
      }
    });

    /** The names on each page of a walk, which ends with its sixth page. */
    async function walk(Resource: ResourceType = 'ModelPackageGroup') {
      const pages: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(
          new SearchCommand({
            Resource,
            SortBy: 'CreationTime',
            SortOrder: 'Ascending',
            MaxResults: 2,
            NextToken,
          }),
        );
        pages.push(
          (page.Results ?? [])
            .map(result => result.ModelPackageGroup?.ModelPackageGroupName)
            .join(''),
        );
        NextToken = page.NextToken;
      } while (NextToken && pages.length < 6);
      return pages;
    }

    it.each<[string, Fault, string[]]>([
      ['none', { kind: 'throttle', times: 0 }, ['ab', 'cd', 'e']],
      ['an empty answer', { kind: 'empty' }, ['']],
      ['an empty last page', { kind: 'empty', skip: 2 }, ['ab', 'cd', '']],
      ['half a page', { kind: 'shortPage', skip: 1 }, ['ab', 'c']],
      [
        'a page that comes twice',
        { kind: 'repeatPage', skip: 1, times: 1 },
        ['ab', 'cd', 'cd', 'e'],
      ],
      [
        'a page that comes for ever',
        { kind: 'repeatPage' },
        ['ab', 'cd', 'cd', 'cd', 'cd', 'cd'],
      ],
    ])('%s', async (_, fault, pages) => {
      aws.faults.set([fault]);
      expect(await walk()).toEqual(pages);
    });

    it('strike a search for one type only', async () => {
      aws.faults.set([
        { kind: 'accessDenied', operation: 'Search', resource: 'Pipeline' },
      ]);
      expect(await walk()).toEqual(['ab', 'cd', 'e']);
      await expect(walk('Pipeline')).rejects.toMatchObject({
        name: 'AccessDeniedException',
      });
    });

    it('are told apart in the call log', async () => {
      aws.calls.clear();
      aws.faults.set([
        { kind: 'throttle', resource: 'Pipeline', times: 1 },
        { kind: 'error', resource: 'Pipeline', times: 1 },
      ]);
      await walk();
      await expect(walk('Pipeline')).rejects.toThrow();
      await expect(walk('Pipeline')).rejects.toThrow();
      await walk('Pipeline');
      expect(
        aws.calls
          .list()
          .map(({ resource, count, errors, throttles }) => [
            resource,
            count,
            errors,
            throttles,
          ]),
      ).toEqual([
        ['ModelPackageGroup', 3, 0, undefined],
        ['Pipeline', 3, 2, 1],
      ]);
    });

    it('are joined by records that are none', async () => {
      const put = (body: object) =>
        fetch(`${aws.url}/_local/world/stray-records`, {
          method: 'PUT',
          body: JSON.stringify({
            accountId: TOOLING,
            region: 'eu-west-1',
            resource: 'ModelPackageGroup',
            ...body,
          }),
        });
      const records = [
        {},
        { ModelPackageGroup: { ModelPackageGroupName: 'x/é' } },
      ];
      expect((await put({ records })).status).toBe(200);
      expect(await walk()).toEqual(['x/é', 'ab', 'cd', 'e']);
      expect(await walk('Pipeline')).toEqual(['']);
      await put({ records: [] });
      expect(await walk()).toEqual(['ab', 'cd', 'e']);
      expect((await put({ records: 'none' })).status).toBe(400);
      expect((await put({ records: [null] })).status).toBe(400);
    });
  });

  it.each(['throttle', 'error'])(
    'takes SQS down for a while with %s',
    async kind => {
      const sqs = aws.client(SQSClient, GOVERNANCE);
      const { QueueUrl } = await sqs.send(
        new CreateQueueCommand({ QueueName: 'events' }),
      );
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
      await fetch(`${aws.url}/_local/faults`, {
        method: 'PUT',
        body: JSON.stringify({ faults: [{ kind, service: 'sqs', times: 2 }] }),
      });
      const receive = () => sqs.send(new ReceiveMessageCommand({ QueueUrl }));
      await expect(receive()).rejects.toThrow();
      await expect(receive()).rejects.toThrow();
      expect((await receive()).Messages).toHaveLength(1);
    },
  );

  it.each([
    { body: '{"faults":[{"kind":"explode"}]}' },
    { body: '{"faults":{}}' },
    { body: 'no json' },
  ])('refuses the faults $body', async ({ body }) => {
    const answer = await fetch(`${aws.url}/_local/faults`, {
      method: 'PUT',
      body,
    });
    expect(answer.status).toBe(400);
  });

  it('counts calls and errors by account, region, service and operation', async () => {
    const client = aws.client(SageMakerClient, TOOLING, 'us-east-1');
    await listGroups(client);
    await listGroups(client);
    const wrong = new ListModelPackageGroupsCommand({ MaxResults: 101 });
    await expect(client.send(wrong)).rejects.toThrow('maxResults');
    const read = async () => (await fetch(`${aws.url}/_local/calls`)).json();
    expect(await read()).toEqual({
      calls: [
        {
          accountId: TOOLING,
          region: 'us-east-1',
          service: 'sagemaker',
          operation: 'ListModelPackageGroups',
          count: 3,
          errors: 1,
        },
      ],
    });
    await fetch(`${aws.url}/_local/calls`, { method: 'DELETE' });
    expect(await read()).toEqual({ calls: [] });
  });

  it.each([
    {
      what: 'an operation that it does not know',
      headers: { 'x-amz-target': 'SageMaker.CreateNotebookInstance' },
      service: 'sagemaker',
      body: '{}',
      code: 'UnknownOperationException',
    },
    {
      what: 'a service that it does not know',
      headers: { 'x-amz-target': 'Glue.GetTables' },
      service: 'glue',
      body: '{}',
      code: 'UnknownOperationException',
    },
    {
      what: 'a body that is no JSON',
      headers: { 'x-amz-target': 'SageMaker.Search' },
      service: 'sagemaker',
      body: '{"Resource":',
      code: 'SerializationException',
    },
  ])('answers $what with $code', async ({ headers, service, body, code }) => {
    const answer = await fetch(aws.url, {
      method: 'POST',
      headers: {
        ...headers,
        authorization: `AWS4-HMAC-SHA256 Credential=AKIA${TOOLING}TEST/20260302/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body,
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: code });
  });

  it('asks for a signature', async () => {
    const answer = await fetch(aws.url, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      __type: 'MissingAuthenticationToken',
    });
  });

  it('moves its clock by the admin API', async () => {
    const before = aws.clock.now().getTime();
    await fetch(`${aws.url}/_local/clock/advance`, {
      method: 'POST',
      body: '{"ms":5000}',
    });
    expect(aws.clock.now().getTime() - before).toBe(5000);
  });
});
