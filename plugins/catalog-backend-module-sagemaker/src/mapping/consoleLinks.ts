import { EntityLink } from '@backstage/catalog-model';
import {
  consoleBase,
  parseArn,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

export function endpointLink(arn: string, name: string): EntityLink {
  const { region, partition } = parseArn(arn);
  return {
    title: 'AWS console',
    url: `${consoleBase({
      region,
      partition,
    })}/sagemaker/home?region=${region}#/endpoints/${encodeURIComponent(name)}`,
  };
}

/** Projects, model groups and pipelines are shown in Studio only, which asks for domain and user first. */
export function studioLink(arn: string): EntityLink {
  const { region, partition } = parseArn(arn);
  return {
    title: 'SageMaker Studio',
    url: `${consoleBase({
      region,
      partition,
    })}/sagemaker/home?region=${region}#/studio-landing`,
  };
}

export function accountSetTableLink(table: {
  region: string;
  tableName: string;
}): EntityLink {
  return {
    title: 'Account sets in the AWS console',
    url: `${consoleBase(table)}/dynamodbv2/home?region=${
      table.region
    }#item-explorer?table=${encodeURIComponent(table.tableName)}`,
  };
}

export function accountLink(accountId: string): EntityLink {
  return {
    title: 'AWS Organizations',
    url: `${consoleBase({
      region: 'us-east-1',
    })}/organizations/v2/home/accounts/${accountId}`,
  };
}
