import type { UpdateProjectInput } from '@aws-sdk/client-sagemaker';
import { World } from '../../core/world';
import { catalogOf } from '../../services/platform/servicecatalog/store';
import { ProjectRecord, targetOf } from '../../services/sagemaker/store';
import { invalid } from '../../services/sagemaker/validation';
import { assertTemplateObject } from './projectTemplate';

/** Service Catalog takes the latest version where none is named. */
function changeProduct(
  world: World,
  project: ProjectRecord,
  change: NonNullable<
    UpdateProjectInput['ServiceCatalogProvisioningUpdateDetails']
  >,
) {
  const details = project.ServiceCatalogProvisioningDetails;
  if (!details) {
    throw invalid(
      `Project ${project.ProjectName} was not created from a Service Catalog product.`,
    );
  }
  const { artifacts = [] } =
    catalogOf(world, targetOf(project.ProjectArn)).products.get(
      details.ProductId ?? '',
    ) ?? {};
  const id = change.ProvisioningArtifactId ?? artifacts.at(-1)?.Id;
  const artifact = artifacts.find(({ Id }) => Id === id);
  if (!artifact?.Active) {
    throw invalid(`Provisioning artifact ${id} does not exist.`);
  }
  project.ServiceCatalogProvisioningDetails = {
    ...details,
    ProvisioningArtifactId: id,
    ProvisioningParameters:
      change.ProvisioningParameters ?? details.ProvisioningParameters,
  };
}

function changeTemplates(
  world: World,
  project: ProjectRecord,
  providers: NonNullable<UpdateProjectInput['TemplateProvidersToUpdate']>,
) {
  for (const { CfnTemplateProvider: change } of providers) {
    const detail = project.TemplateProviderDetails?.find(
      ({ CfnTemplateProviderDetail }) =>
        CfnTemplateProviderDetail?.TemplateName === change?.TemplateName,
    )?.CfnTemplateProviderDetail;
    if (!detail || !change) {
      throw invalid(
        `Template ${change?.TemplateName} is not a template of project ${project.ProjectName}.`,
      );
    }
    assertTemplateObject(world, change.TemplateURL);
    detail.TemplateURL = change.TemplateURL;
    detail.Parameters = change.Parameters ?? detail.Parameters;
  }
}

/** What `UpdateProject` asks for; throws a ValidationException, and then nothing is changed. */
export function changeTemplate(
  world: World,
  project: ProjectRecord,
  input: UpdateProjectInput,
) {
  const product = input.ServiceCatalogProvisioningUpdateDetails;
  const providers = input.TemplateProvidersToUpdate;
  if (product && providers) {
    throw invalid(
      'Only one of ServiceCatalogProvisioningUpdateDetails and TemplateProvidersToUpdate can be given.',
    );
  }
  if (product) {
    changeProduct(world, project, product);
  }
  if (providers) {
    changeTemplates(world, project, providers);
  }
}
