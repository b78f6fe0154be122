import { JsonService } from '../../core/service';
import { endpointOperations } from './endpoints';
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
    operations: {
      ...projectOperations,
      ...modelGroupOperations,
      ...modelPackageOperations,
      ...pipelineOperations,
      ...pipelineExecutionOperations,
      ...pipelineControlOperations,
      ...endpointOperations,
      ...tagOperations,
      Search: search,
    },
  };
}
