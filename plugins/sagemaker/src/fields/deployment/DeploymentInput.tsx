import { Button, Flex, Text } from '@backstage/ui';
import type {
  DeploymentParameter,
  TemplateParameter,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import TextField from '@material-ui/core/TextField';
import { parameterHint, valueProblem } from '../parameters/value';

/** The values to choose from, the present one among them whatever it is. */
function choicesOf(
  { type, allowedValues }: TemplateParameter,
  now: string,
): string[] | undefined {
  const isOneValue = type === 'String' || type === 'Number';
  return allowedValues && isOneValue
    ? [...new Set([now, ...allowedValues])]
    : undefined;
}

/** One parameter of a deployment: its rules, what it is now and what it becomes. */
export const DeploymentInput = (props: {
  id: string;
  parameter: DeploymentParameter;
  declared: TemplateParameter;
  /** What it becomes; undefined where it stays. */
  change?: string;
  disabled?: boolean;
  onChange: (value: string) => void;
}) => {
  const { id, parameter, declared, change, disabled, onChange } = props;
  const { name, value: now = '' } = parameter;
  const value = change ?? now;
  const problem = valueProblem(declared, value);
  const choices = choicesOf(declared, now);
  return (
    <Flex direction="column" gap="1">
      <TextField
        id={id}
        label={name}
        select={Boolean(choices)}
        value={value}
        onChange={event => onChange(event.target.value)}
        disabled={disabled}
        fullWidth
        error={Boolean(problem)}
        helperText={problem ?? parameterHint(declared)}
        FormHelperTextProps={{ role: problem ? 'alert' : undefined }}
        InputLabelProps={{ shrink: true }}
        SelectProps={{ native: true }}
        inputProps={{
          autoComplete: 'off',
          inputMode: declared.type === 'Number' ? 'decimal' : undefined,
        }}
      >
        {choices?.map(choice => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </TextField>
      {change !== undefined && (
        <Flex align="center" gap="2">
          <Text as="span" variant="body-small" weight="bold">
            {`Changed, now ${now || 'empty'}`}
          </Text>
          <Button
            size="small"
            variant="tertiary"
            aria-label={`Reset ${name} to ${now || 'empty'}`}
            isDisabled={disabled}
            onPress={() => onChange(now)}
          >
            Reset
          </Button>
        </Flex>
      )}
    </Flex>
  );
};
