import { mockCredentials } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { FakeAws } from '../__testUtils__/fakeAws';
import { StartedBackend, startBackend } from '../__testUtils__/startBackend';
import {
  accountRef,
  GROUP,
  GROUP_ARN,
  PIPELINE,
  STAGING,
  worldAws,
  worldEntities,
} from '../__testUtils__/world';

const READS: [string, JsonObject, string][] = [
  ['list-pipeline-runs', { entityRef: PIPELINE }, PIPELINE],
  ['list-model-versions', { entityRef: GROUP }, GROUP],
  ['get-promotion', { entityRef: GROUP }, GROUP],
];
const APPROVAL = {
  entityRef: GROUP,
  approvalId: 'registry:15',
  decision: 'Approved',
  reason: 'Metrics are better',
  expected: 'PendingManualApproval@2026-01-01T00:00:15.000Z',
};

describe('actions for assistants', () => {
  let aws: FakeAws;
  let backend: StartedBackend;

  beforeEach(async () => {
    aws = worldAws();
    backend = await startBackend({
      aws: aws.service,
      entities: worldEntities(),
    });
  });
  afterEach(() => backend.backend.stop());

  const invoke = (
    name: string,
    input: JsonObject,
    credentials = mockCredentials.user('user:default/ann'),
  ) => backend.actions.invoke({ id: `test:${name}`, input, credentials });

  it('say what they change', async () => {
    const { actions } = await backend.actions.list();
    expect(
      Object.fromEntries(
        actions.map(({ name, attributes }) => [name, attributes]),
      ),
    ).toEqual({
      'list-use-cases': expect.objectContaining({ readOnly: true }),
      'list-pipeline-runs': expect.objectContaining({ readOnly: true }),
      'list-model-versions': expect.objectContaining({ readOnly: true }),
      'get-promotion': expect.objectContaining({ readOnly: true }),
      'start-pipeline-run': expect.objectContaining({ destructive: true }),
      'decide-approval': expect.objectContaining({ destructive: true }),
    });
  });

  it('list use cases, whole or by a part of the name', async () => {
    await expect(invoke('list-use-cases', {})).resolves.toMatchObject({
      output: {
        useCases: [
          {
            entityRef: 'system:default/churn',
            name: 'churn',
            owner: 'group:default/credit-risk',
            parts: expect.arrayContaining([GROUP, PIPELINE]),
          },
        ],
      },
    });
    // The mock of the catalog searches nothing.
    const query = jest.spyOn(backend.catalog, 'queryEntities');
    await invoke('list-use-cases', { search: 'chu' });
    expect(query).toHaveBeenCalledWith(
      expect.objectContaining({
        fullTextFilter: {
          term: 'chu',
          fields: ['metadata.name', 'metadata.title'],
        },
      }),
      expect.anything(),
    );
  });

  it('list runs, versions and the promotion with its drift', async () => {
    await expect(
      invoke('list-pipeline-runs', { entityRef: PIPELINE }),
    ).resolves.toMatchObject({
      output: { runs: [{ id: 'run-1', status: 'Succeeded' }] },
    });
    await expect(
      invoke('list-model-versions', { entityRef: GROUP, limit: 5 }),
    ).resolves.toMatchObject({
      output: { versions: [{ version: 15 }, { version: 14 }, { version: 12 }] },
    });
    await expect(
      invoke('get-promotion', { entityRef: GROUP }),
    ).resolves.toMatchObject({
      output: { latest: 15, approved: 14, drift: [], readable: true },
    });
  });

  it.each(READS)(
    '%s is refused without sagemaker.read, before AWS is asked',
    async (name, input, ref) => {
      backend.denied.add(`sagemaker.read ${ref}`);
      await expect(invoke(name, input)).rejects.toThrow(
        `You lack the permission 'sagemaker.read' on '${ref}'`,
      );
      expect(aws.calls).toEqual([]);
    },
  );

  it('start a run, in the audit log with who it was for', async () => {
    await expect(
      invoke('start-pipeline-run', {
        entityRef: PIPELINE,
        parameters: [{ name: 'Rows', value: '10' }],
      }),
    ).resolves.toMatchObject({ output: { run: { status: 'Executing' } } });
    expect(backend.audit).toEqual([
      {
        outcome: 'run-start succeeded',
        meta: expect.objectContaining({
          entityRef: PIPELINE,
          assistantOf: 'user:default/ann',
          runId: 'run-2',
        }),
      },
    ]);
  });

  it('decide in the name of the person, exactly once', async () => {
    await expect(invoke('decide-approval', APPROVAL)).resolves.toMatchObject({
      output: { decision: 'Approved', decidedBy: 'user:default/ann' },
    });
    await expect(
      invoke(
        'decide-approval',
        APPROVAL,
        mockCredentials.user('user:default/bob'),
      ),
    ).rejects.toThrow(/user:default\/ann/);
    expect(aws.versions.get(GROUP_ARN)![0].approvalStatus).toBe('Approved');
    expect(backend.audit.map(({ outcome }) => outcome)).toEqual([
      'approval-decide succeeded',
      'approval-decide failed',
    ]);
  });

  it.each([
    ['the model group', `sagemaker.approval.decide ${GROUP}`],
    [
      'the account that it opens the way to',
      `sagemaker.approval.decide ${accountRef(STAGING)}`,
    ],
  ])('decide nothing without permission on %s', async (_, denial) => {
    backend.denied.add(denial);
    await expect(invoke('decide-approval', APPROVAL)).rejects.toThrow(
      /You lack the permission/,
    );
    expect(aws.count('versions.decide')).toBe(0);
  });

  it('decide nothing for a service', async () => {
    await expect(
      backend.actions.invoke({
        id: 'test:decide-approval',
        input: APPROVAL,
        credentials: mockCredentials.service(),
      }),
    ).rejects.toThrow('Only a person can decide');
    expect(aws.count('versions.decide')).toBe(0);
  });
});
