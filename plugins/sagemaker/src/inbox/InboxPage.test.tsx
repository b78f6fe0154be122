import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  backendAnswers,
  FakeSageMakerApi,
} from '../__testUtils__/FakeSageMakerApi';
import {
  approvalInbox,
  inboxItem,
  promotion,
  registryApproval,
} from '../__testUtils__/fixtures';
import { PAGES, renderLegacyPage } from '../__testUtils__/renderMlopsPage';
import { InboxOptions } from '../api/SageMakerApi';

const path = '/approvals';
const others = inboxItem({
  entityRef: 'resource:default/uplift-models',
  title: 'uplift-models',
  owner: 'group:default/marketing',
  mayDecide: false,
  approval: {
    id: 'cicd:ApproveProd/Approval',
    kind: 'cicd',
    stage: 'prod',
    title: 'Approve version 3 for prod',
    version: 3,
    expected: 'token',
    pipelineName: 'uplift-deploy',
    url: 'https://console.example/review',
  },
});

/** Answers as the backend does, of these. */
function apiWith(items = [inboxItem(), others]) {
  const api = new FakeSageMakerApi();
  const asked: InboxOptions[] = [];
  const waiting = [...items];
  api.getApprovals = async ({ signal, ...options } = {}) => {
    asked.push(options);
    const { search = '', mayDecide, cursor } = options;
    const found = waiting.filter(({ title }) => title.includes(search));
    const own = found.filter(item => item.mayDecide);
    const wanted = mayDecide ? own : found;
    const from = cursor ? Number(cursor) : 0;
    return approvalInbox(wanted.slice(from, from + 1), {
      total: wanted.length,
      mayDecide: own.length,
      nextCursor: wanted.length > from + 1 ? String(from + 1) : undefined,
    });
  };
  return { api, asked, waiting };
}

const list = () => screen.findByRole('list', { name: 'Approvals' });
const approve = () =>
  screen.findByRole('button', {
    name: 'Approve version 14 of scoring-models for staging',
  });
const address = () => screen.getByTestId('address').textContent;

describe.each(PAGES)('the inbox in the $system system', ({ render }) => {
  it('is a place of the MLOps page, and shows what waits', async () => {
    const { api } = apiWith([inboxItem()]);
    await render({ sagemaker: api });
    await userEvent.click(
      await screen.findByRole('tab', { name: 'Approvals' }),
    );
    const item = within(await list()).getByRole('listitem');
    expect(
      within(item).getByText('Version 14 waits for approval'),
    ).toBeInTheDocument();
    expect(
      within(item).getByRole('link', { name: 'scoring-models' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/resource/scoring-models-1a2b3c4d',
    );
    expect(
      within(item).getByRole('link', { name: /credit-risk/ }),
    ).toBeInTheDocument();
    expect(
      within(item).getByText('staging, in the model registry'),
    ).toBeInTheDocument();
    expect(within(item).getByText(/ago$/)).toBeInTheDocument();
  });

  it('approves with a reason, and reads the list anew', async () => {
    const { api, waiting } = apiWith([inboxItem()]);
    await render({ path, sagemaker: api });
    await userEvent.click(await approve());
    const dialog = await screen.findByRole('dialog', {
      name: 'Approve version 14 of scoring-models',
    });
    expect(
      await within(dialog).findByText(/account 210000000003, eu-west-1/),
    ).toBeInTheDocument();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'AUC is up',
    );
    waiting.length = 0;
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    expect(
      await screen.findByText('Nothing waits for approval'),
    ).toBeInTheDocument();
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
});

describe('the inbox', () => {
  it('shows first what the person may decide, and keeps the choice in the address', async () => {
    const { api, asked } = apiWith();
    await renderLegacyPage({ path, sagemaker: api });
    expect(await screen.findByText('1 approval waits')).toBeInTheDocument();
    expect(
      screen.getByRole('radio', { name: 'For me to decide 1' }),
    ).toBeChecked();
    expect(asked).toEqual([expect.objectContaining({ mayDecide: true })]);
    await userEvent.click(screen.getByRole('radio', { name: 'All' }));
    expect(await screen.findByText('2 approvals wait')).toBeInTheDocument();
    expect(address()).toBe('/mlops/approvals?view=all');
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(
      await screen.findByRole('link', { name: 'uplift-models' }),
    ).toBeInTheDocument();
    expect(within(await list()).getAllByRole('listitem')).toHaveLength(2);
    expect(
      screen.getByText('prod, in CodePipeline uplift-deploy'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /What to review/ }),
    ).toHaveAttribute('href', 'https://console.example/review');
  });

  it('shows everything to those who may decide nothing, and why they cannot', async () => {
    const { api } = apiWith([others]);
    await renderLegacyPage({ path, sagemaker: api });
    const button = await screen.findByRole('button', {
      name: 'Reject version 3 of uplift-models for prod',
    });
    expect(screen.getByRole('radio', { name: 'All' })).toBeChecked();
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.hover(button);
    expect(
      (await screen.findAllByText(/You lack the permission to decide/)).length,
    ).toBeGreaterThan(0);
    await userEvent.click(button);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('searches, by the address too', async () => {
    const { api } = apiWith();
    await renderLegacyPage({
      path: `${path}?view=all&q=uplift`,
      sagemaker: api,
    });
    expect(await screen.findByText('1 approval waits')).toBeInTheDocument();
    const search = screen.getByRole('searchbox');
    expect(search).toHaveValue('uplift');
    await userEvent.type(search, 'x');
    expect(
      await screen.findByText('No approvals match "upliftx"'),
    ).toBeInTheDocument();
    expect(address()).toBe('/mlops/approvals?view=all&q=upliftx');
  });

  it.each([
    ['', 'Nothing waits for approval'],
    ['?view=mine', 'Nothing waits for you'],
  ])('says that nothing waits: %j', async (search, title) => {
    await renderLegacyPage({
      path: `${path}${search}`,
      sagemaker: apiWith([]).api,
    });
    expect(await screen.findByText(title)).toBeInTheDocument();
  });

  it('says that it is loading', async () => {
    const api = new FakeSageMakerApi();
    api.getApprovals = () => new Promise(() => {});
    await renderLegacyPage({ path, sagemaker: api });
    expect(
      await screen.findByRole('status', { name: 'Loading approvals' }),
    ).toBeInTheDocument();
  });

  it('says that AWS could not be read, and shows what is known', async () => {
    const api = new FakeSageMakerApi();
    api.getApprovals = async () =>
      approvalInbox([inboxItem()], { readable: false });
    await renderLegacyPage({ path, sagemaker: api });
    expect(
      await screen.findByText('Some of AWS could not be read'),
    ).toBeInTheDocument();
    expect(await approve()).toBeInTheDocument();
  });

  it.each([
    [
      403,
      { name: 'NotAllowedError', message: 'Unauthorized' },
      'You are not allowed to see this',
    ],
    [
      503,
      { name: 'ServiceUnavailableError', message: 'no catalog' },
      'This could not be read',
    ],
  ])('says why it cannot be shown: %s', async (status, error, title) => {
    const api = new FakeSageMakerApi();
    api.getApprovals = () => backendAnswers(status, error);
    await renderLegacyPage({ path, sagemaker: api });
    expect(await screen.findByText(title)).toBeInTheDocument();
  });

  it('says that somebody else was first, and what is true now', async () => {
    const { api, waiting } = apiWith([inboxItem(), others]);
    await renderLegacyPage({ path, sagemaker: api });
    await userEvent.click(await approve());
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'AUC is up',
    );
    api.decideApproval = () =>
      backendAnswers(409, {
        name: 'ConflictError',
        message: "user:default/bob decided 'Approved'",
      });
    api.getPromotion = async () => promotion({ approvals: [] });
    waiting.shift();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    expect(
      await within(dialog).findByText(/bob decided 'Approved'/),
    ).toHaveTextContent('Nothing waits for a decision any more');
    expect(
      within(dialog).getByRole('button', { name: 'Approve' }),
    ).toBeDisabled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Cancel' }),
    );
    expect(
      await screen.findByRole('link', { name: 'uplift-models' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'scoring-models' })).toBeNull();
  });

  it('looks again when the person comes back', async () => {
    const { api, waiting } = apiWith([inboxItem()]);
    await renderLegacyPage({ path, sagemaker: api });
    await approve();
    waiting.push(inboxItem({ title: 'more-models' }));
    window.dispatchEvent(new Event('focus'));
    expect(await screen.findByText('2 approvals wait')).toBeInTheDocument();
  });
});
