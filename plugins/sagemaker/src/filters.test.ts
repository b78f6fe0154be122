import { Entity } from '@backstage/catalog-model';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  accountSetCard,
  promotionCard,
  repositoryStandardCard,
  runsCard,
  versionsCard,
} from './alpha/cards';
import {
  pipelinesContent,
  promotionContent,
  versionsContent,
} from './alpha/contents';
import {
  hasRuns,
  isAccountSetEntity,
  isMlRepository,
  isModelGroup,
} from './filters';

const entity = (
  kind: string,
  type: string,
  annotations?: Record<string, string>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name: 'x', annotations },
  spec: { type },
});
const PIPELINE = { 'mlops-foundation.io/pipeline-arn': 'arn' };

const { filterFunction } = EntityCardBlueprint.dataRefs;
const { filterFunction: tabFilterFunction } = EntityContentBlueprint.dataRefs;
const onRuns = [
  createExtensionTester(runsCard).get(filterFunction),
  createExtensionTester(pipelinesContent).get(tabFilterFunction),
];
const onModelGroups = [
  createExtensionTester(promotionCard).get(filterFunction),
  createExtensionTester(versionsCard).get(filterFunction),
  createExtensionTester(promotionContent).get(tabFilterFunction),
  createExtensionTester(versionsContent).get(tabFilterFunction),
];
const onAccountSets = [
  createExtensionTester(accountSetCard).get(filterFunction),
];
const onRepositories = [
  createExtensionTester(repositoryStandardCard).get(filterFunction),
];

describe.each([
  { subject: entity('Resource', 'ml-pipeline'), runs: true },
  { subject: entity('Resource', 'ml-model'), runs: true, group: true },
  { subject: entity('System', 'ml-use-case'), runs: true },
  { subject: entity('System', 'product', PIPELINE) },
  { subject: entity('Resource', 'mlops-account-set'), set: true },
  { subject: entity('Resource', 'ml-endpoint', PIPELINE) },
  { subject: entity('Component', 'ml-model', PIPELINE) },
  {
    subject: entity('Component', 'ml-build', PIPELINE),
    runs: true,
    repository: true,
  },
  { subject: entity('Component', 'ml-build'), repository: true },
  { subject: entity('Component', 'ml-deployment'), repository: true },
  { subject: entity('Resource', 'ml-build') },
])(
  'on $subject.kind $subject.spec.type with $subject.metadata.annotations',
  ({
    subject,
    runs = false,
    group = false,
    set = false,
    repository = false,
  }) => {
    it('both systems agree on what belongs there', () => {
      for (const filter of [hasRuns, ...onRuns]) {
        expect(filter?.(subject)).toBe(runs);
      }
      for (const filter of [isModelGroup, ...onModelGroups]) {
        expect(filter?.(subject)).toBe(group);
      }
      for (const filter of [isAccountSetEntity, ...onAccountSets]) {
        expect(filter?.(subject)).toBe(set);
      }
      for (const filter of [isMlRepository, ...onRepositories]) {
        expect(filter?.(subject)).toBe(repository);
      }
    });
  },
);
