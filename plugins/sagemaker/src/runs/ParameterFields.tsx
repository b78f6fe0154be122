import { Flex, Select, TextField } from '@backstage/ui';
import type { PipelineParameter } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Values, valueProblem } from './runParameters';

const choicesOf = ({ type, enumValues = [] }: PipelineParameter) =>
  type === 'Boolean' && enumValues.length === 0
    ? ['true', 'false']
    : enumValues;

/** One field for each parameter of a pipeline, with its own type and default. */
export const ParameterFields = (props: {
  parameters: PipelineParameter[];
  values: Values;
  onChange: (values: Values) => void;
}) => {
  const { parameters, values, onChange } = props;
  return (
    <Flex direction="column" gap="3">
      {parameters.map(parameter => {
        const { name, type, defaultValue } = parameter;
        const value = values[name] ?? '';
        const problem = valueProblem(parameter, value);
        const choices = choicesOf(parameter);
        const description =
          defaultValue === undefined
            ? `${type}, no default`
            : `${type}, default ${defaultValue || 'empty'}`;
        const change = (next: string) => onChange({ ...values, [name]: next });
        return choices.length > 0 ? (
          <Select
            key={name}
            label={name}
            description={description}
            options={choices.map(choice => ({ value: choice, label: choice }))}
            value={value}
            onChange={chosen => change(String(chosen ?? ''))}
          />
        ) : (
          <TextField
            key={name}
            label={name}
            description={problem ?? description}
            isInvalid={problem !== undefined}
            inputMode={type === 'String' ? 'text' : 'decimal'}
            value={value}
            onChange={change}
          />
        );
      })}
    </Flex>
  );
};
