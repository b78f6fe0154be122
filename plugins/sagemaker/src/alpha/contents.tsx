import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { modelGroupFilter, runsFilter } from '../filters';

export const pipelinesContent = EntityContentBlueprint.make({
  name: 'pipelines',
  params: {
    path: '/pipelines',
    title: 'Pipelines',
    group: 'development',
    filter: runsFilter,
    loader: () => import('../runs/RunsContent').then(m => <m.RunsContent />),
  },
});

export const versionsContent = EntityContentBlueprint.make({
  name: 'versions',
  params: {
    path: '/versions',
    title: 'Versions',
    group: 'development',
    filter: modelGroupFilter,
    loader: () =>
      import('../versions/VersionsContent').then(m => <m.VersionsContent />),
  },
});

export const promotionContent = EntityContentBlueprint.make({
  name: 'promotion',
  params: {
    path: '/promotion',
    title: 'Promotion',
    group: 'deployment',
    filter: modelGroupFilter,
    loader: () =>
      import('../promotion/PromotionContent').then(m => <m.PromotionContent />),
  },
});
