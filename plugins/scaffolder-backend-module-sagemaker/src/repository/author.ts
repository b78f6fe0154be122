import { ActionContext } from '@backstage/plugin-scaffolder-node';

/** The person who started the task, as far as the catalog knows them. */
export function authorOf({ user }: Pick<ActionContext<{}>, 'user'>) {
  const profile = user?.entity?.spec.profile;
  return {
    name: profile?.displayName ?? user?.entity?.metadata.name ?? 'Scaffolder',
    email: profile?.email ?? 'scaffolder@backstage.io',
  };
}
