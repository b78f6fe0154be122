import type { ProvisioningArtifactParameter } from '@aws-sdk/client-service-catalog';
import { InputError } from '@backstage/errors';
import { TemplateParameter } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { parseDocument } from 'yaml';
import { z } from 'zod';

function numberOf(value: string | undefined): number | undefined {
  const number = Number(value);
  return value && Number.isFinite(number) ? number : undefined;
}

/** A parameter as `DescribeProvisioningParameters` states it. */
export function mapProvisioningParameter(
  parameter: ProvisioningArtifactParameter,
): TemplateParameter[] {
  const { ParameterKey, ParameterConstraints: limits } = parameter;
  return ParameterKey
    ? [
        {
          key: ParameterKey,
          type: parameter.ParameterType ?? 'String',
          description: parameter.Description,
          defaultValue: parameter.DefaultValue,
          isSecret: parameter.IsNoEcho ?? false,
          // Service Catalog answers an empty list where there is no such rule.
          allowedValues: limits?.AllowedValues?.length
            ? limits.AllowedValues
            : undefined,
          allowedPattern: limits?.AllowedPattern,
          minLength: numberOf(limits?.MinLength),
          maxLength: numberOf(limits?.MaxLength),
          minValue: numberOf(limits?.MinValue),
          maxValue: numberOf(limits?.MaxValue),
          rule: limits?.ConstraintDescription,
        },
      ]
    : [];
}

const text = z.string().optional();
const declarations = z.record(
  z.object({
    Type: z.string(),
    Description: text,
    Default: text,
    NoEcho: text,
    AllowedValues: z.array(z.string()).optional(),
    AllowedPattern: text,
    MinLength: text,
    MaxLength: text,
    MinValue: text,
    MaxValue: text,
    ConstraintDescription: text,
  }),
);
const template = z.object({ Parameters: declarations.optional() });

/**
 * The parameters that a CloudFormation template in YAML or JSON declares.
 * Throws an InputError that says why the text is no template.
 */
export function parseTemplateParameters(source: string): TemplateParameter[] {
  // Every scalar stays the text that CloudFormation compares a value with, and
  // its short functions (!Ref, !Sub) need no meaning here.
  const document = parseDocument(source, {
    schema: 'failsafe',
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error) {
    throw new InputError(
      `it is neither YAML nor JSON: ${error.message.split('\n')[0]}`,
    );
  }
  const read = template.safeParse(document.toJS());
  if (!read.success) {
    const [{ path, message }] = read.error.issues;
    throw new InputError(
      `it is not a CloudFormation template: ${
        path.join('.') || 'the document'
      }: ${message}`,
    );
  }
  return Object.entries(read.data.Parameters ?? {}).map(([key, declared]) => ({
    key,
    type: declared.Type,
    description: declared.Description,
    defaultValue: declared.Default,
    isSecret: declared.NoEcho?.toLowerCase() === 'true',
    allowedValues: declared.AllowedValues,
    allowedPattern: declared.AllowedPattern,
    minLength: numberOf(declared.MinLength),
    maxLength: numberOf(declared.MaxLength),
    minValue: numberOf(declared.MinValue),
    maxValue: numberOf(declared.MaxValue),
    rule: declared.ConstraintDescription,
  }));
}
