import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { Button, Flex, Link, Text } from '@backstage/ui';
import type { DeploymentConfig } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useEffect } from 'react';
import { Fact, Facts } from '../../components/Facts';
import { LoadingPicture } from '../../components/pictures';
import { describeProblem } from '../../components/problems';
import { FieldNote, FieldProblem } from '../FieldNote';
import { chosenDeployment, formDataOf } from '../otherField';
import type { DeploymentConfigProps } from '../schemas';
import { DeploymentInput } from './DeploymentInput';
import { useDeploymentConfig } from './useDeploymentConfig';
import { changesOf, DeploymentValues, isOutdated, withValue } from './value';

function summaryOf(changes: Record<string, string>): string {
  const names = Object.keys(changes);
  if (!names.length) {
    return 'All values are as they are now.';
  }
  const differing =
    names.length === 1 ? '1 value differs' : `${names.length} values differ`;
  return `${differing} from now: ${names.join(', ')}.`;
}

const Fixed = ({ config }: { config: DeploymentConfig }) => {
  const fixed = config.parameters.filter(({ editable }) => !editable);
  return fixed.length > 0 ? (
    <Flex role="group" aria-label="Not changed here" direction="column" gap="2">
      <Text as="p" variant="body-small" weight="bold">
        Not changed here
      </Text>
      <Facts>
        {fixed.map(({ name, value, reason }) => (
          <Fact key={name} label={name}>
            <Text as="p">{value ?? 'Not shown'}</Text>
            <Text as="p" variant="body-small" color="secondary">
              {reason}
            </Text>
          </Fact>
        ))}
      </Facts>
    </Flex>
  ) : null;
};

const Values = (props: {
  id: string;
  config: DeploymentConfig;
  value?: DeploymentValues;
  disabled?: boolean;
  onChange: (value: DeploymentValues) => void;
}) => {
  const { id, config, value, disabled, onChange } = props;
  const changes = changesOf(config, value);
  const editable = config.parameters.filter(parameter => parameter.editable);
  return (
    <>
      <Text as="p" variant="body-small">
        <Link href={config.url} target="_blank">
          {config.path}
        </Link>
      </Text>
      {isOutdated(config, value) && (
        <FieldNote>
          The file has changed since you chose values: these are the present
          ones. Choose anew.
        </FieldNote>
      )}
      {!config.git && (
        <FieldNote>
          The portal can read this repository, and not change it. Change the
          file at its git host.
        </FieldNote>
      )}
      {config.unreadable?.map(template => (
        <FieldNote key={template}>{`Not readable: ${template}`}</FieldNote>
      ))}
      {editable.length === 0 ? (
        <FieldNote>
          There is no value that can be changed here: no template in app_infra
          declares a parameter of this file.
        </FieldNote>
      ) : (
        <Flex align="center" gap="2">
          <FieldNote>{summaryOf(changes)}</FieldNote>
          {Object.keys(changes).length > 0 && (
            <Button
              size="small"
              variant="secondary"
              isDisabled={disabled}
              onPress={() => onChange({ etag: config.etag, parameters: {} })}
            >
              Reset all
            </Button>
          )}
        </Flex>
      )}
      {editable.map(parameter =>
        parameter.declared ? (
          <DeploymentInput
            key={parameter.name}
            id={`${id}_${parameter.name}`}
            parameter={parameter}
            declared={parameter.declared}
            change={changes[parameter.name]}
            disabled={disabled}
            onChange={text =>
              onChange(withValue(config, value, parameter.name, text))
            }
          />
        ) : null,
      )}
      <Fixed config={config} />
    </>
  );
};

/** The values of a stage of a deployment repository, to be changed by their rules. */
export const DeploymentConfigField = (props: DeploymentConfigProps) => {
  const { formData, onChange, formContext, uiSchema, idSchema, schema } = props;
  const { disabled, rawErrors } = props;
  const { repository, stage } = chosenDeployment(
    formDataOf(formContext),
    uiSchema['ui:options'],
  );
  const { config, error, retry } = useDeploymentConfig(repository, stage);
  const isChosen = Boolean(repository && stage);
  const etag = config?.etag;
  const isTouched = formData?.etag !== undefined;

  // The form checks a field only once it holds something.
  useEffect(() => {
    if (etag && !isTouched) {
      onChange({ etag, parameters: {} });
    }
  }, [etag, isTouched, onChange]);

  return (
    <ScaffolderField
      rawErrors={rawErrors}
      rawDescription={schema.description}
      disabled={disabled}
      errors={props.errors}
    >
      <Flex
        role="group"
        aria-label={schema.title ?? 'Values of the stage'}
        direction="column"
        gap="4"
      >
        {!isChosen && (
          <FieldNote>
            Choose a deployment repository and a stage first.
          </FieldNote>
        )}
        {error && (
          <FieldProblem problem={describeProblem(error)} onRetry={retry} />
        )}
        {isChosen && !config && !error && (
          <LoadingPicture what="the values of the stage" />
        )}
        {config && (
          <Values
            id={idSchema.$id}
            config={config}
            value={formData}
            disabled={disabled}
            onChange={onChange}
          />
        )}
      </Flex>
    </ScaffolderField>
  );
};
