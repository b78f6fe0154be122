import { parameterFindings } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  matchesPattern,
  VendingProduct,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { TaskContext } from '../actions/context';
import { readSecrets } from '../project/secrets';

export interface WantedParameters {
  parameters: Record<string, string>;
  /** Name of the task's secret that holds the value, by parameter. */
  secretParameters: Record<string, string>;
}

/**
 * The values for the product, and what is wrong with them. The values hold secrets
 * and are never to be shown.
 */
export function readParameters(
  ctx: TaskContext,
  product: VendingProduct,
  { parameters, secretParameters }: WantedParameters,
): { values: Record<string, string>; findings: string[] } {
  const { secrets, withheld, findings } = readSecrets(ctx, secretParameters);
  const wrong = parameterFindings(
    product.parameters,
    { parameters, secrets, withheld },
    matchesPattern,
  );
  return {
    values: { ...parameters, ...secrets },
    findings: [...findings, ...wrong.map(({ message }) => message)],
  };
}
