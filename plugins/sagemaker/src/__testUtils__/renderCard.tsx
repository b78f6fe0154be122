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
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  PermissionApi,
  permissionApiRef,
} from '@backstage/plugin-permission-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { ComponentType } from 'react';
import { Route, Routes } from 'react-router-dom';
import { SageMakerApi, sagemakerApiRef } from '../api/SageMakerApi';
import { FakeSignals } from './FakeSignals';

/** One card or tab, as each of the two frontend systems has it. */
export interface Subject {
  legacy: ComponentType;
  extension: ExtensionDefinition;
}

interface Options {
  entity: Entity;
  api: SageMakerApi;
  signals?: FakeSignals;
  /** Decides on `<permission> <entity ref>`; everything is allowed when left out. */
  isAllowed?: (permission: string, entityRef?: string) => boolean;
}

const permissionsOf = ({ isAllowed }: Options): PermissionApi => ({
  authorize: async request => ({
    result:
      isAllowed?.(
        request.permission.name,
        'resourceRef' in request ? request.resourceRef : undefined,
      ) ?? true
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
  }),
});

const signalsOf = ({ signals }: Options) => signals ?? new FakeSignals();

export async function renderLegacy(subject: Subject, options: Options) {
  const Card = subject.legacy;
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [sagemakerApiRef, options.api],
        [permissionApiRef, permissionsOf(options)],
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
    },
  );
}

export async function renderNew(subject: Subject, options: Options) {
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity: options.entity }),
      subject.extension,
    ],
    apis: [
      [sagemakerApiRef, options.api],
      [permissionApiRef, permissionsOf(options)],
      [signalApiRef, signalsOf(options)],
      [catalogApiRef, catalogApiMock({ entities: [options.entity] })],
    ],
  });
}

export const SYSTEMS = [
  { system: 'legacy', render: renderLegacy },
  { system: 'new', render: renderNew },
];
