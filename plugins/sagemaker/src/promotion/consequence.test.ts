import type {
  Approval,
  StageState,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { consequence, Decision } from './consequence';

const registry: Approval = {
  id: 'registry:14',
  kind: 'registry',
  stage: 'staging',
  title: '',
  version: 14,
  expected: '',
};
const cicd: Approval = {
  id: 'cicd:ApproveProd/Approval',
  kind: 'cicd',
  stage: 'prod',
  title: '',
  version: 14,
  pipelineName: 'scoring-deploy',
  expected: '',
};
const prod: StageState = {
  stage: 'prod',
  status: 'running',
  summary: '',
  running: [],
  version: 12,
  accountId: '210000000004',
  region: 'eu-west-1',
};

describe('consequence', () => {
  it.each<[Approval, Decision, StageState | undefined, string]>([
    [
      registry,
      'Approved',
      { ...prod, stage: 'staging' },
      'Version 14 is marked Approved in the model registry. That starts its deployment to staging (account 210000000004, eu-west-1).',
    ],
    [
      registry,
      'Rejected',
      undefined,
      'Version 14 is marked Rejected in the model registry and is not deployed. Nothing is deployed to staging.',
    ],
    [
      cicd,
      'Approved',
      prod,
      'CodePipeline scoring-deploy continues and deploys version 14 to prod (account 210000000004, eu-west-1).',
    ],
    [
      cicd,
      'Rejected',
      prod,
      'CodePipeline scoring-deploy stops before prod and its execution fails. Version 12 stays in prod.',
    ],
    [
      { ...cicd, version: undefined, pipelineName: undefined },
      'Approved',
      undefined,
      'The deployment pipeline continues and deploys the waiting version to prod.',
    ],
  ])('of %o, %s', (approval, decision, stage, text) => {
    expect(consequence(approval, decision, stage)).toBe(text);
  });
});
