import { ResponseError } from '@backstage/errors';
import { sagemakerIngestionReadPermission } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { describeProblem, Problem } from '../components/problems';

export const FORBIDDEN: Problem = {
  kind: 'forbidden',
  title: 'You are not allowed to see the ingestion',
  message:
    'This page is for platform owners: it names all accounts that the portal reads.',
  nextStep: `Ask the platform team for the permission ${sagemakerIngestionReadPermission.name}.`,
};

const nextStep = (problem: Problem, words: string): Problem => ({
  ...problem,
  nextStep: words,
});

const hasStatus = (error: Error, status: number) =>
  error instanceof ResponseError && error.statusCode === status;

/** Why the overview cannot be shown. */
export function describeOverviewProblem(error: Error): Problem {
  const problem = describeProblem(error);
  if (problem.kind === 'forbidden') return FORBIDDEN;
  return hasStatus(error, 404)
    ? nextStep(
        problem,
        'Check that the catalog module for SageMaker is installed in the backend, in the version of this page.',
      )
    : problem;
}

/** Why one listing cannot be shown. */
export function describeListingProblem(error: Error): Problem {
  const problem = describeProblem(error);
  if (problem.kind === 'forbidden') return FORBIDDEN;
  return hasStatus(error, 404)
    ? nextStep(
        problem,
        'It may have been taken out of the configuration. Look for it in the list.',
      )
    : problem;
}
