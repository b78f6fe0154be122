import {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
} from '@backstage/backend-plugin-api/alpha';
import { AwsErrorKind } from './errors';
import { AwsService } from './iamActions';

export type Outcome = 'ok' | 'aborted' | AwsErrorKind;

interface Instruments {
  calls: MetricsServiceCounter;
  duration: MetricsServiceHistogram;
  credentials: MetricsServiceCounter;
}

/**
 * Counts and times the calls to AWS. Backstage gives metrics to plugins while
 * the clients belong to the whole process, so the instruments are made with the
 * metrics service of the first plugin that uses AWS.
 */
export class AwsMetrics {
  private instruments?: Instruments;

  use(metrics: MetricsService) {
    this.instruments ??= {
      calls: metrics.createCounter('backstage.sagemaker.aws.calls', {
        description:
          'Requests to AWS, every retry counted, by service, operation and outcome',
      }),
      duration: metrics.createHistogram('backstage.sagemaker.aws.duration', {
        description:
          'Time of a request to AWS, with the wait for a free slot of the limiter',
        unit: 's',
      }),
      credentials: metrics.createCounter(
        'backstage.sagemaker.aws.credentials',
        {
          description:
            'Times that credentials of an account were obtained (AssumeRole), by outcome',
        },
      ),
    };
  }

  call(call: {
    service: AwsService;
    operation: string;
    outcome: Outcome;
    seconds: number;
  }) {
    const { seconds, ...labels } = call;
    this.instruments?.calls.add(1, labels);
    this.instruments?.duration.record(seconds, labels);
  }

  credentials(outcome: 'ok' | 'failed') {
    this.instruments?.credentials.add(1, { outcome });
  }
}
