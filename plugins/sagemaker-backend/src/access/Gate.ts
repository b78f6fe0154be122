import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_HAS_PART,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  accountEntityName,
  isSageMakerResource,
  SageMakerResourceKind,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
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

/** Whoever is known already, and the entity that they ask for. */
export interface KnownCaller {
  caller: Caller;
  /** A full entity ref. */
  entityRef: string;
}

/** Where a caller and an entity come from: a request, or an action of the actions registry. */
export type Entrance<TAnswer, TBody, TQuery> =
  | EntityRequest<TAnswer, TBody, TQuery>
  | KnownCaller;

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

/** The part is not for the caller, or names nothing that could be read. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof NotAllowedError ||
    error instanceof NotFoundError ||
    error instanceof InputError
  );
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
    from: Entrance<TAnswer, TBody, TQuery>,
    permission: ResourcePermission,
    subjectOf: (entity: Entity) => TSubject,
  ): Promise<Access<TSubject>> {
    const { entity, caller } = await this.enter(from, permission);
    return this.admit(entity, permission, caller, subjectOf);
  }

  /**
   * The same for a use case, of which it opens the parts: those that the caller
   * sees and has the permission on. What it may not lead to is left out. Any other
   * entity is opened itself.
   */
  async openParts<TSubject extends Subject, TAnswer, TBody, TQuery>(
    from: Entrance<TAnswer, TBody, TQuery>,
    permission: ResourcePermission,
    kind: SageMakerResourceKind,
    subjectOf: (entity: Entity) => TSubject,
  ): Promise<Access<TSubject>[]> {
    const { entity, caller } = await this.enter(from, permission);
    if (entity.kind !== 'System') {
      return [await this.admit(entity, permission, caller, subjectOf)];
    }
    const parts = await this.visibleParts(entity, kind, caller);
    const decisions = await this.deps.permissions.authorize(
      parts.map(part => ({
        permission,
        resourceRef: stringifyEntityRef(part),
      })),
      { credentials: caller },
    );
    const admissions = await Promise.allSettled(
      parts
        .filter((_, at) => decisions[at].result === AuthorizeResult.ALLOW)
        .map(part => this.admit(part, permission, caller, subjectOf)),
    );
    return admissions.flatMap(admission => {
      if (admission.status === 'fulfilled') {
        return admission.value;
      }
      if (isRefusal(admission.reason)) {
        return [];
      }
      throw admission.reason;
    });
  }

  private async visibleParts(
    system: Entity,
    kind: SageMakerResourceKind,
    caller: Caller,
  ): Promise<Entity[]> {
    const entityRefs = (system.relations ?? [])
      .filter(({ type }) => type === RELATION_HAS_PART)
      .map(({ targetRef }) => targetRef);
    const { items } = await this.deps.catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials: caller },
    );
    return items.flatMap(item =>
      item && isSageMakerResource(item, kind) ? item : [],
    );
  }

  private async admit<TSubject extends Subject>(
    entity: Entity,
    permission: ResourcePermission,
    caller: Caller,
    subjectOf: (entity: Entity) => TSubject,
  ): Promise<Access<TSubject>> {
    const subject = subjectOf(entity);
    const proven = isMaintainedByProvider(entity);
    const writes = permission.attributes.action !== 'read';
    if (!proven || (subject.linked && writes)) {
      await this.authorizeClaim(permission, subject.accountId, caller);
    }
    if (!proven || subject.linked) {
      await this.deps.accounts.assertKnown(subject.accountId);
    }
    return new Access(subject, stringifyEntityRef(entity), caller);
  }

  /**
   * The same for what lies in no AWS account of an account set.
   * Throws AuthenticationError, NotFoundError, NotAllowedError, InputError.
   */
  async openWithoutAccount<TSubject, TAnswer, TBody, TQuery>(
    from: Entrance<TAnswer, TBody, TQuery>,
    permission: ResourcePermission,
    subjectOf: (entity: Entity) => TSubject,
  ): Promise<Access<TSubject>> {
    const { entity, entityRef, caller } = await this.enter(from, permission);
    return new Access(subjectOf(entity), entityRef, caller);
  }

  private async enter<TAnswer, TBody, TQuery>(
    from: Entrance<TAnswer, TBody, TQuery>,
    permission: ResourcePermission,
  ) {
    const { caller, entityRef: asked } =
      'caller' in from
        ? from
        : {
            caller: await this.deps.httpAuth.credentials(from, {
              allow: ['user', 'service'],
            }),
            entityRef: stringifyEntityRef(from.params),
          };
    const entity = await this.visibleEntity(asked, caller);
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
