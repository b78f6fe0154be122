import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import TextField from '@material-ui/core/TextField';
import { ReactElement, ReactNode } from 'react';

/** The part of a form field's properties that every field here uses. */
export interface FieldProps {
  idSchema: { $id: string };
  schema: { title?: string; description?: string };
  formData?: string;
  onChange: (value: string | undefined) => void;
  rawErrors?: string[];
  required?: boolean;
  disabled?: boolean;
  errors?: ReactElement;
}

/**
 * A choice in a template's form. A native list: works with keyboard, screen
 * reader and a hundred entries alike.
 */
export const SelectField = (props: {
  field: FieldProps;
  defaultTitle: string;
  options: { value: string; label: string }[];
  disabled: boolean;
  placeholder: string;
  children?: ReactNode;
}) => {
  const { field, defaultTitle, options, disabled, placeholder, children } =
    props;
  const { idSchema, schema, formData, onChange, rawErrors, required } = field;
  const off = disabled || field.disabled;
  return (
    <ScaffolderField
      rawErrors={rawErrors}
      rawDescription={schema.description}
      required={required}
      disabled={off}
      errors={field.errors}
    >
      <TextField
        id={idSchema.$id}
        select
        label={schema.title ?? defaultTitle}
        value={formData ?? ''}
        onChange={event => onChange(event.target.value || undefined)}
        required={required}
        disabled={off}
        error={Boolean(rawErrors?.length)}
        SelectProps={{ native: true }}
        InputLabelProps={{ shrink: true }}
      >
        <option value="">{placeholder}</option>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </TextField>
      {children}
    </ScaffolderField>
  );
};
