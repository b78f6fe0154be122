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
