import { Entity } from '@backstage/catalog-model';
import { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { ComponentType } from 'react';
import { Route, Routes } from 'react-router-dom';
import { SageMakerApi, sagemakerApiRef } from '../api/SageMakerApi';
import { FakeSignals } from './FakeSignals';
import { fakePermissions, IsAllowed } from './fakePermissions';

/** One card or tab, as each of the two frontend systems has it. */
export interface Subject {
  legacy: ComponentType;
  extension: ExtensionDefinition;
}

interface Options {
  entity: Entity;
  api: SageMakerApi;
  signals?: FakeSignals;
  isAllowed?: IsAllowed;
  /** Query of the address, such as `?run=abc`. */
  query?: string;
}

const signalsOf = ({ signals }: Options) => signals ?? new FakeSignals();

export async function renderLegacy(subject: Subject, options: Options) {
  const Card = subject.legacy;
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [sagemakerApiRef, options.api],
        [permissionApiRef, fakePermissions(options.isAllowed)],
        [signalApiRef, signalsOf(options)],
        [catalogApiRef, catalogApiMock({ entities: [options.entity] })],
      ]}
    >
      <EntityProvider entity={options.entity}>
        <Routes>
          <Route path="/*" element={<Card />} />
        </Routes>
      </EntityProvider>
    </TestApiProvider>,
    {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      routeEntries: [`/${options.query ?? ''}`],
    },
  );
}

export async function renderNew(subject: Subject, options: Options) {
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity: options.entity }),
      subject.extension,
    ],
    initialRouteEntries: [`/${options.query ?? ''}`],
    apis: [
      [sagemakerApiRef, options.api],
      [permissionApiRef, fakePermissions(options.isAllowed)],
      [signalApiRef, signalsOf(options)],
      [catalogApiRef, catalogApiMock({ entities: [options.entity] })],
    ],
  });
}

export const SYSTEMS = [
  { system: 'legacy', render: renderLegacy },
  { system: 'new', render: renderNew },
];
