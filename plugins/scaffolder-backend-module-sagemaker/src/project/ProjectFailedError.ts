import { CustomErrorBase } from '@backstage/errors';
import { ProjectState } from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** SageMaker has given up on a project; the message is all that its reader gets. */
export class ProjectFailedError extends CustomErrorBase {
  name = 'ProjectFailedError' as const;

  constructor(project: ProjectState, stackFailures: string[]) {
    const reasons = [project.reason, ...stackFailures].filter(Boolean);
    super(
      [
        `SageMaker project '${project.name}' is ${project.status}: ${
          reasons.join('; ') || 'AWS gives no reason'
        }`,
        `Left behind: ${leftovers(project).join(
          ', ',
        )}, and what earlier steps of this task created`,
        'Remove the cause, then retry this task or start it over with the same name and owner: it deletes the failed project and creates it again under the same name',
      ].join('. '),
    );
  }
}

function leftovers(project: ProjectState): string[] {
  return [
    `the project ${project.arn} in the state ${project.status}`,
    ...(project.stackId ? [`its stack ${project.stackId}`] : []),
    ...(project.provisionedProductId
      ? [`its provisioned product ${project.provisionedProductId}`]
      : []),
  ];
}
