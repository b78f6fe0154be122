import {
  createExtensionTester,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { homePageWidgetDataRef } from '@backstage/plugin-home-react/alpha';
import { screen } from '@testing-library/react';
import { FakeSageMakerApi } from '../__testUtils__/FakeSageMakerApi';
import { approvalInbox, inboxItem } from '../__testUtils__/fixtures';
import { approvalsWidget } from '../alpha/homePage';
import { rootRouteRef } from '../alpha/page';
import { InboxOptions, sagemakerApiRef } from '../api/SageMakerApi';

function render(items = [inboxItem()]) {
  const asked: InboxOptions[] = [];
  const api = new FakeSageMakerApi();
  api.getApprovals = async ({ signal, ...options } = {}) => {
    asked.push(options);
    return approvalInbox(items, { total: items.length && 7 });
  };
  const { component, title } = createExtensionTester(approvalsWidget).get(
    homePageWidgetDataRef,
  );
  renderInTestApp(component, {
    apis: [[sagemakerApiRef, api]],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/mlops': rootRouteRef,
    },
  });
  return { asked, title };
}

describe('the widget of the home page', () => {
  it('shows what has waited longest for the person, and where the rest is', async () => {
    const { asked, title } = render();
    expect(await screen.findByText(title!)).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'scoring-models' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/resource/scoring-models-1a2b3c4d',
    );
    expect(
      screen.getByText(/^Version 14 waits for approval/),
    ).toHaveTextContent('ago');
    expect(
      screen.getByRole('link', { name: '7 approvals wait for you' }),
    ).toHaveAttribute('href', '/mlops/approvals');
    expect(asked).toEqual([{ limit: 5, mayDecide: true }]);
  });

  it('says that nothing waits', async () => {
    render([]);
    expect(
      await screen.findByText('Nothing waits for you'),
    ).toBeInTheDocument();
  });
});
