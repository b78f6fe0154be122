import {
  DescribeModelPackageCommand,
  DescribeModelPackageGroupCommand,
  SageMakerClient,
  SearchCommand,
  UpdateModelPackageCommand,
} from '@aws-sdk/client-sagemaker';
import { ConflictError, InputError } from '@backstage/errors';
import {
  formatArn,
  parseArn,
  resourceName,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { AwsClients } from '../aws/clients';
import { targetOf } from '../aws/targetOf';
import { CallOptions, ModelVersionReader } from '../readers';
import { decisionText } from './decision';
import { mapEach } from './mapEach';
import { createMetricReader } from './metrics/metricReader';
import { findUndecided } from './undecided';
import {
  approvalState,
  mapVersion,
  mapVersionContent,
  sameApprovalState,
} from './versionMapping';

const DEFAULT_LIMIT = 20;
const MAX_APPROVAL_DESCRIPTION = 1024;

function versionArn(modelGroupArn: string, version: number): string {
  const arn = parseArn(modelGroupArn);
  const [type, group] = arn.resource.split('/');
  if (type !== 'model-package-group' || !group) {
    throw new InputError(
      `'${modelGroupArn}' is not the ARN of a model package group`,
    );
  }
  return formatArn({ ...arn, resource: `model-package/${group}/${version}` });
}

function search(
  client: SageMakerClient,
  groupName: string,
  options: CallOptions & { limit?: number; cursor?: string },
) {
  return client.send(
    new SearchCommand({
      Resource: 'ModelPackage',
      SearchExpression: {
        Filters: [
          {
            Name: 'ModelPackageGroupName',
            Operator: 'Equals',
            Value: groupName,
          },
        ],
      },
      SortBy: 'CreationTime',
      SortOrder: 'Descending',
      MaxResults: options.limit ?? DEFAULT_LIMIT,
      NextToken: options.cursor,
    }),
    { abortSignal: options.signal },
  );
}

export function createModelVersionReader(
  clients: AwsClients,
): ModelVersionReader {
  const reports = createMetricReader(clients);
  // ARNs may hold the name of a group in lower case, while Search compares
  // exactly. The name is asked for when nothing is found, and kept: it never
  // changes.
  const exactNames = new Map<string, string>();

  async function exactName(arn: string, options: CallOptions) {
    const { ModelPackageGroupName: name } = await clients
      .sagemaker(targetOf(arn, 'sagemaker'))
      .send(
        new DescribeModelPackageGroupCommand({ ModelPackageGroupName: arn }),
        { abortSignal: options.signal },
      );
    exactNames.set(arn, name!);
    return name!;
  }

  function describe(arn: string, options?: CallOptions) {
    return clients
      .sagemaker(targetOf(arn, 'sagemaker'))
      .send(new DescribeModelPackageCommand({ ModelPackageName: arn }), {
        abortSignal: options?.signal,
      });
  }

  async function get(arn: string, options?: CallOptions) {
    return mapVersion(await describe(arn, options));
  }

  return {
    async list(modelGroupArn, options = {}) {
      const client = clients.sagemaker(targetOf(modelGroupArn, 'sagemaker'));
      const known = exactNames.get(modelGroupArn);
      const guess = known ?? resourceName(modelGroupArn);
      let answer = await search(client, guess, options);
      if (!known && !options.cursor && !answer.Results?.length) {
        const name = await exactName(modelGroupArn, options);
        if (name !== guess) {
          answer = await search(client, name, options);
        }
      }
      return {
        ...mapEach(
          answer.Results ?? [],
          record => mapVersion(record.ModelPackage ?? {}),
          record => record.ModelPackage?.ModelPackageArn,
        ),
        nextCursor: answer.NextToken,
      };
    },

    async undecided(scope, options = {}) {
      const isGroup = 'modelGroupArn' in scope;
      const target = isGroup
        ? targetOf(scope.modelGroupArn, 'sagemaker')
        : scope;
      const groupName = isGroup
        ? exactNames.get(scope.modelGroupArn) ??
          (await exactName(scope.modelGroupArn, options))
        : undefined;
      return findUndecided(
        clients.sagemaker(target),
        { target, groupName },
        options,
      );
    },

    async get(modelGroupArn, version, options) {
      return get(versionArn(modelGroupArn, version), options);
    },

    async content(modelGroupArn, version, options) {
      const arn = versionArn(modelGroupArn, version);
      return mapVersionContent(await describe(arn, options));
    },

    async metrics({ arn, runArn, metricsUri }, options) {
      // The report lies where the run wrote it.
      const target = targetOf(runArn ?? arn, 'sagemaker');
      return metricsUri ? reports.read(target, metricsUri, options) : [];
    },

    async decide(modelGroupArn, version, request, options) {
      const arn = versionArn(modelGroupArn, version);
      const ApprovalDescription = decisionText(
        request,
        MAX_APPROVAL_DESCRIPTION,
      );
      const current = approvalState(await get(arn, options));
      if (!sameApprovalState(current, request.expected)) {
        throw new ConflictError(
          `Version ${version} has changed since it was shown: it was '${request.expected}' and is '${current}'. Look at it again before you decide`,
        );
      }
      await clients.sagemaker(targetOf(arn, 'sagemaker')).send(
        new UpdateModelPackageCommand({
          ModelPackageArn: arn,
          ModelApprovalStatus: request.decision,
          ApprovalDescription,
        }),
        { abortSignal: options?.signal },
      );
    },
  };
}
