import { createServiceRef } from '@backstage/backend-plugin-api';
import {
  AccountSetReader,
  DefinitionReader,
  DeployedModelReader,
  DeploymentPipelineReader,
  JobReader,
  ModelVersionReader,
  PrerequisiteReader,
  ProjectTemplateReader,
  ResourceReader,
  RunReader,
  TargetDirectory,
} from './readers';
import { AwsClients } from './aws/clients';
import { createFactory } from './factory';
import { AccountSetVending } from './vending';
import {
  ProjectWriter,
  ModelGroupWriter,
  ObjectWriter,
  PipelineWriter,
  RepositoryWriter,
} from './writers';

/** The only way to AWS for the modules and the backend of this suite. */
export interface SageMakerAws {
  clients: AwsClients;
  resources: ResourceReader;
  runs: RunReader;
  definitions: DefinitionReader;
  jobs: JobReader;
  versions: ModelVersionReader;
  deployments: DeploymentPipelineReader;
  deployedModels: DeployedModelReader;
  projectTemplates: ProjectTemplateReader;
  prerequisites: PrerequisiteReader;
  accountSets: AccountSetReader;
  targets: TargetDirectory;
  projects: ProjectWriter;
  modelGroups: ModelGroupWriter;
  repositories: RepositoryWriter;
  pipelines: PipelineWriter;
  objects: ObjectWriter;
  vending: AccountSetVending;
}

/**
 * Made once a backend: clients, credentials and limiters are shared by all
 * plugins. The default factory builds it from configuration. It has plugin scope
 * only because that is where Backstage hands out metrics.
 */
export const sagemakerAwsServiceRef = createServiceRef<SageMakerAws>({
  id: 'sagemaker.aws',
  scope: 'plugin',
  defaultFactory: async service => createFactory(service),
});
