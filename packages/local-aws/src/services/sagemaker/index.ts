import { JsonService } from '../../core/service';
import { recorded } from './cloudTrail';
import { endpointControlOperations } from './endpointControl';
import { endpointOperations } from './endpoints';
import { groupPolicyOperations } from './groupPolicies';
import { jobOperations } from './jobs';
import { modelGroupOperations } from './modelGroups';
import { modelPackageOperations } from './modelPackages';
import { pipelineControlOperations } from './pipelineControl';
import { pipelineExecutionOperations } from './pipelineExecutions';
import { pipelineOperations } from './pipelines';
import { projectOperations } from './projects';
import { search } from './search';
import { tagOperations } from './tags';

export function createSageMaker(): JsonService {
  return {
    name: 'sagemaker',
    protocol: 'json',
    targetPrefix: 'SageMaker',
    version: '1.1',
    operations: recorded({
      ...projectOperations,
      ...modelGroupOperations,
      ...groupPolicyOperations,
      ...modelPackageOperations,
      ...pipelineOperations,
      ...pipelineExecutionOperations,
      ...pipelineControlOperations,
      ...jobOperations,
      ...endpointOperations,
      ...endpointControlOperations,
      ...tagOperations,
      Search: search,
    }),
  };
}
