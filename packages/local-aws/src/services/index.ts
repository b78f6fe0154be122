import { HttpRoute, Service } from '../core/service';
import { World } from '../core/world';
import { createSageMaker } from './sagemaker';
import { createPlatformServices, platformRoutes } from './platform';
import { sts } from './sts';

/** Every AWS service that this endpoint speaks. */
export function createServices(world: World): Service[] {
  return [sts, createSageMaker(), ...createPlatformServices(world)];
}

export const httpRoutes: HttpRoute[] = platformRoutes;
