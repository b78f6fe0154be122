import {
  consoleBase,
  parseArn,
  StepJob,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

const JOB_PAGES: Record<StepJob['kind'], string> = {
  Training: 'jobs',
  Processing: 'processing-jobs',
  Transform: 'transform-jobs',
  Tuning: 'hyper-tuning-jobs',
};

/** The page of a job in the SageMaker console. */
export function jobConsoleUrl(
  kind: StepJob['kind'],
  arn: string,
  name: string,
): string {
  const { region, partition } = parseArn(arn);
  return `${consoleBase({
    region,
    partition,
  })}/sagemaker/home?region=${region}#/${JOB_PAGES[kind]}/${encodeURIComponent(
    name,
  )}`;
}

/** The streams with that prefix in the CloudWatch console. */
export function logConsoleUrl(
  resourceArn: string,
  logGroup: string,
  streamPrefix: string,
): string {
  const { region, partition } = parseArn(resourceArn);
  return `${consoleBase({
    region,
    partition,
  })}/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${inFragment(
    logGroup,
  )}${inFragment(`?logStreamNameFilter=${streamPrefix}`, 1)}`;
}

/** CloudWatch's console wants its fragment encoded twice, with `$` in place of `%`; a query once. */
function inFragment(text: string, times = 2): string {
  let encoded = text;
  for (let time = 0; time < times; time++) {
    encoded = encodeURIComponent(encoded);
  }
  return encoded.replace(/%/g, '$');
}
