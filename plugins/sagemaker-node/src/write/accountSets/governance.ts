import { InputError } from '@backstage/errors';
import { SageMakerConfig } from '../../config';

export type Governance = NonNullable<SageMakerConfig['governance']>;

/** Throws an InputError when there is no governance account. */
export function governanceOf(config: SageMakerConfig): Governance {
  if (!config.governance) {
    throw new InputError(
      "Account sets are vended and retired in a governance account, and the configuration names none: set 'sagemaker.governance'",
    );
  }
  return config.governance;
}
