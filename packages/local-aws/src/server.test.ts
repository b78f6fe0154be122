import {
  CreateModelPackageGroupCommand,
  ListModelPackageGroupsCommand,
  SageMakerClient,
  SearchCommand,
} from '@aws-sdk/client-sagemaker';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { DEV, startLocalAws, TestAws, TOOLING } from './__testUtils__/localAws';

const GOVERNANCE = '100000000001';

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
