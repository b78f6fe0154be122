import { World } from '../../core/world';
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
  for (const region of REGIONS) {
    const tooling = { accountId: TOOLING_ACCOUNT, region };
    createBucket(world, tooling, artifactBucket(tooling), { shared: true });
    for (const product of PRODUCTS) {
      addProduct(world, tooling, {
        ...product,
        owner: 'Platform',
        parameters: PARAMETERS,
      });
    }
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
