import {
  AccountRole,
  AccountSetEntity,
  // Aliased: it is no hook.
  useCaseNames as namesOfUseCase,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** Something that a use case will consist of, and where. */
export interface PlannedResource {
  kind: string;
  name: string;
  /** An account, or a host outside AWS. */
  place: string;
  /** When it comes to be, if not at once. */
  later?: string;
}

const HOSTS: Record<string, string> = {
  github: 'GitHub',
  'github-actions': 'GitHub',
  gitlab: 'GitLab',
  'gitlab-ci': 'GitLab',
  bitbucket: 'Bitbucket',
  jenkins: 'Jenkins',
};

const hostOf = (choice: string) => HOSTS[choice] ?? choice;

const DEPLOYED_TO: AccountRole[] = ['preprod', 'prod'];

/**
 * Everything that will be made for a use case. Throws an InputError for a name out
 * of rule and a set without the accounts.
 */
export function plannedResources(
  name: string,
  set: AccountSetEntity,
  { git = 'codecommit', ci = 'codepipeline' }: { git?: string; ci?: string },
): PlannedResource[] {
  const { accounts, regions } = set.spec;
  const names = namesOfUseCase(name, {
    name: set.metadata.name,
    regions,
    accounts,
  });
  const account = (accountId: string) => {
    const role = accounts.find(one => one.accountId === accountId)?.role;
    return `${role} account ${accountId}`;
  };
  const tooling = account(names.toolingAccountId);
  const repositories = git === 'codecommit' ? tooling : hostOf(git);
  return [
    { kind: 'SageMaker project', name: names.projectName, place: tooling },
    { kind: 'Model group', name: names.modelGroupName, place: tooling },
    {
      kind: 'Build repository',
      name: names.buildRepository,
      place: repositories,
    },
    {
      kind: 'Deployment repository',
      name: names.deploymentRepository,
      place: repositories,
    },
    ci === 'codepipeline'
      ? {
          kind: 'Deployment pipeline',
          name: names.deploymentPipelineName,
          place: tooling,
        }
      : {
          kind: 'CI/CD',
          name: names.deploymentRepository,
          place: hostOf(ci),
        },
    {
      kind: 'Training pipeline',
      name: names.pipelineName,
      place: account(names.devAccountId),
      later: 'with the first build',
    },
    ...accounts
      .filter(({ role }) => DEPLOYED_TO.includes(role))
      .map(({ accountId }) => ({
        kind: 'Inference',
        name: names.projectName,
        place: account(accountId),
        later: 'when a model version is approved',
      })),
  ];
}
