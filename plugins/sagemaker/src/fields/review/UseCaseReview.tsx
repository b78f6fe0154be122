import { useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { LoadingPicture, ProblemPicture } from '../../components/pictures';
import { describeProblem } from '../../components/problems';
import { findAccountSet } from '../accountSets';
import { FieldNote } from '../FieldNote';
import { formDataOf } from '../otherField';
import type { UseCaseReviewProps } from '../schemas';
import { PlannedResource, plannedResources } from './planned';
import { PlannedTable } from './PlannedTable';
import { PreflightView } from './PreflightView';
import { preflightRequest, ReviewedForm, reviewedForm } from './reviewedForm';

/** What the form lacks for a review, in the words of its fields. */
function missing({ accountSet, name, template }: ReviewedForm): string[] {
  return [
    ...(name ? [] : ['a name']),
    ...(accountSet ? [] : ['an account set']),
    ...(template ? [] : ['a project template']),
  ];
}

function planOf(read: () => PlannedResource[]) {
  try {
    return { resources: read() };
  } catch (error) {
    return { error: toError(error) };
  }
}

const Plan = (props: {
  accountSet: string;
  name: string;
  form: ReviewedForm;
}) => {
  const { accountSet, name, form } = props;
  const catalogApi = useApi(catalogApiRef);
  const { value, error, loading, retry } = useAsyncRetry(
    async () => ({ set: await findAccountSet(catalogApi, accountSet) }),
    [catalogApi, accountSet],
  );
  if (loading) {
    return <LoadingPicture what="the account set" />;
  }
  if (error) {
    return <ProblemPicture problem={describeProblem(error)} onRetry={retry} />;
  }
  const set = value?.set;
  if (!set) {
    return (
      <FieldNote>{`The account set ${accountSet} is not in the catalog, or you may not see it.`}</FieldNote>
    );
  }
  const plan = planOf(() => plannedResources(name, set, form));
  return plan.resources ? (
    <PlannedTable
      caption={`What will be created in ${
        set.metadata.title ?? set.metadata.name
      }, ${set.spec.regions[0]}`}
      resources={plan.resources}
    />
  ) : (
    <ProblemPicture problem={describeProblem(plan.error)} />
  );
};

/**
 * The last page of a form: what will be created in which account, and whether AWS
 * would take it. Holds no value.
 */
export const UseCaseReview = (props: UseCaseReviewProps) => {
  const { formContext, uiSchema } = props;
  const form = reviewedForm(formDataOf(formContext), uiSchema['ui:options']);
  const { accountSet, name } = form;
  const request = preflightRequest(form);
  if (!accountSet || !name || !request) {
    return (
      <FieldNote>{`To review the use case, the form still needs ${missing(
        form,
      ).join(', ')}.`}</FieldNote>
    );
  }
  return (
    <Flex
      role="group"
      aria-label={props.schema.title ?? 'Review of the use case'}
      direction="column"
      gap="4"
    >
      <Plan accountSet={accountSet} name={name} form={form} />
      <PreflightView accountSet={accountSet} request={request} />
    </Flex>
  );
};
