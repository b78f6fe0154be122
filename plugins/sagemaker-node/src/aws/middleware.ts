import { MiddlewareStack } from '@smithy/types';
import { isError } from '@backstage/errors';
import { Target } from '../domain';
import { awsErrorCode, awsErrorKind, toAwsError } from './errors';
import { countCall } from './CallCount';
import { AwsService } from './iamActions';
import { AwsMetrics, Outcome } from './metrics';

/** Input members that say what a call is about, the most exact first. */
const RESOURCE_KEYS = [
  'ModelPackageArn',
  'PipelineExecutionArn',
  'TrainingJobName',
  'ProcessingJobName',
  'TransformJobName',
  'HyperParameterTuningJobName',
  'logGroupName',
  'ResourceArn',
  'ProjectName',
  'ModelPackageGroupName',
  'PipelineName',
  'EndpointName',
  'pipelineName',
  'name',
  'repositoryName',
  'resourceArn',
  'TableName',
  'Bucket',
  'StackName',
  'ProductId',
  'Id',
  'Resource',
];

function resourceOf(input: object): string | undefined {
  const members = new Map<string, unknown>(Object.entries(input));
  for (const key of RESOURCE_KEYS) {
    const value = members.get(key);
    if (typeof value === 'string') {
      return value;
    }
  }
  return undefined;
}

function operationOf(context: { commandName?: string }): string {
  return (context.commandName ?? 'Unknown').replace(/Command$/, '');
}

function outcomeOf(error: unknown): Outcome {
  if (isError(error) && error.name === 'AbortError') {
    return 'aborted';
  }
  return awsErrorKind(error) ?? 'failed';
}

/** Makes a client count every request and throw Backstage errors. */
export function instrument<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
  options: {
    service: AwsService;
    target: Target;
    metrics: AwsMetrics;
    onExpiredCredentials: () => void;
  },
) {
  const { service, target, metrics } = options;

  // Outermost: after the last retry.
  stack.add(
    (next, context) => async args => {
      try {
        return await next(args);
      } catch (error) {
        const translated = toAwsError(error, {
          service,
          operation: operationOf(context),
          target,
          resource: resourceOf(args.input),
        });
        if (awsErrorCode(translated)?.startsWith('ExpiredToken')) {
          options.onExpiredCredentials();
        }
        throw translated;
      }
    },
    { step: 'initialize', priority: 'high', name: 'sagemakerErrors' },
  );

  // Inside the retries and around the parsing of the answer: once a request.
  stack.add(
    (next, context) => async args => {
      const started = performance.now();
      let outcome: Outcome = 'ok';
      try {
        return await next(args);
      } catch (error) {
        outcome = outcomeOf(error);
        throw error;
      } finally {
        countCall(outcome);
        metrics.call({
          service,
          operation: operationOf(context),
          outcome,
          seconds: (performance.now() - started) / 1000,
        });
      }
    },
    { step: 'deserialize', priority: 'high', name: 'sagemakerMetrics' },
  );
}
