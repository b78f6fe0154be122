import { World } from '../../core/world';
import { simulateAccountVending } from './accountVending';
import { deployApprovedVersions } from './approvedVersions';
import { simulateActions } from './cicd';
import { simulatePipelineRuns } from './pipelineRuns';

/** What goes on in the world by itself, in answer to what happens in it. */
export function startSimulations(world: World) {
  simulatePipelineRuns(world);
  simulateAccountVending(world);
  deployApprovedVersions(world);
  simulateActions(world);
}
