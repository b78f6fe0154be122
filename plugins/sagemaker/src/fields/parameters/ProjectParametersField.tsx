import { useTemplateSecrets } from '@backstage/plugin-scaffolder-react';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { Flex, Text } from '@backstage/ui';
import type { TemplateParameter } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useEffect } from 'react';
import { LoadingPicture } from '../../components/pictures';
import { describeProblem } from '../../components/problems';
import { FieldNote, FieldProblem } from '../FieldNote';
import { chosenInContext, chosenTemplate, formDataOf } from '../otherField';
import type { ProjectParametersProps } from '../schemas';
import { LaunchChoice } from './LaunchChoice';
import { ParameterInput } from './ParameterInput';
import { useTemplateDetail } from './useTemplateDetail';
import {
  fitting,
  isSame,
  ProjectParameters,
  secretName,
  valueProblem,
  withParameter,
} from './value';

const EMPTY: ProjectParameters = {};

/**
 * Version, launch path and parameters of the chosen project template. Secrets go
 * to the task's secrets; the form holds no more than their names.
 */
export const ProjectParametersField = (props: ProjectParametersProps) => {
  const { formData, onChange, formContext, uiSchema, idSchema, schema } = props;
  const { disabled, rawErrors } = props;
  const options = uiSchema['ui:options'];
  const value = formData ?? EMPTY;
  const { secrets, setSecrets } = useTemplateSecrets();
  const template = chosenTemplate(formDataOf(formContext), options);
  const accountSet = chosenInContext(formContext, options);
  const { detail, error, retry } = useTemplateDetail(accountSet, {
    template,
    version: value.version,
    launchPath: value.launchPath,
  });

  useEffect(() => {
    const kept = detail && fitting(detail, value, secrets);
    if (kept && !isSame(kept, value)) {
      onChange(kept);
    }
  }, [detail, value, secrets, onChange]);

  const change = (parameter: TemplateParameter, text: string | undefined) => {
    const { key, isSecret } = parameter;
    if (!isSecret) {
      onChange(withParameter(value, 'parameters', key, text));
      return;
    }
    const name = secretName(key);
    setSecrets({ [name]: text ?? '' });
    // One that breaks a rule counts as not given.
    const isGood = text !== undefined && !valueProblem(parameter, text);
    onChange(
      withParameter(value, 'secretParameters', key, isGood ? name : undefined),
    );
  };
  const textOf = ({ key, isSecret }: TemplateParameter) =>
    (isSecret ? secrets[secretName(key)] : value.parameters?.[key]) ?? '';

  const title = schema.title ?? 'Parameters of the project template';
  const id = idSchema.$id;
  return (
    <ScaffolderField
      rawErrors={rawErrors}
      disabled={disabled}
      errors={props.errors}
    >
      <Flex role="group" aria-label={title} direction="column" gap="4">
        {schema.description && (
          <Text as="p" color="secondary">
            {schema.description}
          </Text>
        )}
        {!template && <FieldNote>Choose a project template first.</FieldNote>}
        {error && (
          <FieldProblem problem={describeProblem(error)} onRetry={retry} />
        )}
        {template && !detail && !error && (
          <LoadingPicture what="the parameters of the project template" />
        )}
        {detail && (
          <LaunchChoice
            id={id}
            detail={detail}
            value={value}
            disabled={disabled}
            onChange={onChange}
          />
        )}
        {detail?.findings.map(({ message }) => (
          <FieldNote key={message}>{message}</FieldNote>
        ))}
        {detail?.parameters?.length === 0 && (
          <FieldNote>This project template takes no parameters.</FieldNote>
        )}
        {detail?.parameters?.map(parameter => (
          <ParameterInput
            key={parameter.key}
            id={`${id}_${parameter.key}`}
            parameter={parameter}
            value={textOf(parameter)}
            disabled={disabled}
            onChange={text => change(parameter, text)}
          />
        ))}
      </Flex>
    </ScaffolderField>
  );
};
