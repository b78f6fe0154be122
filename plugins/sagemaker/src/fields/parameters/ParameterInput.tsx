import type { TemplateParameter } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import TextField from '@material-ui/core/TextField';
import { parameterHint, valueProblem } from './value';

const defaultLabel = ({ defaultValue }: TemplateParameter) =>
  defaultValue === undefined
    ? 'Choose a value'
    : `Default (${defaultValue || 'empty'})`;

function placeholder({ isSecret, defaultValue }: TemplateParameter) {
  return isSecret || !defaultValue ? undefined : `Default: ${defaultValue}`;
}

/**
 * One parameter of a project template. An empty input leaves the parameter to the
 * template's default.
 */
export const ParameterInput = (props: {
  id: string;
  parameter: TemplateParameter;
  value: string;
  disabled?: boolean;
  onChange: (value: string | undefined) => void;
}) => {
  const { id, parameter, value, disabled, onChange } = props;
  const { key, type, isSecret, allowedValues, defaultValue } = parameter;
  const problem = value ? valueProblem(parameter, value) : undefined;
  const hint = [
    parameterHint(parameter),
    isSecret && 'Secret: kept with the task only, never shown or logged',
  ]
    .filter(Boolean)
    .join('. ');
  const isChoice = allowedValues && (type === 'String' || type === 'Number');
  return (
    <TextField
      id={id}
      label={key}
      select={Boolean(isChoice)}
      type={isSecret ? 'password' : 'text'}
      value={value}
      onChange={event => onChange(event.target.value || undefined)}
      required={defaultValue === undefined}
      disabled={disabled}
      fullWidth
      error={Boolean(problem)}
      helperText={problem ?? hint}
      FormHelperTextProps={{ role: problem ? 'alert' : undefined }}
      InputLabelProps={{ shrink: true }}
      SelectProps={{ native: true }}
      inputProps={{
        placeholder: placeholder(parameter),
        autoComplete: isSecret ? 'new-password' : 'off',
        inputMode: type === 'Number' ? 'decimal' : undefined,
      }}
    >
      {isChoice && [
        <option key="" value="">
          {defaultLabel(parameter)}
        </option>,
        ...allowedValues.map(allowed => (
          <option key={allowed} value={allowed}>
            {allowed}
          </option>
        )),
      ]}
    </TextField>
  );
};
