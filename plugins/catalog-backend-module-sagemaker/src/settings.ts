import { RootConfigService } from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import {
  INGESTION_TYPES,
  IngestionType,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  readSageMakerConfig,
  SageMakerConfig,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import {
  createFilter,
  readSelection,
  ResourceFilter,
} from './ingestion/filter';

const DEFAULT_REMOVAL_LIMIT_PERCENT = 30;
const DEFAULT_FREQUENCY: HumanDuration = { minutes: 30 };
/** A row of the governance table is cheap to read, and all else depends on it. */
const DEFAULT_ACCOUNT_SET_FREQUENCY: HumanDuration = { minutes: 5 };
const DEFAULT_TIMEOUT: HumanDuration = { minutes: 15 };

const ROOT = 'sagemaker.ingestion';

/** The root key `sagemaker` with what only this module reads. */
export interface Settings extends SageMakerConfig {
  /** Milliseconds from one reading of a listing to the next. */
  frequencies: Record<IngestionType, number>;
  /** The longest that one sweep takes. */
  timeout: HumanDuration;
  removalLimitPercent: number;
  filter: ResourceFilter;
}

/** Throws an InputError that names the key. */
export function readSettings(root: RootConfigService): Settings {
  const ingestion = root.getOptionalConfig(ROOT);
  const removalLimitPercent =
    ingestion?.getOptionalNumber('removalLimitPercent') ??
    DEFAULT_REMOVAL_LIMIT_PERCENT;
  if (removalLimitPercent < 0 || removalLimitPercent > 100) {
    throw new InputError(
      `Configuration ${ROOT}.removalLimitPercent must be from 0 to 100, but is ${removalLimitPercent}`,
    );
  }
  return {
    ...readSageMakerConfig(root),
    frequencies: readFrequencies(ingestion),
    timeout: readDuration(ingestion, 'timeout') ?? DEFAULT_TIMEOUT,
    removalLimitPercent,
    filter: createFilter(
      readSelection(ingestion?.getOptionalConfig('include')),
      readSelection(ingestion?.getOptionalConfig('exclude')),
    ),
  };
}

function readDuration(
  config: Config | undefined,
  key: string,
): HumanDuration | undefined {
  return config?.has(key) ? readDurationFromConfig(config, { key }) : undefined;
}

function readFrequencies(
  ingestion: Config | undefined,
): Record<IngestionType, number> {
  const common = readDuration(ingestion, 'frequency');
  const own = ingestion?.getOptionalConfig('frequencies');
  const unknown = own
    ?.keys()
    .find(key => !INGESTION_TYPES.some(type => type === key));
  if (unknown) {
    throw new InputError(
      `Configuration ${ROOT}.frequencies.${unknown} is no type: ${INGESTION_TYPES.join(
        ', ',
      )}`,
    );
  }
  const of = (type: IngestionType) => {
    const fallback =
      type === 'account-set' && !common
        ? DEFAULT_ACCOUNT_SET_FREQUENCY
        : common ?? DEFAULT_FREQUENCY;
    return durationToMilliseconds(readDuration(own, type) ?? fallback);
  };
  return {
    'account-set': of('account-set'),
    project: of('project'),
    'model-group': of('model-group'),
    'shared-model-group': of('shared-model-group'),
    pipeline: of('pipeline'),
    endpoint: of('endpoint'),
  };
}
