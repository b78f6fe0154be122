import { World } from '../../core/world';
import { addConnection } from '../../services/platform/connections/store';
import { addRole } from '../../services/platform/iam/store';
import { createBucket, putObject } from '../../services/platform/s3/store';
import { addProduct } from '../../services/platform/servicecatalog/store';
import { TOOLING_ACCOUNT } from '../accountSets';
import { artifactBucket } from '../useCase';
import { cfnTemplate, PARAMETERS, PRODUCTS } from './templates';

const TEMPLATE_BUCKET = 'mlops-project-templates';
const EVIDENCE_BUCKET = 'mlops-evidence';
const REGIONS = ['eu-west-1', 'us-east-1'];

const OBJECTS = [
  {
    key: 'templates/realtime-inference.json',
    description: 'CI/CD for training and real-time inference',
    isVisible: true,
  },
  {
    key: 'templates/batch-inference.json',
    description: 'CI/CD for training and batch inference',
    isVisible: true,
  },
  {
    key: 'templates/draft/feature-pipeline.json',
    description: 'CI/CD for a feature pipeline, not yet released',
    isVisible: false,
  },
];

/** What people can make projects from, in the tooling account. */
export function seedTemplates(world: World) {
  // The roles that SageMaker makes where its own project templates are switched on.
  const useRole = addRole(world, TOOLING_ACCOUNT, {
    name: 'AmazonSageMakerServiceCatalogProductsUseRole',
    path: '/service-role/',
    services: ['codebuild.amazonaws.com', 'sagemaker.amazonaws.com'],
  });
  const launchRole = addRole(world, TOOLING_ACCOUNT, {
    name: 'AmazonSageMakerServiceCatalogProductsLaunchRole',
    path: '/service-role/',
    services: ['servicecatalog.amazonaws.com'],
    passes: [useRole.Arn],
  });
  for (const region of REGIONS) {
    const tooling = { accountId: TOOLING_ACCOUNT, region };
    createBucket(world, tooling, artifactBucket(tooling), { shared: true });
    for (const product of PRODUCTS) {
      addProduct(world, tooling, {
        ...product,
        owner: 'Platform',
        parameters: PARAMETERS,
        launchRole: launchRole.Arn,
      });
    }
    addConnection(world, tooling, {
      id: 'git-acme',
      name: 'acme',
      tags: { sagemaker: 'true' },
    });
  }
  const bucket = createBucket(
    world,
    { accountId: TOOLING_ACCOUNT, region: REGIONS[0] },
    TEMPLATE_BUCKET,
    { shared: true },
  );
  createBucket(
    world,
    { accountId: TOOLING_ACCOUNT, region: REGIONS[0] },
    EVIDENCE_BUCKET,
  );
  for (const { key, description, isVisible } of OBJECTS) {
    putObject(world, bucket, key, cfnTemplate(description), {
      contentType: 'application/json',
      tags: isVisible
        ? [{ Key: 'sagemaker:studio-visibility', Value: 'true' }]
        : [],
    });
  }
}
