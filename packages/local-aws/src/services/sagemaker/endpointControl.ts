import type {
  CreateEndpointConfigInput,
  CreateEndpointConfigOutput,
  CreateEndpointInput,
  CreateEndpointOutput,
  CreateModelInput,
  CreateModelOutput,
  DeleteEndpointInput,
  UpdateEndpointInput,
  UpdateEndpointOutput,
} from '@aws-sdk/client-sagemaker';
import { Context, Operation } from '../../core/service';
import {
  bringUp,
  takeDown,
  updateEndpoint,
} from '../../world/simulations/endpointDeployment';
import { findEndpoint, findEndpointConfig } from './endpoints';
import { EndpointConfigRecord, sagemakerOf, toArn } from './store';
import { newTags } from './tags';
import { checkName, invalid, required } from './validation';

const MAX_NAME = 63;

/** Throws when the name is none, or taken. */
function newArn(
  type: 'model' | 'endpoint-config' | 'endpoint',
  name: string | undefined,
  member: string,
  context: Context,
): string {
  const arn = toArn(context, type, checkName(name, member, MAX_NAME));
  if (sagemakerOf(context.world, context).tags.has(arn)) {
    throw invalid(`Cannot create already existing ${type} "${arn}".`);
  }
  return arn;
}

const createModel: Operation<CreateModelInput, CreateModelOutput> = (
  { Tags, ...input },
  context,
) => {
  const ModelArn = newArn('model', input.ModelName, 'modelName', context);
  const tags = newTags(Tags);
  const store = sagemakerOf(context.world, context);
  store.models.set(ModelArn, {
    ...input,
    ModelName: required(input.ModelName, 'modelName'),
    ModelArn,
    CreationTime: context.world.clock.now(),
  });
  store.tags.set(ModelArn, tags);
  return { ModelArn };
};

const createConfig: Operation<
  CreateEndpointConfigInput,
  CreateEndpointConfigOutput
> = ({ Tags, ...input }, context) => {
  const { EndpointConfigName: name } = input;
  const arn = newArn('endpoint-config', name, 'endpointConfigName', context);
  const tags = newTags(Tags);
  const store = sagemakerOf(context.world, context);
  const variants = required(input.ProductionVariants, 'productionVariants');
  for (const { ModelName } of variants) {
    const model = toArn(context, 'model', ModelName ?? '');
    if (ModelName && !store.models.has(model)) {
      throw invalid(`Could not find model "${model}".`);
    }
  }
  store.endpointConfigs.set(arn, {
    ...input,
    EndpointConfigName: required(name, 'endpointConfigName'),
    EndpointConfigArn: arn,
    ProductionVariants: variants,
    CreationTime: context.world.clock.now(),
  });
  store.tags.set(arn, tags);
  return { EndpointConfigArn: arn };
};

function variantsOf({ ProductionVariants }: EndpointConfigRecord) {
  return ProductionVariants.map(variant => ({
    VariantName: variant.VariantName,
    CurrentWeight: variant.InitialVariantWeight ?? 1,
    DesiredWeight: variant.InitialVariantWeight ?? 1,
    CurrentInstanceCount: variant.InitialInstanceCount,
    DesiredInstanceCount: variant.InitialInstanceCount,
  }));
}

const createEndpoint: Operation<CreateEndpointInput, CreateEndpointOutput> = (
  input,
  context,
) => {
  const { world } = context;
  const { EndpointName: name } = input;
  const EndpointArn = newArn('endpoint', name, 'endpointName', context);
  const config = findEndpointConfig(input.EndpointConfigName, context);
  const now = world.clock.now();
  const endpoint = {
    EndpointName: required(name, 'endpointName'),
    EndpointArn,
    EndpointConfigName: config.EndpointConfigName,
    EndpointStatus: 'Creating' as const,
    ProductionVariants: variantsOf(config),
    CreationTime: now,
    LastModifiedTime: now,
  };
  const store = sagemakerOf(world, context);
  store.tags.set(EndpointArn, newTags(input.Tags));
  store.endpoints.set(EndpointArn, endpoint);
  bringUp(world, endpoint, () => {});
  return { EndpointArn };
};

/** Only what is in service can be changed. */
function findAtRest(name: string | undefined, context: Context) {
  const endpoint = findEndpoint(name, context);
  if (!['InService', 'Failed'].includes(endpoint.EndpointStatus)) {
    throw invalid(
      `Cannot update in-progress endpoint "${endpoint.EndpointArn}".`,
    );
  }
  return endpoint;
}

const update: Operation<UpdateEndpointInput, UpdateEndpointOutput> = (
  input,
  context,
) => {
  const endpoint = findAtRest(input.EndpointName, context);
  const config = findEndpointConfig(input.EndpointConfigName, context);
  updateEndpoint(context.world, endpoint, config.EndpointConfigName, () => {});
  return { EndpointArn: endpoint.EndpointArn };
};

const deleteEndpoint: Operation<DeleteEndpointInput> = (input, context) => {
  takeDown(context.world, findAtRest(input.EndpointName, context));
};

export const endpointControlOperations = {
  CreateModel: createModel,
  CreateEndpointConfig: createConfig,
  CreateEndpoint: createEndpoint,
  UpdateEndpoint: update,
  DeleteEndpoint: deleteEndpoint,
};
