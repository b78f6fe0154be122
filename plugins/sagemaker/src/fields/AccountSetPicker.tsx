import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { describeProblem } from '../components/problems';
import { accountSetOption, activeAccountSets } from './accountSets';
import { FieldNote, FieldProblem } from './FieldNote';
import { AccountSetPickerProps } from './schemas';
import { SelectField } from './SelectField';

/** Offers the active account sets of the catalog that the person may see. */
export const AccountSetPicker = (props: AccountSetPickerProps) => {
  const catalogApi = useApi(catalogApiRef);
  const { value, error, loading, retry } = useAsyncRetry(
    () => activeAccountSets(catalogApi),
    [catalogApi],
  );
  return (
    <SelectField
      field={props}
      defaultTitle="Account set"
      options={(value ?? []).map(accountSetOption)}
      disabled={!value?.length}
      placeholder={loading ? 'Loading account sets' : 'Choose an account set'}
    >
      {error && (
        <FieldProblem problem={describeProblem(error)} onRetry={retry} />
      )}
      {value?.length === 0 && (
        <FieldNote>
          There is no active account set that you can see. Ask the platform team
          to provision one for your team.
        </FieldNote>
      )}
    </SelectField>
  );
};
