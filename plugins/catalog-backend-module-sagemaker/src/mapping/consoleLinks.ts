import { EntityLink } from '@backstage/catalog-model';
import { parseArn } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** The AWS Management Console of each partition. */
const CONSOLE_DOMAINS: Record<string, string> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

function regionalConsole(region: string, partition = 'aws') {
  return `https://${region}.${
    CONSOLE_DOMAINS[partition] ?? CONSOLE_DOMAINS.aws
  }`;
}

export function endpointLink(arn: string, name: string): EntityLink {
  const { region, partition } = parseArn(arn);
  return {
    title: 'AWS console',
    url: `${regionalConsole(
      region,
      partition,
    )}/sagemaker/home?region=${region}#/endpoints/${encodeURIComponent(name)}`,
  };
}

/** Projects, model groups and pipelines are shown in Studio only, which asks for domain and user first. */
export function studioLink(arn: string): EntityLink {
  const { region, partition } = parseArn(arn);
  return {
    title: 'SageMaker Studio',
    url: `${regionalConsole(
      region,
      partition,
    )}/sagemaker/home?region=${region}#/studio-landing`,
  };
}

export function accountSetTableLink(table: {
  region: string;
  tableName: string;
}): EntityLink {
  return {
    title: 'Account sets in the AWS console',
    url: `${regionalConsole(table.region)}/dynamodbv2/home?region=${
      table.region
    }#item-explorer?table=${encodeURIComponent(table.tableName)}`,
  };
}

export function accountLink(accountId: string): EntityLink {
  return {
    title: 'AWS Organizations',
    url: `${regionalConsole(
      'us-east-1',
    )}/organizations/v2/home/accounts/${accountId}`,
  };
}
