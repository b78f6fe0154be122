import { createBackend } from '@backstage/backend-defaults';

/*
 * `yarn start` runs a catalog with this module alone, AWS being whatever the
 * environment says. What to read stands in another file:
 * `yarn start --config my-app-config.yaml`, with `sagemaker` as in the README.
 */
const backend = createBackend();
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-events-backend-module-aws-sqs'));
backend.add(import('../src'));
backend.add(import('./catalogModuleMeasuring'));
backend.start();
