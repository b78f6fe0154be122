import { SageMakerConfig } from '../../config';
import { AccountSetSource } from './source';

/** Account sets under `sagemaker.accountSets`. */
export function configuredAccountSets(
  readConfig: () => SageMakerConfig,
): AccountSetSource {
  return {
    name: 'the configuration',
    list: async () => ({ sets: readConfig().accountSets, unreadable: [] }),
  };
}
