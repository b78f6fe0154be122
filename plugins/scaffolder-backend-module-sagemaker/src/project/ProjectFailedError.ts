import { CustomErrorBase } from '@backstage/errors';
import { ProjectState } from '@mlops-foundation/backstage-plugin-sagemaker-node';

/** What was under way when SageMaker gave up. */
export type ProjectWork = 'create' | 'update' | 'delete';

const ADVICE: Record<ProjectWork, string> = {
  create:
    'Remove the cause, then retry this task or start it over with the same name and owner: it deletes the failed project and creates it again under the same name',
  update:
    'Remove the cause, then retry this task: it updates the project again',
  delete:
    'Remove the cause, then retry this task: it goes on with what is left of the project',
};

/** SageMaker has given up on a project; the message is all that its reader gets. */
export class ProjectFailedError extends CustomErrorBase {
  name = 'ProjectFailedError' as const;

  constructor(
    project: ProjectState,
    stackFailures: string[],
    work: ProjectWork,
  ) {
    const reasons = [project.reason, ...stackFailures].filter(Boolean);
    super(
      [
        `SageMaker project '${project.name}' is ${project.status}: ${
          reasons.join('; ') || 'AWS gives no reason'
        }`,
        `Left behind: ${leftovers(project).join(', ')}${
          work === 'create'
            ? ', and what earlier steps of this task created'
            : ''
        }`,
        ADVICE[work],
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
