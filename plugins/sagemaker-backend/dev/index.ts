import { createBackend } from '@backstage/backend-defaults';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { worldEntities } from '../src/__testUtils__/world';

/*
 * `yarn start` runs this plugin alone, with a few entities instead of a catalog.
 * AWS is whatever the environment says, see "Try it alone" in the README.
 */
const backend = createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(catalogServiceMock.factory({ entities: worldEntities() }));
backend.add(import('../src'));
backend.start();
