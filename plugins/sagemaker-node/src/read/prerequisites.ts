import {
  GetConnectionCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-codestar-connections';
import {
  GetRoleCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  parseArn,
  resourceName,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { z } from 'zod';
import { AwsClients } from '../aws/clients';
import { PrerequisiteReader } from '../readers';

/** IAM is the same in every region of a partition; its client only wants one. */
const IAM_REGIONS: Record<string, string> = {
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};
const IAM_REGION = 'us-east-1';

const oneOrMore = z.union([z.string(), z.array(z.string())]);
const statement = z.object({
  Effect: z.string(),
  Principal: z
    .union([z.string(), z.object({ Service: oneOrMore.optional() })])
    .optional(),
});
const trustPolicy = z.object({
  Statement: z.union([statement.transform(one => [one]), z.array(statement)]),
});

/** The services that a trust policy, URL-encoded JSON as IAM answers it, allows to assume the role. */
export function trustedServices(policy: string | undefined): string[] {
  const { Statement } = trustPolicy.parse(
    JSON.parse(decodeURIComponent(policy ?? '{"Statement":[]}')),
  );
  return Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(
    ({ Principal }) =>
      typeof Principal === 'object' ? Principal.Service ?? [] : [],
  );
}

export function createPrerequisiteReader(
  clients: AwsClients,
): PrerequisiteReader {
  const iamOf = (arn: string) => {
    const { accountId, partition } = parseArn(arn);
    const region = IAM_REGIONS[partition] ?? IAM_REGION;
    return clients.iam({ accountId, region });
  };
  return {
    async connection(arn, options) {
      const { accountId, region } = parseArn(arn);
      const client = clients.connections({ accountId, region });
      const abortSignal = options?.signal;
      const [{ Connection }, { Tags = [] }] = await Promise.all([
        client.send(new GetConnectionCommand({ ConnectionArn: arn }), {
          abortSignal,
        }),
        client.send(new ListTagsForResourceCommand({ ResourceArn: arn }), {
          abortSignal,
        }),
      ]);
      return {
        status: Connection?.ConnectionStatus ?? 'unknown',
        tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
      };
    },

    async role(arn, options) {
      const { Role } = await iamOf(arn).send(
        new GetRoleCommand({ RoleName: resourceName(arn) }),
        { abortSignal: options?.signal },
      );
      return {
        trustedServices: trustedServices(Role?.AssumeRolePolicyDocument),
      };
    },

    async mayPass(launcherArn, roleArn, options) {
      const { EvaluationResults = [] } = await iamOf(launcherArn).send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: launcherArn,
          ActionNames: ['iam:PassRole'],
          ResourceArns: [roleArn],
        }),
        { abortSignal: options?.signal },
      );
      const [result] = EvaluationResults;
      if (result?.EvalDecision === 'allowed') {
        return 'allowed';
      }
      return result?.MissingContextValues?.length ? 'conditional' : 'denied';
    },
  };
}
