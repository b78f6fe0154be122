import {
  ApprovalInbox,
  ApprovalInboxItem,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  LocalBackend,
  startLocalBackend,
  useCaseEntities,
} from '../__testUtils__/localBackend';

describe('the inbox, in the demo world of Local AWS', () => {
  let portal: LocalBackend;

  beforeAll(async () => {
    portal = await startLocalBackend([
      ...useCaseEntities('churn-prediction', 'marketing'),
      ...useCaseEntities('credit-scoring', 'credit-risk'),
      ...useCaseEntities('fraud-detection', 'credit-risk'),
      // In another region.
      ...useCaseEntities('returns-forecast', 'forecasting'),
    ]);
  }, 60_000);
  afterAll(() => portal?.stop());

  const sweep = () => portal.backend.trigger('index-approvals');
  const inbox = async (): Promise<ApprovalInbox> =>
    (await portal.backend.as('ann').inbox()).body;
  const waiting = async () =>
    (await inbox()).items
      .map(({ entityRef, approval }) => `${entityRef} ${approval.id}`)
      .sort();
  const decide = async ({ entityRef, approval }: ApprovalInboxItem) => {
    const { status } = await portal.backend
      .as('ann')
      .post(entityRef, `approvals/${encodeURIComponent(approval.id)}`, {
        decision: 'Approved',
        reason: 'Good',
        expected: approval.expected,
      });
    return status;
  };
  const CHURN = 'resource:default/churn-prediction-models registry:1';
  const SCORING =
    'resource:default/credit-scoring-models cicd:ApproveProd/Approval';
  const RETURNS = 'resource:default/returns-forecast-models registry:6';

  it('has what waits in all accounts and regions, and loses it with the decision', async () => {
    portal.local.calls.clear();
    await sweep();
    const asked = portal.asked();
    // What waits and what was approved, in two regions; a state for each pipeline.
    expect(asked.filter(name => name === 'Search')).toHaveLength(4);
    expect(asked.filter(name => name === 'GetPipelineState')).toHaveLength(4);
    expect(asked).not.toContain('DescribeModelPackage');

    portal.local.calls.clear();
    const before = await inbox();
    expect(await waiting()).toEqual([CHURN, SCORING, RETURNS]);
    expect(before).toMatchObject({ mayDecide: 3, readable: true });
    expect(portal.asked()).toEqual([]);

    for (const item of before.items) {
      expect(await decide(item)).toBe(200);
      expect(await waiting()).not.toContain(
        `${item.entityRef} ${item.approval.id}`,
      );
    }
    await sweep();
    expect(await waiting()).toEqual([]);
  }, 60_000);
});
