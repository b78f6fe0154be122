import { useApi } from '@backstage/core-plugin-api';
import type { ProjectTemplate } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { useEffect } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { sagemakerApiRef } from '../api/SageMakerApi';
import { describeProblem } from '../components/problems';
import { FieldNote, FieldProblem } from './FieldNote';
import { chosenInContext } from './otherField';
import { ProjectTemplatePickerProps } from './schemas';
import { SelectField } from './SelectField';

const SOURCES: Record<ProjectTemplate['source'], string> = {
  ServiceCatalog: 'Service Catalog',
  S3: 'S3',
};

/** Offers the project templates of the account set that is chosen in another field. */
export const ProjectTemplatePicker = (props: ProjectTemplatePickerProps) => {
  const { formData, onChange, formContext, uiSchema } = props;
  const api = useApi(sagemakerApiRef);
  const accountSet = chosenInContext(formContext, uiSchema['ui:options']);
  // The answer carries the set it is for, so that it is never shown for another.
  const { value, error, loading, retry } = useAsyncRetry(
    async () =>
      accountSet
        ? { accountSet, list: await api.getProjectTemplates(accountSet) }
        : undefined,
    [api, accountSet],
  );
  const list = value?.accountSet === accountSet ? value?.list : undefined;
  const chosen = list?.items.find(({ id }) => id === formData);

  useEffect(() => {
    if (list && formData && !chosen) {
      onChange(undefined);
    }
  }, [list, formData, chosen, onChange]);

  let placeholder = 'Choose a project template';
  if (!accountSet) placeholder = 'Choose an account set first';
  else if (loading) placeholder = 'Loading project templates';

  return (
    <SelectField
      field={props}
      defaultTitle="Project template"
      options={(list?.items ?? []).map(({ id, name, source }) => ({
        value: id,
        label: `${name} (${SOURCES[source]})`,
      }))}
      disabled={!list?.items.length}
      placeholder={placeholder}
    >
      {chosen?.description && <FieldNote>{chosen.description}</FieldNote>}
      {error && !loading && (
        <FieldProblem problem={describeProblem(error)} onRetry={retry} />
      )}
      {list?.items.length === 0 && (
        <FieldNote>
          This account set offers no project template. Give its role access to a
          Service Catalog product, or put a template into the bucket of the
          tooling account, each tagged sagemaker:studio-visibility=true.
        </FieldNote>
      )}
      {list?.unreadable?.map(source => (
        <FieldNote key={source}>{`Not readable: ${source}`}</FieldNote>
      ))}
    </SelectField>
  );
};
