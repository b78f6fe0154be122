/** Options of the fields that depend on the account set chosen beside them. */
export interface AccountSetFieldOptions {
  /** Name of the form field that holds the account set. */
  accountSetField?: string;
}

const DEFAULT_FIELD = 'accountSet';

const valueAt = (object: unknown, key: string): unknown =>
  typeof object === 'object' && object !== null
    ? Object.entries(object).find(([name]) => name === key)?.[1]
    : undefined;

/** Entity ref of the account set that the form holds, if one is chosen. */
export function chosenAccountSet(
  formData: unknown,
  options: AccountSetFieldOptions | undefined,
): string | undefined {
  const value = valueAt(formData, options?.accountSetField ?? DEFAULT_FIELD);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The same from the context that the scaffolder gives to every field. */
export const chosenInContext = (
  formContext: unknown,
  options: AccountSetFieldOptions | undefined,
) => chosenAccountSet(valueAt(formContext, 'formData'), options);
