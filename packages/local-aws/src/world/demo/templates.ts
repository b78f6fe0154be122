import type { ProvisioningArtifactParameter } from '@aws-sdk/client-service-catalog';

/** A Service Catalog product that makes SageMaker projects. */
export interface ProjectProduct {
  id: string;
  name: string;
  description: string;
}

export const REALTIME_PRODUCT: ProjectProduct = {
  id: 'prod-mlopsrealtime',
  name: 'MLOps training and real-time inference',
  description:
    'CI/CD for a training pipeline in dev and for endpoints in staging and prod',
};

export const PRODUCTS: ProjectProduct[] = [
  REALTIME_PRODUCT,
  {
    id: 'prod-mlopsbatch',
    name: 'MLOps training and batch inference',
    description:
      'CI/CD for a training pipeline in dev and for batch transform jobs in staging and prod',
  },
  {
    id: 'prod-mlopstraining',
    name: 'MLOps training only',
    description: 'CI/CD for a training pipeline in dev',
  },
];

export const PARAMETERS: ProvisioningArtifactParameter[] = [
  {
    ParameterKey: 'AccountSet',
    ParameterType: 'String',
    Description: 'Name of the account set to deploy to',
    DefaultValue: '',
    IsNoEcho: false,
  },
  {
    ParameterKey: 'InstanceType',
    ParameterType: 'String',
    Description: 'Instance type of the endpoints',
    DefaultValue: 'ml.m5.large',
    IsNoEcho: false,
    ParameterConstraints: {
      AllowedValues: ['ml.m5.large', 'ml.m5.xlarge', 'ml.c6i.large'],
    },
  },
];

/** A CloudFormation template of a SageMaker project, as it lies in S3. */
export function cfnTemplate(description: string): string {
  return JSON.stringify(
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: description,
      Parameters: {
        SageMakerProjectName: {
          Type: 'String',
          Description: 'Name of the project',
          MaxLength: 32,
        },
        SageMakerProjectId: {
          Type: 'String',
          Description: 'Service generated Id of the project',
        },
        ...Object.fromEntries(
          PARAMETERS.map(parameter => [
            parameter.ParameterKey,
            {
              Type: parameter.ParameterType,
              Description: parameter.Description,
              Default: parameter.DefaultValue,
              AllowedValues: parameter.ParameterConstraints?.AllowedValues,
            },
          ]),
        ),
      },
      Resources: {
        BuildPipeline: { Type: 'AWS::CodePipeline::Pipeline' },
        DeployPipeline: { Type: 'AWS::CodePipeline::Pipeline' },
        ModelApprovedRule: { Type: 'AWS::Events::Rule' },
      },
    },
    null,
    2,
  );
}
