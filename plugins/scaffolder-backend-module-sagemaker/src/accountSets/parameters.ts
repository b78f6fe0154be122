import { VendingProduct } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { TaskContext } from '../actions/context';
import { parameterFindings } from '../project/parameterFindings';
import { readSecrets } from '../project/planLaunch';

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
  const findings: string[] = [];
  const secrets = readSecrets(ctx, secretParameters, findings);
  // A secret that the task does not hold has its finding already.
  const declared = product.parameters.filter(
    ({ key }) => !(key in secretParameters) || key in secrets,
  );
  return {
    values: { ...parameters, ...secrets },
    findings: [
      ...findings,
      ...parameterFindings(declared, { parameters, secrets }),
    ],
  };
}
