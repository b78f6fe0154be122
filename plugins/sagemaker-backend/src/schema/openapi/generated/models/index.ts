//

export * from '../models/AccountSetDetail.model';
export * from '../models/AccountState.model';
export * from '../models/Approval.model';
export * from '../models/ApprovalDecision.model';
export * from '../models/DecideApprovalRequest.model';
export * from '../models/Deployment.model';
export * from '../models/DeploymentStage.model';
export * from '../models/Drift.model';
export * from '../models/ErrorResponse.model';
export * from '../models/ErrorResponseError.model';
export * from '../models/ErrorResponseRequest.model';
export * from '../models/ErrorResponseResponse.model';
export * from '../models/Lifecycle.model';
export * from '../models/ModelVersion.model';
export * from '../models/Parameter.model';
export * from '../models/PipelineRun.model';
export * from '../models/ProjectTemplate.model';
export * from '../models/ProjectTemplateList.model';
export * from '../models/Promotion.model';
export * from '../models/RunDetail.model';
export * from '../models/RunList.model';
export * from '../models/RunStep.model';
export * from '../models/RunningModel.model';
export * from '../models/StageState.model';
export * from '../models/StartRunRequest.model';
export * from '../models/VersionList.model';
