import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

export const AccountSetPickerSchema = makeFieldSchema({
  output: z => z.string().describe('Entity ref of an active account set'),
});
export type AccountSetPickerProps = typeof AccountSetPickerSchema.TProps;

export const ProjectTemplatePickerSchema = makeFieldSchema({
  output: z =>
    z.string().describe('`servicecatalog:<productId>` or `s3:<bucket>/<key>`'),
  uiOptions: z =>
    z.object({
      accountSetField: z
        .string()
        .optional()
        .describe('Form field that holds the account set, `accountSet`'),
    }),
});
export type ProjectTemplatePickerProps =
  typeof ProjectTemplatePickerSchema.TProps;

export const ProjectNamePickerSchema = makeFieldSchema({
  output: z => z.string().describe('A name that SageMaker accepts'),
  uiOptions: z =>
    z.object({
      accountSetField: z
        .string()
        .optional()
        .describe('Form field that holds the account set, `accountSet`'),
    }),
});
export type ProjectNamePickerProps = typeof ProjectNamePickerSchema.TProps;

export const ProjectParametersSchema = makeFieldSchema({
  output: z =>
    z.object({
      version: z.string().optional(),
      launchPath: z.string().optional(),
      parameters: z.record(z.string()).optional(),
      secretParameters: z
        .record(z.string())
        .optional()
        .describe("Name of the task's secret that holds the value"),
    }),
  uiOptions: z =>
    z.object({
      accountSetField: z
        .string()
        .optional()
        .describe('Form field that holds the account set, `accountSet`'),
      templateField: z
        .string()
        .optional()
        .describe(
          'Form field that holds the project template, `projectTemplate`',
        ),
    }),
});
export type ProjectParametersProps = typeof ProjectParametersSchema.TProps;

export const UseCaseReviewSchema = makeFieldSchema({
  output: z => z.string().describe('Nothing: the field only shows'),
  uiOptions: z =>
    z.object({
      accountSetField: z
        .string()
        .optional()
        .describe('Form field that holds the account set, `accountSet`'),
      templateField: z
        .string()
        .optional()
        .describe(
          'Form field that holds the project template, `projectTemplate`',
        ),
      nameField: z
        .string()
        .optional()
        .describe('Form field that holds the name of the use case, `name`'),
      parametersField: z
        .string()
        .optional()
        .describe(
          'Form field of SageMakerProjectParameters, `projectParameters`',
        ),
      gitField: z
        .string()
        .optional()
        .describe('Form field that holds the git host, `git`'),
      ciField: z
        .string()
        .optional()
        .describe('Form field that holds the CI/CD, `ci`'),
    }),
});
export type UseCaseReviewProps = typeof UseCaseReviewSchema.TProps;

export const DeploymentConfigSchema = makeFieldSchema({
  output: z =>
    z.object({
      etag: z
        .string()
        .describe('Of the configuration that the values were chosen for'),
      parameters: z
        .record(z.string())
        .describe('New values by name, only those that differ from now'),
    }),
  uiOptions: z =>
    z.object({
      repositoryField: z
        .string()
        .optional()
        .describe('Form field that holds the repository, `repository`'),
      stageField: z
        .string()
        .optional()
        .describe('Form field that holds the stage, `stage`'),
    }),
});
export type DeploymentConfigProps = typeof DeploymentConfigSchema.TProps;
