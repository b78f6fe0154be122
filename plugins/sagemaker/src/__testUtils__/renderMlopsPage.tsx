import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  CatalogApi,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { Route, Routes, useLocation } from 'react-router-dom';
import { mlopsPage } from '../alpha/page';
import { IngestionApi, ingestionApiRef } from '../api/IngestionApi';
import { SageMakerApi, sagemakerApiRef } from '../api/SageMakerApi';
import { LegacyMlopsPage } from '../page/MlopsPage';
import { FakeIngestionApi } from './FakeIngestionApi';
import { fakePermissions, IsAllowed } from './fakePermissions';
import { FakeSageMakerApi } from './FakeSageMakerApi';

interface Options {
  /** Below `/mlops`, with the search. */
  path?: string;
  api?: IngestionApi;
  sagemaker?: SageMakerApi;
  catalog?: CatalogApi;
  isAllowed?: IsAllowed;
}

const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };

const Address = () => {
  const { pathname, search } = useLocation();
  return (
    <p data-testid="address">
      {pathname}
      {search}
    </p>
  );
};

/** The page of the legacy system, with its address below it. */
export async function renderLegacyPage(options: Options = {}) {
  const { path = '', api, sagemaker, catalog, isAllowed } = options;
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [ingestionApiRef, api ?? new FakeIngestionApi()],
        [sagemakerApiRef, sagemaker ?? new FakeSageMakerApi()],
        [permissionApiRef, fakePermissions(isAllowed)],
        [catalogApiRef, catalog ?? catalogApiMock()],
      ]}
    >
      <Routes>
        <Route path="/mlops/*" element={<LegacyMlopsPage />} />
      </Routes>
      <Address />
    </TestApiProvider>,
    { routeEntries: [`/mlops${path}`], mountedRoutes },
  );
}

export async function renderNewPage(options: Options = {}) {
  const { path = '', api, sagemaker, catalog, isAllowed } = options;
  renderTestApp({
    extensions: [mlopsPage],
    initialRouteEntries: [`/mlops${path}`],
    mountedRoutes,
    apis: [
      [ingestionApiRef, api ?? new FakeIngestionApi()],
      [sagemakerApiRef, sagemaker ?? new FakeSageMakerApi()],
      [permissionApiRef, fakePermissions(isAllowed)],
      [catalogApiRef, catalog ?? catalogApiMock()],
    ],
  });
}

export const PAGES = [
  { system: 'legacy', render: renderLegacyPage },
  { system: 'new', render: renderNewPage },
];
