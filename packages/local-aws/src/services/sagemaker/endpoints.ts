import type {
  DescribeEndpointConfigInput,
  DescribeEndpointConfigOutput,
  DescribeEndpointInput,
  DescribeEndpointOutput,
  DescribeModelInput,
  DescribeModelOutput,
  ListEndpointsInput,
  ListEndpointsOutput,
} from '@aws-sdk/client-sagemaker';
import { Context, Operation } from '../../core/service';
import { list } from './paging';
import {
  EndpointConfigRecord,
  EndpointRecord,
  sagemakerOf,
  toArn,
} from './store';
import { invalid, required } from './validation';

/** By name; throws when there is none. */
export function findEndpoint(
  EndpointName: string | undefined,
  context: Context,
): EndpointRecord {
  const arn = toArn(
    context,
    'endpoint',
    required(EndpointName, 'endpointName'),
  );
  const endpoint = sagemakerOf(context.world, context).endpoints.get(arn);
  if (!endpoint) {
    throw invalid(`Could not find endpoint "${arn}".`);
  }
  return endpoint;
}

/** By name; throws when there is none. */
export function findEndpointConfig(
  EndpointConfigName: string | undefined,
  context: Context,
): EndpointConfigRecord {
  const arn = toArn(
    context,
    'endpoint-config',
    required(EndpointConfigName, 'endpointConfigName'),
  );
  const config = sagemakerOf(context.world, context).endpointConfigs.get(arn);
  if (!config) {
    throw invalid(`Could not find endpoint configuration "${arn}".`);
  }
  return config;
}

const describeEndpoint: Operation<
  DescribeEndpointInput,
  DescribeEndpointOutput
> = ({ EndpointName }, context) => findEndpoint(EndpointName, context);

const listEndpoints: Operation<ListEndpointsInput, ListEndpointsOutput> = (
  input,
  context,
) => {
  const endpoints = [
    ...sagemakerOf(context.world, context).endpoints.values(),
  ].filter(
    ({ EndpointStatus }) =>
      EndpointStatus === (input.StatusEquals ?? EndpointStatus),
  );
  const { items, NextToken } = list(endpoints, input, {
    nameOf: endpoint => endpoint.EndpointName,
    createdOf: endpoint => endpoint.CreationTime,
    keys: {
      CreationTime: endpoint => endpoint.CreationTime,
      Name: endpoint => endpoint.EndpointName,
      Status: endpoint => endpoint.EndpointStatus,
    },
    defaultOrder: 'Descending',
  });
  return { NextToken, Endpoints: items };
};

const describeEndpointConfig: Operation<
  DescribeEndpointConfigInput,
  DescribeEndpointConfigOutput
> = ({ EndpointConfigName }, context) =>
  findEndpointConfig(EndpointConfigName, context);

const describeModel: Operation<DescribeModelInput, DescribeModelOutput> = (
  { ModelName },
  context,
) => {
  const arn = toArn(context, 'model', required(ModelName, 'modelName'));
  const model = sagemakerOf(context.world, context).models.get(arn);
  if (!model) {
    throw invalid(`Could not find model "${arn}".`);
  }
  return model;
};

export const endpointOperations = {
  DescribeEndpoint: describeEndpoint,
  ListEndpoints: listEndpoints,
  DescribeEndpointConfig: describeEndpointConfig,
  DescribeModel: describeModel,
};
