import { Arn } from './arn';

/** The AWS Management Console of each partition. */
const CONSOLE_DOMAINS: Record<string, string> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** Address of the AWS Management Console in a region, without a slash at its end. */
export function consoleBase({
  region,
  partition = 'aws',
}: Pick<Arn, 'region'> & Partial<Pick<Arn, 'partition'>>): string {
  return `https://${region}.${
    CONSOLE_DOMAINS[partition] ?? CONSOLE_DOMAINS.aws
  }`;
}
