import { randomBytes } from 'node:crypto';
import { AwsError } from '../core/awsError';
import { temporaryAccessKeyId } from '../core/credentials';
import { Context, Operation, QueryService } from '../core/service';
import { storeKey } from '../core/stores';

const ROLE = /^arn:aws:iam::(\d{12}):role\/(.+)$/;
const DEFAULT_LIFETIME_S = 3600;
const MIN_LIFETIME_S = 900;
const MAX_LIFETIME_S = 43_200;

interface AssumedRole {
  Arn: string;
  AssumedRoleId: string;
}

/** Per account: assumed roles by access key id. STS is global. */
const sessionStore = storeKey<Map<string, AssumedRole>>('sts', () => new Map());
const GLOBAL = 'global';

type Caller = Pick<Context, 'world' | 'accountId' | 'accessKeyId'>;

function assumedRoleOf({ world, accountId, accessKeyId }: Caller) {
  return world.store(sessionStore, accountId, GLOBAL).get(accessKeyId);
}

/** The ARN that CloudTrail, and every `CreatedBy`, shows for a caller. */
export function identityArn(caller: Caller): string {
  return (
    assumedRoleOf(caller)?.Arn ??
    `arn:aws:iam::${caller.accountId}:user/${caller.accessKeyId}`
  );
}

/** A caller as CloudTrail's `userIdentity`. */
export function userIdentity(caller: Caller) {
  const { accountId, accessKeyId } = caller;
  const arn = identityArn(caller);
  const assumed = assumedRoleOf(caller);
  if (!assumed) {
    return {
      type: 'IAMUser',
      principalId: accessKeyId,
      arn,
      accountId,
      accessKeyId,
      userName: accessKeyId,
    };
  }
  const roleName = arn.split('/')[1];
  return {
    type: 'AssumedRole',
    principalId: assumed.AssumedRoleId,
    arn,
    accountId,
    accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: assumed.AssumedRoleId.split(':')[0],
        arn: `arn:aws:iam::${accountId}:role/${roleName}`,
        accountId,
        userName: roleName,
      },
      attributes: { mfaAuthenticated: 'false' },
    },
  };
}

const assumeRole: Operation<{
  RoleArn?: string;
  RoleSessionName?: string;
  DurationSeconds?: string;
}> = ({ RoleArn = '', RoleSessionName = '', DurationSeconds }, { world }) => {
  const role = ROLE.exec(RoleArn);
  if (!role) {
    throw new AwsError('ValidationError', `${RoleArn} is invalid`);
  }
  if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName)) {
    throw new AwsError(
      'ValidationError',
      `Value '${RoleSessionName}' at 'roleSessionName' must have 2 to 64 characters of [\\w+=,.@-]`,
    );
  }
  const lifetime = Number(DurationSeconds ?? DEFAULT_LIFETIME_S);
  if (!(lifetime >= MIN_LIFETIME_S && lifetime <= MAX_LIFETIME_S)) {
    throw new AwsError(
      'ValidationError',
      `Value '${DurationSeconds}' at 'durationSeconds' must be between ${MIN_LIFETIME_S} and ${MAX_LIFETIME_S}`,
    );
  }
  const [, accountId, path] = role;
  const unique = randomBytes(4).toString('hex').toUpperCase();
  const AccessKeyId = temporaryAccessKeyId(accountId, unique);
  const roleName = path.split('/').at(-1);
  const assumed: AssumedRole = {
    Arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${RoleSessionName}`,
    AssumedRoleId: `AROA${unique}:${RoleSessionName}`,
  };
  world.store(sessionStore, accountId, GLOBAL).set(AccessKeyId, assumed);
  return {
    Credentials: {
      AccessKeyId,
      SecretAccessKey: randomBytes(20).toString('hex'),
      SessionToken: randomBytes(20).toString('hex'),
      Expiration: new Date(world.clock.now().getTime() + lifetime * 1000),
    },
    AssumedRoleUser: assumed,
  };
};

const getCallerIdentity: Operation = (_, context) => ({
  Account: context.accountId,
  UserId: assumedRoleOf(context)?.AssumedRoleId ?? context.accessKeyId,
  Arn: identityArn(context),
});

export const sts: QueryService = {
  name: 'sts',
  protocol: 'query',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: {
    AssumeRole: assumeRole,
    GetCallerIdentity: getCallerIdentity,
  },
};
