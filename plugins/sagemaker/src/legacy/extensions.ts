import {
  createComponentExtension,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import {
  pipelinesRouteRef,
  promotionRouteRef,
  rootRouteRef,
  sagemakerPlugin,
  versionsRouteRef,
} from './plugin';

export const EntityLatestRunsCard = sagemakerPlugin.provide(
  createComponentExtension({
    name: 'EntityLatestRunsCard',
    component: { lazy: () => import('../runs/RunsCard').then(m => m.RunsCard) },
  }),
);

export const EntityPromotionCard = sagemakerPlugin.provide(
  createComponentExtension({
    name: 'EntityPromotionCard',
    component: {
      lazy: () =>
        import('../promotion/PromotionCard').then(m => m.PromotionCard),
    },
  }),
);

export const EntityModelVersionsCard = sagemakerPlugin.provide(
  createComponentExtension({
    name: 'EntityModelVersionsCard',
    component: {
      lazy: () => import('../versions/VersionsCard').then(m => m.VersionsCard),
    },
  }),
);

export const EntityAccountSetCard = sagemakerPlugin.provide(
  createComponentExtension({
    name: 'EntityAccountSetCard',
    component: {
      lazy: () =>
        import('../accountSet/AccountSetCard').then(m => m.AccountSetCard),
    },
  }),
);

export const EntityRepositoryStandardCard = sagemakerPlugin.provide(
  createComponentExtension({
    name: 'EntityRepositoryStandardCard',
    component: {
      lazy: () =>
        import('../repository/RepositoryStandardCard').then(
          m => m.RepositoryStandardCard,
        ),
    },
  }),
);

export const EntityPipelinesContent = sagemakerPlugin.provide(
  createRoutableExtension({
    name: 'EntityPipelinesContent',
    mountPoint: pipelinesRouteRef,
    component: () => import('../runs/RunsContent').then(m => m.RunsContent),
  }),
);

export const EntityVersionsContent = sagemakerPlugin.provide(
  createRoutableExtension({
    name: 'EntityVersionsContent',
    mountPoint: versionsRouteRef,
    component: () =>
      import('../versions/VersionsContent').then(m => m.VersionsContent),
  }),
);

export const EntityPromotionContent = sagemakerPlugin.provide(
  createRoutableExtension({
    name: 'EntityPromotionContent',
    mountPoint: promotionRouteRef,
    component: () =>
      import('../promotion/PromotionContent').then(m => m.PromotionContent),
  }),
);

export const MlopsPage = sagemakerPlugin.provide(
  createRoutableExtension({
    name: 'MlopsPage',
    mountPoint: rootRouteRef,
    component: () => import('../page/MlopsPage').then(m => m.LegacyMlopsPage),
  }),
);
