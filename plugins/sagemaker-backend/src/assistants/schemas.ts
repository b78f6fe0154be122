import type { z as zod } from 'zod/v3';

/* What assistants are told: the parts of the API types that they can reason about. */

type Z = typeof zod;

export const useCaseSchema = (z: Z) =>
  z.object({
    entityRef: z.string(),
    name: z.string(),
    description: z.string().optional(),
    owner: z.string(),
    parts: z
      .array(z.string())
      .describe('Entity refs of model groups, pipelines and repositories'),
  });

export const runSchema = (z: Z) =>
  z.object({
    id: z.string(),
    arn: z.string(),
    pipelineName: z.string(),
    status: z.string(),
    startedAt: z.string().describe('ISO 8601'),
    endedAt: z.string().optional().describe('ISO 8601'),
    startedBy: z.string().optional(),
    failureReason: z.string().optional(),
    parameters: z.array(z.object({ name: z.string(), value: z.string() })),
  });

export const versionSchema = (z: Z) =>
  z.object({
    version: z.number(),
    arn: z.string(),
    status: z.string(),
    approvalStatus: z.string(),
    approvalDescription: z.string().optional(),
    createdAt: z.string().describe('ISO 8601'),
    commit: z.string().optional(),
    runArn: z.string().optional(),
  });

const approvalSchema = (z: Z) =>
  z.object({
    id: z.string(),
    kind: z.string(),
    stage: z.string().describe('The stage that the approval opens'),
    title: z.string(),
    version: z.number().optional(),
    since: z.string().optional().describe('ISO 8601'),
    expected: z
      .string()
      .describe('Give it to decide-approval: what was seen when deciding'),
  });

export const promotionSchema = (z: Z) =>
  z.object({
    modelGroupArn: z.string(),
    latest: z.number().optional().describe('Newest version'),
    approved: z.number().optional().describe('Newest approved version'),
    stages: z.array(
      z.object({
        stage: z.string(),
        status: z.string(),
        version: z.number().optional(),
      }),
    ),
    approvals: z.array(approvalSchema(z)),
    drift: z.array(
      z.object({
        kind: z.string(),
        message: z.string(),
        nextStep: z.string(),
      }),
    ),
    readable: z.boolean().describe('False when an account could not be read'),
    asOf: z.string().describe('ISO 8601'),
  });
