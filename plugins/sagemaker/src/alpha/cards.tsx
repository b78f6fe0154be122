import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  accountSetFilter,
  modelGroupFilter,
  repositoryFilter,
  runsFilter,
} from '../filters';

export const runsCard = EntityCardBlueprint.make({
  name: 'latest-runs',
  params: {
    filter: runsFilter,
    loader: () => import('../runs/RunsCard').then(m => <m.RunsCard />),
  },
});

export const promotionCard = EntityCardBlueprint.make({
  name: 'promotion',
  params: {
    filter: modelGroupFilter,
    loader: () =>
      import('../promotion/PromotionCard').then(m => <m.PromotionCard />),
  },
});

export const versionsCard = EntityCardBlueprint.make({
  name: 'versions',
  params: {
    filter: modelGroupFilter,
    loader: () =>
      import('../versions/VersionsCard').then(m => <m.VersionsCard />),
  },
});

export const accountSetCard = EntityCardBlueprint.make({
  name: 'account-set',
  params: {
    filter: accountSetFilter,
    loader: () =>
      import('../accountSet/AccountSetCard').then(m => <m.AccountSetCard />),
  },
});

export const repositoryStandardCard = EntityCardBlueprint.make({
  name: 'repository-standard',
  params: {
    filter: repositoryFilter,
    loader: () =>
      import('../repository/RepositoryStandardCard').then(m => (
        <m.RepositoryStandardCard />
      )),
  },
});
