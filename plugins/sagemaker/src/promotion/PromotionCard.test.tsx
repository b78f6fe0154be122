import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { promotionCard } from '../alpha/cards';
import { EntityPromotionCard } from '../legacy/extensions';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../__testUtils__/FakeSageMakerApi';
import {
  modelGroup,
  promotion,
  registryApproval,
} from '../__testUtils__/fixtures';
import { SYSTEMS } from '../__testUtils__/renderCard';

const card = { legacy: EntityPromotionCard, extension: promotionCard };
const entity = modelGroup();

const approve = () =>
  screen.findByRole('button', { name: 'Approve version 14 for staging' });

describe.each(SYSTEMS)('promotion in the $system system', ({ render }) => {
  it('says that it is loading', async () => {
    const api = new FakeSageMakerApi();
    api.getPromotion = () => new Promise(() => {});
    await render(card, { entity, api });
    expect(
      await screen.findByRole('status', { name: 'Loading promotion' }),
    ).toBeInTheDocument();
  });

  it('says that there is no version yet', async () => {
    const api = new FakeSageMakerApi();
    api.getPromotion = async () =>
      promotion({
        latest: undefined,
        approved: undefined,
        approvals: [],
        drift: [],
        deployment: undefined,
        stages: [{ stage: 'dev', status: 'empty', summary: '', running: [] }],
      });
    await render(card, { entity, api });
    expect(
      await screen.findByText('No version to promote yet'),
    ).toBeInTheDocument();
  });

  it('names the annotation that is missing', async () => {
    const api = new FakeSageMakerApi();
    await render(card, { entity: modelGroup({ annotations: {} }), api });
    expect(await screen.findByText('aws.amazon.com/arn')).toBeInTheDocument();
  });

  it('says that access is refused', async () => {
    const api = new FakeSageMakerApi();
    api.getPromotion = () =>
      backendAnswers(403, { name: 'NotAllowedError', message: 'Unauthorized' });
    await render(card, { entity, api });
    expect(
      await screen.findByText('You are not allowed to see this'),
    ).toBeInTheDocument();
  });

  it('shows the code of an AWS error', async () => {
    const api = new FakeSageMakerApi();
    api.getPromotion = () =>
      backendAnswers(503, {
        name: 'ServiceUnavailableError',
        message: 'not authorized to perform: sagemaker:Search',
        code: 'AccessDeniedException',
        kind: 'denied',
      });
    await render(card, { entity, api });
    expect(
      await screen.findByText('AWS answered AccessDeniedException'),
    ).toBeInTheDocument();
    expect(screen.getByText(/role of the portal lacks/)).toBeInTheDocument();
  });

  it('shows the stages in order with what runs and what waits', async () => {
    const api = new FakeSageMakerApi();
    await render(card, { entity, api });
    const strip = await screen.findByRole('list', {
      name: 'Stages of the promotion',
    });
    const stages = within(strip).getAllByRole('listitem');
    expect(stages.map(stage => stage.querySelector('h4')?.textContent)).toEqual(
      ['dev', 'staging', 'prod'],
    );
    expect(within(stages[0]).getByText('Registered')).toBeInTheDocument();
    expect(within(stages[1]).getByText('Version 13')).toBeInTheDocument();
    expect(
      within(stages[1]).getByText('Version 14 waits for approval'),
    ).toBeInTheDocument();
    expect(within(stages[2]).getByText('Rolled back')).toBeInTheDocument();
    expect(
      screen.getByText('prod runs 12, approved is 13'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Approve the deployment to prod'),
    ).toBeInTheDocument();
    const deployment = screen.getByRole('list', {
      name: 'Stages of scoring-deploy',
    });
    expect(
      within(deployment).getByText('Waiting for approval'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /CodePipeline scoring-deploy/ }),
    ).toHaveAttribute(
      'href',
      'https://console.example/pipeline/scoring-deploy',
    );
  });

  it('approves with a reason, and sends what the person saw', async () => {
    const api = new FakeSageMakerApi();
    await render(card, { entity, api });
    await userEvent.click(await approve());
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog).getByText(/starts its deployment to staging/),
    ).toBeInTheDocument();
    const confirm = within(dialog).getByRole('button', { name: 'Approve' });
    expect(confirm).toBeDisabled();
    const reason = within(dialog).getByRole('textbox', { name: /Reason/ });
    await userEvent.type(reason, '   ');
    expect(confirm).toBeDisabled();
    await userEvent.type(reason, 'AUC is up');
    expect(
      within(dialog).getByText(/12 of 400 characters/),
    ).toBeInTheDocument();
    await userEvent.dblClick(confirm);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.decided).toEqual([
      {
        id: 'registry:14',
        request: {
          decision: 'Approved',
          reason: 'AUC is up',
          expected: registryApproval.expected,
        },
      },
    ]);
  });

  it('on a conflict shows the new state, keeps the reason and asks again', async () => {
    const api = new FakeSageMakerApi();
    await render(card, { entity, api });
    const approveButton = await approve();
    const decide = api.decideApproval;
    api.decideApproval = () =>
      backendAnswers(409, {
        name: 'ConflictError',
        message: 'Version 14 was changed by anna',
      });
    api.getPromotion = async () =>
      promotion({
        approvals: [{ ...registryApproval, title: 'Changed', expected: 'new' }],
      });
    await userEvent.click(approveButton);
    const dialog = await screen.findByRole('dialog');
    const reason = within(dialog).getByRole('textbox', { name: /Reason/ });
    await userEvent.type(reason, 'AUC is up');
    const confirm = within(dialog).getByRole('button', { name: 'Approve' });
    await userEvent.click(confirm);
    expect(
      await within(dialog).findByText(/Version 14 was changed by anna/),
    ).toBeInTheDocument();
    expect(within(dialog).getByText('Changed')).toBeInTheDocument();
    expect(reason).toHaveValue('AUC is up');
    expect(api.decided).toEqual([]);

    api.decideApproval = decide;
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    await waitFor(() => expect(api.decided).toHaveLength(1));
    expect(api.decided[0].request).toMatchObject({
      reason: 'AUC is up',
      expected: 'new',
    });
  });

  it('on a conflict where nothing waits any more, leaves nothing to confirm', async () => {
    const api = new FakeSageMakerApi();
    await render(card, { entity, api });
    const approveButton = await approve();
    api.decideApproval = () =>
      backendAnswers(409, { name: 'ConflictError', message: 'Gone' });
    api.getPromotion = async () => promotion({ approvals: [] });
    await userEvent.click(approveButton);
    const dialog = await screen.findByRole('dialog');
    const reason = within(dialog).getByRole('textbox', { name: /Reason/ });
    await userEvent.type(reason, 'AUC is up');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    expect(
      await within(dialog).findByText(/Nothing waits for a decision any more/),
    ).toBeInTheDocument();
    expect(reason).toHaveValue('AUC is up');
    expect(
      within(dialog).getByRole('button', { name: 'Approve' }),
    ).toBeDisabled();
  });

  // Other names in each case: the permission hook remembers its answers.
  it.each([
    {
      group: 'closed-group',
      account: 'resource:default/open-account',
      reason: /not allowed to decide on versions of this model group/,
    },
    {
      group: 'open-group',
      account: 'resource:default/closed-account',
      reason: /but not on deployments to the account/,
    },
  ])(
    'says which permission is missing on $group and $account',
    async options => {
      const { group, account, reason } = options;
      const api = new FakeSageMakerApi();
      const stages = promotion().stages.map(stage => ({
        ...stage,
        accountRef: account,
      }));
      api.getPromotion = async () => promotion({ stages });
      await render(card, {
        entity: modelGroup({ name: group }),
        api,
        isAllowed: (permission, entityRef) =>
          permission !== 'sagemaker.approval.decide' ||
          !entityRef?.includes('closed'),
      });
      const button = await approve();
      await waitFor(() =>
        expect(button).toHaveAttribute('aria-disabled', 'true'),
      );
      await userEvent.tab();
      while (document.activeElement !== button) {
        await userEvent.tab();
      }
      expect(await screen.findByText(reason)).toBeInTheDocument();
    },
  );
});
