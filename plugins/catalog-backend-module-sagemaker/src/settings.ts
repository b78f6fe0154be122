import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  RootConfigService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  readSageMakerConfig,
  SageMakerConfig,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';

const DEFAULT_REMOVAL_LIMIT_PERCENT = 30;
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 30 },
  timeout: { minutes: 30 },
  initialDelay: { seconds: 15 },
};

/** The root key `sagemaker` with what only this module reads. */
export interface Settings extends SageMakerConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  removalLimitPercent: number;
}

/** Throws an InputError that names the key. */
export function readSettings(root: RootConfigService): Settings {
  const ingestion = root.getOptionalConfig('sagemaker.ingestion');
  const schedule = ingestion?.getOptionalConfig('schedule');
  const removalLimitPercent =
    ingestion?.getOptionalNumber('removalLimitPercent') ??
    DEFAULT_REMOVAL_LIMIT_PERCENT;
  if (removalLimitPercent < 0 || removalLimitPercent > 100) {
    throw new InputError(
      `Configuration sagemaker.ingestion.removalLimitPercent must be from 0 to 100, but is ${removalLimitPercent}`,
    );
  }
  return {
    ...readSageMakerConfig(root),
    schedule: {
      ...(schedule
        ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
        : DEFAULT_SCHEDULE),
      scope: 'global',
    },
    removalLimitPercent,
  };
}
