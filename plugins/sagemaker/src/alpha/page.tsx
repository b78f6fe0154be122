import { createRouteRef, PageBlueprint } from '@backstage/frontend-plugin-api';
import { MlopsIcon } from '../MlopsIcon';

export const rootRouteRef = createRouteRef();

export const mlopsPage = PageBlueprint.make({
  params: {
    path: '/mlops',
    title: 'MLOps',
    icon: <MlopsIcon />,
    routeRef: rootRouteRef,
    loader: () => import('../page/MlopsPage').then(m => <m.MlopsPage />),
  },
});
