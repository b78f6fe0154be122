import { Entity } from '@backstage/catalog-model';
import { modelGroup } from '../__testUtils__/fixtures';
import { startable } from './startable';

const useCase: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'scoring' },
  spec: { type: 'ml-use-case' },
};
const pipeline = (name: string, branch?: string) => ({
  entityRef: `resource:default/${name}`,
  arn: `arn:${name}`,
  name,
  branch,
});
const PIPELINES = [pipeline('b', 'feature/b'), pipeline('main')];

it.each<[string, Entity, typeof PIPELINES, string | undefined, string?]>([
  [
    'itself',
    modelGroup(),
    [],
    undefined,
    'resource:default/scoring-models-1a2b3c4d',
  ],
  ['its main pipeline', useCase, PIPELINES, undefined, 'resource:default/main'],
  [
    'the one that is chosen',
    useCase,
    PIPELINES,
    'resource:default/b',
    'resource:default/b',
  ],
  ['nothing', useCase, [], undefined, undefined],
])('an entity can start %s', (_, entity, pipelines, chosen, expected) => {
  expect(startable(entity, pipelines, chosen)).toBe(expected);
});
