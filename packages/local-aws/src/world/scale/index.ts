import { World } from '../../core/world';
import { createGovernance, putAccountSetRow } from '../governance';
import { hex } from '../random';
import { scaleDefinition } from './definition';
import { layOut } from './layout';
import {
  seedEndpoints,
  seedModelGroups,
  seedPipelines,
  seedProjects,
  seedVersions,
} from './seedResources';
import { seedRuns } from './seedRuns';
import { Sizes } from './sizes';

/**
 * Adds account sets full of resources to the world, for measurements. The
 * simulations do not know these sets: nothing happens in them by itself.
 */
export async function seedScale(world: World, sizes: Sizes) {
  const layout = layOut(sizes);
  await createGovernance(world);
  for (const set of layout.sets) {
    await putAccountSetRow(world, {
      ...set,
      status: 'active',
      regions: sizes.regions,
      provisionedProductId: `pp-${hex(`account-set/${set.name}`, 13)}`,
      updatedAt: world.clock.now(),
    });
  }
  seedProjects(world, layout);
  seedModelGroups(world, layout);
  seedPipelines(world, layout, scaleDefinition(sizes.steps));
  seedEndpoints(world, layout);
  seedVersions(world, layout, sizes.versions);
  seedRuns(world, layout, sizes.runs);
}
