import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { Caller, KnownCaller } from '../access/Gate';

/**
 * On whose behalf an action of the registry runs, and the entity that it is about,
 * for the gate. Throws NotAllowedError for credentials of nobody, InputError for
 * what is no entity ref.
 */
export function knownCaller(
  auth: AuthService,
  credentials: BackstageCredentials,
  entityRef: string,
): KnownCaller {
  return {
    caller: callerOf(auth, credentials),
    entityRef: stringifyEntityRef(
      parseEntityRef(entityRef, {
        defaultKind: 'resource',
        defaultNamespace: 'default',
      }),
    ),
  };
}

/** Throws NotAllowedError for credentials of nobody. */
export function callerOf(
  auth: AuthService,
  credentials: BackstageCredentials,
): Caller {
  if (
    auth.isPrincipal(credentials, 'user') ||
    auth.isPrincipal(credentials, 'service')
  ) {
    return credentials;
  }
  throw new NotAllowedError('Sign in: nobody asks for this');
}

/** For the audit log: who had an assistant do it. */
export function describeCaller({ principal }: Caller): string {
  return principal.type === 'user'
    ? principal.userEntityRef
    : principal.subject;
}
