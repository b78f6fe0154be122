import { JsonService } from '../../../core/service';
import { putApprovalResult } from './approvals';
import {
  getPipelineExecution,
  listActionExecutions,
  listPipelineExecutions,
} from './executions';
import {
  getPipelineOperation,
  getPipelineState,
  listPipelines,
  listTagsForResource,
} from './pipelines';
import {
  retryStageExecution,
  rollbackStageOperation,
  startPipelineExecution,
  stopPipelineExecution,
} from './startAndStop';

export const codepipeline: JsonService = {
  name: 'codepipeline',
  protocol: 'json',
  targetPrefix: 'CodePipeline_20150709',
  version: '1.1',
  operations: {
    GetPipeline: getPipelineOperation,
    GetPipelineExecution: getPipelineExecution,
    GetPipelineState: getPipelineState,
    ListActionExecutions: listActionExecutions,
    ListPipelineExecutions: listPipelineExecutions,
    ListPipelines: listPipelines,
    ListTagsForResource: listTagsForResource,
    PutApprovalResult: putApprovalResult,
    RetryStageExecution: retryStageExecution,
    RollbackStage: rollbackStageOperation,
    StartPipelineExecution: startPipelineExecution,
    StopPipelineExecution: stopPipelineExecution,
  },
};
