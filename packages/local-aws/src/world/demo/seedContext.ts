import { World } from '../../core/world';
import { UseCase } from '../useCase';
import { Timeline } from './timeline';
import { DemoUseCase } from './useCases';

/** What every part of the seed of one use case needs. */
export interface SeedContext {
  world: World;
  demo: DemoUseCase;
  useCase: UseCase;
  timeline: Timeline;
}
