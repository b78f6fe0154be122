import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { accountEntityName } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Request } from 'express';
import { KnownAccounts } from './KnownAccounts';
import { isMaintainedByProvider } from './provenance';
import { Subject } from './subjects';

export type Caller = BackstageCredentials<
  BackstageUserPrincipal | BackstageServicePrincipal
>;

export type EntityRequest<TAnswer, TBody, TQuery> = Request<
  { kind: string; namespace: string; name: string },
  TAnswer,
  TBody,
  TQuery,
  Record<string, string>
>;

/**
 * Proof that a caller may do something with a subject. Whatever touches a cache
 * or AWS asks for it, and only `Gate.open` makes one.
 */
class Access<TSubject> {
  /** Makes the type nominal: an object literal is no proof. */
  protected readonly madeByGate = true;

  constructor(
    readonly subject: TSubject,
    readonly entityRef: string,
    readonly caller: Caller,
  ) {}
}
export type { Access };

export function accountRefOf(accountId: string) {
  return `resource:default/${accountEntityName(accountId)}`;
}

/** The one way from a request to an AWS resource. */
export class Gate {
  constructor(
    private readonly deps: {
      httpAuth: HttpAuthService;
      catalog: CatalogService;
      permissions: PermissionsService;
      accounts: KnownAccounts;
    },
  ) {}

  /**
   * Authenticates, reads the entity as the caller, checks the permission on it
   * and that it may lead to the account that it leads to, in this order.
   * Throws AuthenticationError, NotFoundError, NotAllowedError, InputError.
   */
  async open<TSubject extends Subject, TAnswer, TBody, TQuery>(
    req: EntityRequest<TAnswer, TBody, TQuery>,
    permission: ResourcePermission,
    subjectOf: (entity: Entity) => TSubject,
  ): Promise<Access<TSubject>> {
    const { entity, entityRef, caller } = await this.enter(req, permission);
    const subject = subjectOf(entity);
    const proven = isMaintainedByProvider(entity);
    const writes = permission.attributes.action !== 'read';
    if (!proven || (subject.linked && writes)) {
      await this.authorizeClaim(permission, subject.accountId, caller);
    }
    if (!proven || subject.linked) {
      await this.deps.accounts.assertKnown(subject.accountId);
    }
    return new Access(subject, entityRef, caller);
  }

  /**
   * The same for what lies in no AWS account of an account set.
   * Throws AuthenticationError, NotFoundError, NotAllowedError, InputError.
   */
  async openWithoutAccount<TSubject, TAnswer, TBody, TQuery>(
    req: EntityRequest<TAnswer, TBody, TQuery>,
    permission: ResourcePermission,
    subjectOf: (entity: Entity) => TSubject,
  ): Promise<Access<TSubject>> {
    const { entity, entityRef, caller } = await this.enter(req, permission);
    return new Access(subjectOf(entity), entityRef, caller);
  }

  private async enter<TAnswer, TBody, TQuery>(
    req: EntityRequest<TAnswer, TBody, TQuery>,
    permission: ResourcePermission,
  ) {
    const caller = await this.deps.httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const entity = await this.visibleEntity(
      stringifyEntityRef(req.params),
      caller,
    );
    const entityRef = stringifyEntityRef(entity);
    await this.authorize(permission, entityRef, caller);
    return { entity, entityRef, caller };
  }

  /** The entity as the caller sees it; throws NotFoundError. */
  async visibleEntity(ref: string, caller: Caller): Promise<Entity> {
    const entity = await this.deps.catalog.getEntityByRef(ref, {
      credentials: caller,
    });
    if (!entity) {
      throw new NotFoundError(`No entity '${ref}' in the catalog`);
    }
    return entity;
  }

  /** Throws NotAllowedError unless the caller has the permission on that entity. */
  async authorize(
    permission: ResourcePermission,
    resourceRef: string,
    caller: Caller,
  ) {
    const [decision] = await this.deps.permissions.authorize(
      [{ permission, resourceRef }],
      { credentials: caller },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You lack the permission '${permission.name}' on '${resourceRef}'`,
      );
    }
  }

  /**
   * What a YAML file or a tag says about a resource is only a claim: whoever
   * acts upon it needs the permission on the account that it leads to as well.
   */
  async authorizeClaim(
    permission: ResourcePermission,
    accountId: string,
    caller: Caller,
  ) {
    const account = await this.visibleEntity(accountRefOf(accountId), caller);
    if (!isMaintainedByProvider(account)) {
      throw new NotAllowedError(
        `'${stringifyEntityRef(
          account,
        )}' is not maintained by the SageMaker entity provider, so it cannot vouch for account ${accountId}`,
      );
    }
    await this.authorize(permission, stringifyEntityRef(account), caller);
  }
}
