import type { ProjectTemplateDetail } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import TextField from '@material-ui/core/TextField';
import { ProjectParameters } from './value';

const Choice = (props: {
  id: string;
  label: string;
  value?: string;
  /** What stands for no choice. */
  none: string;
  options: { value: string; label: string; disabled?: boolean }[];
  required?: boolean;
  disabled?: boolean;
  onChange: (value: string | undefined) => void;
}) => {
  const { id, label, value, none, options, onChange } = props;
  return (
    <TextField
      id={id}
      label={label}
      select
      fullWidth
      value={value ?? ''}
      required={props.required}
      disabled={props.disabled}
      onChange={event => onChange(event.target.value || undefined)}
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
    >
      <option value="">{none}</option>
      {options.map(option => (
        <option
          key={option.value}
          value={option.value}
          disabled={option.disabled}
        >
          {option.label}
        </option>
      ))}
    </TextField>
  );
};

/** Version and launch path of a product, each only where there is a choice. */
export const LaunchChoice = (props: {
  id: string;
  detail: Pick<ProjectTemplateDetail, 'versions' | 'launchPaths'>;
  value: ProjectParameters;
  disabled?: boolean;
  onChange: (value: ProjectParameters) => void;
}) => {
  const { id, detail, value, disabled, onChange } = props;
  const { versions, launchPaths } = detail;
  const newest = versions.find(({ isDefault }) => isDefault);
  return (
    <>
      {versions.length > 0 && (
        <Choice
          id={`${id}_version`}
          label="Version"
          value={value.version}
          none={newest ? `Newest (${newest.name})` : 'No version to launch'}
          options={versions.map(({ id: version, name, launchable }) => ({
            value: version,
            label: launchable ? name : `${name} (deprecated or inactive)`,
            disabled: !launchable,
          }))}
          disabled={disabled}
          onChange={version => onChange({ ...value, version })}
        />
      )}
      {launchPaths.length > 1 && (
        <Choice
          id={`${id}_launchPath`}
          label="Launch path"
          value={value.launchPath}
          none="Choose a portfolio"
          options={launchPaths.map(path => ({
            value: path.id,
            label: path.name,
          }))}
          required
          disabled={disabled}
          onChange={launchPath => onChange({ ...value, launchPath })}
        />
      )}
    </>
  );
};
