import { AwsError } from '../../../core/awsError';
import { Operation, QueryService } from '../../../core/service';
import { Role, rolesOf } from './store';

function missing(what: string): AwsError {
  return new AwsError('NoSuchEntity', `${what} cannot be found.`, 404);
}

function trustPolicy({ services }: Role): string {
  return encodeURIComponent(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: services },
          Action: 'sts:AssumeRole',
        },
      ],
    }),
  );
}

const getRole: Operation<{ RoleName?: string }> = (
  { RoleName = '' },
  { world, accountId },
) => {
  const role = rolesOf(world, accountId).get(RoleName);
  if (!role) {
    throw missing(`The role with name ${RoleName}`);
  }
  const { services, passes, ...detail } = role;
  return {
    Role: { ...detail, AssumeRolePolicyDocument: trustPolicy(role) },
  };
};

/** Knows `iam:PassRole`; every other action is denied. */
const simulatePrincipalPolicy: Operation<{
  PolicySourceArn?: string;
  ActionNames?: string[];
  ResourceArns?: string[];
}> = (
  { PolicySourceArn = '', ActionNames = [], ResourceArns = ['*'] },
  { world, accountId },
) => {
  const role = [...rolesOf(world, accountId).values()].find(
    ({ Arn }) => Arn === PolicySourceArn,
  );
  if (!role) {
    throw missing(`The entity ${PolicySourceArn}`);
  }
  const isAllowed = (action: string, resource: string) =>
    action === 'iam:PassRole' &&
    role.passes.some(passed => passed === '*' || passed === resource);
  return {
    IsTruncated: false,
    EvaluationResults: ActionNames.flatMap(action =>
      ResourceArns.map(resource => ({
        EvalActionName: action,
        EvalResourceName: resource,
        EvalDecision: isAllowed(action, resource) ? 'allowed' : 'implicitDeny',
      })),
    ),
  };
};

export const iam: QueryService = {
  name: 'iam',
  protocol: 'query',
  xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  operations: {
    GetRole: getRole,
    SimulatePrincipalPolicy: simulatePrincipalPolicy,
  },
};
