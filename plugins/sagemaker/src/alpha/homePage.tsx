import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

export const approvalsWidget = HomePageWidgetBlueprint.make({
  name: 'approvals',
  params: {
    name: 'MlopsApprovals',
    title: 'Models waiting for your approval',
    description: 'Model versions and deployments that you may decide on',
    components: () =>
      import('../inbox/InboxWidget').then(m => ({ Content: m.InboxWidget })),
  },
});
