import { AuditorService, AuthService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  sagemakerApprovalDecidePermission,
  sagemakerRunStartPermission,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { randomUUID } from 'node:crypto';
import { Gate } from '../access/Gate';
import { modelGroupOf, pipelineOf } from '../access/subjects';
import { Approvals } from '../approvals/Approvals';
import { audited } from '../audit';
import { Runs } from '../runs/Runs';
import { describeCaller, knownCaller } from './callers';
import { runSchema } from './schemas';

/** What assistants may change: the same checks and the same audit as for a person in the portal. */
export function registerChangeActions(deps: {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  auth: AuthService;
  gate: Gate;
  runs: Runs;
  approvals: Approvals;
}) {
  const { actionsRegistry, auditor, auth, gate, runs, approvals } = deps;

  actionsRegistry.register({
    name: 'start-pipeline-run',
    title: 'Start a run of a pipeline',
    description:
      'Starts a SageMaker pipeline, or the pipeline of a model group. Its jobs cost money from the moment they run.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .describe('Pipeline or model group in the catalog'),
          parameters: z
            .array(z.object({ name: z.string(), value: z.string() }))
            .optional()
            .describe("Overrides of the pipeline's own defaults"),
          description: z.string().max(3072).optional(),
        }),
      output: z => z.object({ run: runSchema(z) }),
    },
    action: async ({ input, credentials }) => {
      const { entityRef, parameters, description } = input;
      const from = knownCaller(auth, credentials, entityRef);
      const clientToken = randomUUID();
      const meta = {
        entityRef: from.entityRef,
        clientToken,
        assistantOf: describeCaller(from.caller),
      };
      const run = await audited(
        auditor,
        undefined,
        'run-start',
        meta,
        async note => {
          const access = await gate.open(
            from,
            sagemakerRunStartPermission,
            pipelineOf,
          );
          note({ arn: access.subject.pipelineArn });
          const started = await runs.start(access, {
            clientToken,
            parameters,
            description,
          });
          note({ runId: started.id, runArn: started.arn });
          return started;
        },
      );
      return { output: { run } };
    },
  });

  actionsRegistry.register({
    name: 'decide-approval',
    title: 'Approve or reject a promotion',
    description:
      'Approves or rejects what get-promotion shows as waiting, in the name of the person that the assistant works for. It cannot be taken back: an approval deploys.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z =>
        z.object({
          entityRef: z.string().describe('Model group in the catalog'),
          approvalId: z.string().describe('Id of the approval'),
          decision: z.enum(['Approved', 'Rejected']),
          reason: z
            .string()
            .min(1)
            .describe('Why: it is written to AWS and to the audit log'),
          expected: z
            .string()
            .describe('What get-promotion said of the approval'),
        }),
      output: z =>
        z.object({
          id: z.string(),
          decision: z.string(),
          reason: z.string(),
          decidedBy: z.string(),
        }),
    },
    action: async ({ input, credentials }) => {
      const { approvalId, decision, reason, expected } = input;
      const from = knownCaller(auth, credentials, input.entityRef);
      const meta = {
        entityRef: from.entityRef,
        approvalId,
        decision,
        reason,
        assistantOf: describeCaller(from.caller),
      };
      const output = await audited(
        auditor,
        undefined,
        'approval-decide',
        meta,
        async note => {
          const access = await gate.open(
            from,
            sagemakerApprovalDecidePermission,
            modelGroupOf,
          );
          note({ arn: access.subject.modelGroupArn });
          return approvals.decide(
            access,
            approvalId,
            { decision, reason, expected },
            note,
          );
        },
      );
      return { output };
    },
  });
}
