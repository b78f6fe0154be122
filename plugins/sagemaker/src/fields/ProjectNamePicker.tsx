import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import TextField from '@material-ui/core/TextField';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { chosenInContext } from './otherField';
import {
  nameProblem,
  nameProblemInSet,
  PROJECT_NAME_RULE,
} from './projectName';
import { ProjectNamePickerProps } from './schemas';

const TYPING_PAUSE_MS = 300;

/** A project name, checked while it is typed: SageMaker's rule, then the catalog. */
export const ProjectNamePicker = (props: ProjectNamePickerProps) => {
  const { formData = '', onChange, formContext, uiSchema, schema } = props;
  const { idSchema, rawErrors, required, disabled } = props;
  const catalogApi = useApi(catalogApiRef);
  const accountSet = chosenInContext(formContext, uiSchema['ui:options']);
  const [settled, setSettled] = useState(formData);
  useDebounce(() => setSettled(formData), TYPING_PAUSE_MS, [formData]);
  const taken = useAsync(
    async () =>
      settled && accountSet && !nameProblem(settled)
        ? nameProblemInSet(catalogApi, settled, accountSet)
        : undefined,
    [catalogApi, settled, accountSet],
  );
  const problem =
    (formData && nameProblem(formData)) ||
    (settled === formData && !taken.loading ? taken.value : undefined);
  return (
    <ScaffolderField
      rawErrors={rawErrors}
      rawDescription={schema.description}
      required={required}
      disabled={disabled}
      errors={props.errors}
    >
      <TextField
        id={idSchema.$id}
        label={schema.title ?? 'Name'}
        value={formData}
        onChange={event => onChange(event.target.value || undefined)}
        required={required}
        disabled={disabled}
        error={Boolean(problem || rawErrors?.length)}
        helperText={problem || PROJECT_NAME_RULE}
        FormHelperTextProps={{ role: 'status' }}
      />
    </ScaffolderField>
  );
};
