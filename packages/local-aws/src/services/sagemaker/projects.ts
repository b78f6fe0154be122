import type {
  CreateProjectInput,
  CreateProjectOutput,
  DeleteProjectInput,
  DescribeProjectInput,
  DescribeProjectOutput,
  ListProjectsInput,
  ListProjectsOutput,
  UpdateProjectInput,
  UpdateProjectOutput,
} from '@aws-sdk/client-sagemaker';
import { AwsError } from '../../core/awsError';
import { Context, Operation } from '../../core/service';
import { changeTemplate } from '../../world/simulations/projectChange';
import {
  provisionProject,
  removeProject,
  updateProject,
} from '../../world/simulations/projectProvisioning';
import { userContext } from './callerIdentity';
import { newId } from './ids';
import { list } from './paging';
import { ProjectRecord, sagemakerOf, toArn } from './store';
import { newTags } from './tags';
import { checkLength, checkName, invalid, required } from './validation';

const MAX_NAME = 32;
const MAX_DESCRIPTION = 1024;

function find(name: string | undefined, context: Context): ProjectRecord {
  const arn = toArn(context, 'project', required(name, 'projectName'));
  const project = sagemakerOf(context.world, context).projects.get(arn);
  if (!project) {
    throw invalid(`Project ${arn} does not exist.`);
  }
  return project;
}

function assertAtRest({ ProjectName, ProjectStatus }: ProjectRecord) {
  if (/Pending|InProgress/.test(ProjectStatus)) {
    throw new AwsError(
      'ConflictException',
      `Project ${ProjectName} is in status ${ProjectStatus}, try again when the operation is over.`,
    );
  }
}

function assertOneTemplate(input: CreateProjectInput) {
  const { ServiceCatalogProvisioningDetails, TemplateProviders } = input;
  if (
    Boolean(ServiceCatalogProvisioningDetails) === Boolean(TemplateProviders)
  ) {
    throw invalid(
      'Exactly one of ServiceCatalogProvisioningDetails and TemplateProviders is required.',
    );
  }
  if (TemplateProviders && TemplateProviders.length !== 1) {
    throw invalid('TemplateProviders must have exactly one entry.');
  }
  const template = TemplateProviders?.[0].CfnTemplateProvider;
  if (template) {
    checkLength(template.TemplateName, 'templateName', { min: 1, max: 32 });
    if (
      !/^https:\/\/\S+$/.test(required(template.TemplateURL, 'templateURL'))
    ) {
      throw invalid('TemplateURL must be an https URL of an S3 object.');
    }
  }
}

const createProject: Operation<CreateProjectInput, CreateProjectOutput> = (
  input,
  context,
) => {
  const { world } = context;
  const store = sagemakerOf(world, context);
  const name = checkName(input.ProjectName, 'projectName', MAX_NAME);
  checkLength(input.ProjectDescription, 'projectDescription', {
    max: MAX_DESCRIPTION,
  });
  assertOneTemplate(input);
  const Tags = newTags(input.Tags);
  const ProjectArn = toArn(context, 'project', name);
  const existing = store.projects.get(ProjectArn);
  if (existing && existing.ProjectStatus !== 'DeleteCompleted') {
    throw invalid(`Project already exists: ${ProjectArn}`);
  }
  const now = world.clock.now();
  const project: ProjectRecord = {
    ProjectArn,
    ProjectName: name,
    ProjectId: `p-${newId(12)}`,
    ProjectDescription: input.ProjectDescription,
    ServiceCatalogProvisioningDetails: input.ServiceCatalogProvisioningDetails,
    TemplateProviderDetails: input.TemplateProviders?.map(
      ({ CfnTemplateProvider }) => ({
        CfnTemplateProviderDetail: CfnTemplateProvider,
      }),
    ),
    ProjectStatus: 'Pending',
    CreatedBy: userContext(context),
    CreationTime: now,
    LastModifiedTime: now,
  };
  provisionProject(world, project);
  store.projects.set(ProjectArn, project);
  store.tags.set(ProjectArn, Tags);
  return { ProjectArn, ProjectId: project.ProjectId };
};

const describeProject: Operation<
  DescribeProjectInput,
  DescribeProjectOutput
> = ({ ProjectName }, context) => find(ProjectName, context);

const listProjects: Operation<ListProjectsInput, ListProjectsOutput> = (
  input,
  context,
) => {
  const { items, NextToken } = list(
    sagemakerOf(context.world, context).projects.values(),
    input,
    {
      nameOf: project => project.ProjectName,
      createdOf: project => project.CreationTime,
      keys: {
        CreationTime: project => project.CreationTime,
        Name: project => project.ProjectName,
      },
      defaultOrder: 'Ascending',
    },
  );
  // A summary has neither tags nor the provider of the template.
  return {
    NextToken,
    ProjectSummaryList: items.map(
      ({
        ProjectName,
        ProjectArn,
        ProjectId,
        ProjectDescription,
        CreationTime,
        ProjectStatus,
      }) => ({
        ProjectName,
        ProjectArn,
        ProjectId,
        ProjectDescription,
        CreationTime,
        ProjectStatus,
      }),
    ),
  };
};

const update: Operation<UpdateProjectInput, UpdateProjectOutput> = (
  input,
  context,
) => {
  const project = find(input.ProjectName, context);
  assertAtRest(project);
  checkLength(input.ProjectDescription, 'projectDescription', {
    max: MAX_DESCRIPTION,
  });
  changeTemplate(context.world, project, input);
  project.ProjectDescription =
    input.ProjectDescription ?? project.ProjectDescription;
  project.LastModifiedBy = userContext(context);
  if (input.Tags) {
    sagemakerOf(context.world, context).tags.set(
      project.ProjectArn,
      newTags(input.Tags),
    );
  }
  updateProject(context.world, project);
  return { ProjectArn: project.ProjectArn };
};

const deleteProject: Operation<DeleteProjectInput> = (input, context) => {
  const project = find(input.ProjectName, context);
  assertAtRest(project);
  removeProject(context.world, project);
};

export const projectOperations = {
  CreateProject: createProject,
  DescribeProject: describeProject,
  ListProjects: listProjects,
  UpdateProject: update,
  DeleteProject: deleteProject,
};
