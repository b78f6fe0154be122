import {
  addProvisionedProduct,
  catalogOf,
} from '../../services/platform/servicecatalog/store';
import { sagemakerOf, tagsFromRecord } from '../../services/sagemaker/store';
import { childTags, namesOf, targetsOf } from '../useCase';
import { portal } from './people';
import { SeedContext } from './seedContext';
import { REALTIME_PRODUCT } from './templates';

/** The SageMaker project and its model group, in the tooling account. */
export function seedProject({ world, demo, useCase, timeline }: SeedContext) {
  const { tooling } = targetsOf(useCase);
  const names = namesOf(useCase);
  const store = sagemakerOf(world, tooling);
  const tags = { 'mlops:account-set': useCase.set.name };
  const provisioned = addProvisionedProduct(
    world,
    tooling,
    catalogOf(world, tooling).products.get(REALTIME_PRODUCT.id)!,
    { name: useCase.name },
  );
  store.projects.set(names.projectArn, {
    ProjectArn: names.projectArn,
    ProjectName: useCase.name,
    ProjectId: useCase.projectId,
    ProjectDescription: demo.description,
    ProjectStatus: 'CreateCompleted',
    ServiceCatalogProvisioningDetails: {
      ProductId: REALTIME_PRODUCT.id,
    },
    ServiceCatalogProvisionedProductDetails: {
      ProvisionedProductId: provisioned.Id,
    },
    CreatedBy: portal(tooling),
    CreationTime: timeline.created,
    LastModifiedTime: timeline.created,
  });
  store.tags.set(
    names.projectArn,
    tagsFromRecord({ 'mlops:owner': useCase.owner, ...tags }),
  );
  store.modelGroups.set(names.modelGroupArn, {
    ModelPackageGroupArn: names.modelGroupArn,
    ModelPackageGroupName: names.modelGroup,
    ModelPackageGroupDescription: `Models of ${useCase.name}: ${demo.description}`,
    ModelPackageGroupStatus: 'Completed',
    CreationTime: timeline.created,
    CreatedBy: portal(tooling),
  });
  store.tags.set(
    names.modelGroupArn,
    tagsFromRecord({
      ...childTags(useCase),
      ...tags,
      ...(!demo.withoutPipelineTag && {
        'mlops:pipeline': names.trainingPipelineArn,
      }),
      'mlops:deployment-pipeline': names.deployPipelineArn,
    }),
  );
}
