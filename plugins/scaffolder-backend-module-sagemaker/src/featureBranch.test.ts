import { resolve } from 'node:path';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { FEATURE_BRANCH_PATTERN } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import {
  SageMakerAws,
  sagemakerAwsServiceRef,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import fs from 'fs-extra';
import request from 'supertest';
import yaml from 'yaml';
import { scaffolderModuleSagemaker } from './module';
import {
  BRANCH,
  branchWorld,
  contentsOf,
  INPUT,
  USE_CASE,
} from './__testUtils__/branchWorld';
import { accountSetEntity } from './__testUtils__/entities';
import { FakeAws } from './__testUtils__/fakeAws';
import { ALL_TEMPLATES } from './__testUtils__/scaffolder';

const TEMPLATES = ['ml-feature-branch', 'ml-feature-branch-close'];

function templateOf(name: string) {
  const file = resolve(ALL_TEMPLATES, '..', name, 'template.yaml');
  return yaml.parse(fs.readFileSync(file, 'utf8'));
}

/** The use case as the catalog module maps its project. */
const SYSTEM: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: {
    namespace: 'default',
    name: USE_CASE.systemName,
    title: USE_CASE.projectName,
    annotations: { 'mlops-foundation.io/account-set': INPUT.accountSet },
  },
  spec: { type: 'ml-use-case', owner: 'group:default/credit-risk' },
};

describe.each(TEMPLATES)('template %s', name => {
  let backend: TestBackend | undefined;

  afterEach(async () => {
    await backend?.stop();
    backend = undefined;
  });

  it('refuses in its form what the actions refuse', () => {
    const patterns = JSON.stringify(templateOf(name).spec.parameters).match(
      /"pattern":"[^"]*"/g,
    );
    expect(patterns).toEqual([
      `"pattern":${JSON.stringify(FEATURE_BRANCH_PATTERN)}`,
    ]);
  });

  it('is registered with the others', () => {
    const { spec } = yaml.parse(fs.readFileSync(ALL_TEMPLATES, 'utf8'));
    expect(spec.targets).toContain(`./${name}/template.yaml`);
  });

  async function dryRun(aws: FakeAws, others: Entity[] = []) {
    const entities = new Map(
      [SYSTEM, accountSetEntity('credit-risk'), ...others].map(entity => [
        stringifyEntityRef(entity),
        entity,
      ]),
    );
    const catalog = catalogServiceMock.mock({
      getEntityByRef: async ref =>
        entities.get(typeof ref === 'string' ? ref : stringifyEntityRef(ref)),
    });
    backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleSagemaker,
        catalog.factory,
        mockServices.events.mock().factory,
        createServiceFactory({
          service: sagemakerAwsServiceRef,
          deps: {},
          factory: () => aws as Partial<SageMakerAws> as SageMakerAws,
        }),
      ],
    });

    return request(backend.server)
      .post('/api/scaffolder/v2/dry-run')
      .set('Authorization', mockCredentials.user.header())
      .send({
        template: templateOf(name),
        values: {
          known: 'named',
          useCase: USE_CASE.systemRef,
          branch: BRANCH.branch,
          expireAfterDays: 90,
          run: true,
          listOnly: false,
        },
        directoryContents: [],
      });
  }

  it('changes nothing in a dry run', async () => {
    const { aws } = branchWorld();
    const before = contentsOf(aws);
    const { status, body } = await dryRun(aws);
    expect(status).toBe(200);
    expect(contentsOf(aws)).toEqual(before);
    const log = JSON.stringify(body.log);
    expect(log).toContain(BRANCH.pipelineName);
    expect(log).toContain(BRANCH.modelGroupName);
  });

  it('leaves git to its users where CodeCommit does not hold the code', async () => {
    const { aws } = branchWorld();
    aws.repositoriesByName.clear();
    const { body } = await dryRun(aws, [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          namespace: 'default',
          name: `${USE_CASE.systemName}-build`,
          annotations: {
            'backstage.io/managed-by-location':
              'url:https://github.com/acme/churn-build/tree/main/catalog-info.yaml',
          },
        },
        spec: { type: 'ml-build', lifecycle: 'experimental', owner: 'x' },
      },
    ]);
    const text = JSON.stringify(body.output.text);
    expect(text).toContain('https://github.com/acme/churn-build.git');
    expect(text).toMatch(
      /git (push --set-upstream origin|push origin --delete) feature\/new-features/,
    );
    expect(text).not.toContain('git clone --branch feature');
  });
});
