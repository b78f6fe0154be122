import { World } from '../../core/world';
import { deployApprovedVersions } from './approvedVersions';
import { simulateActions } from './cicd';
import { simulatePipelineRuns } from './pipelineRuns';

/** What goes on in the world by itself, in answer to what happens in it. */
export function startSimulations(world: World) {
  simulatePipelineRuns(world);
  deployApprovedVersions(world);
  simulateActions(world);
}
