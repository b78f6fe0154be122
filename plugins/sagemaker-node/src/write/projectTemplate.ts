import { GetObjectCommand } from '@aws-sdk/client-s3';
import {
  ConstraintSummary,
  DescribeProvisioningParametersCommand,
  ListLaunchPathsCommand,
  ListProvisioningArtifactsCommand,
} from '@aws-sdk/client-service-catalog';
import { InputError } from '@backstage/errors';
import { AwsClients } from '../aws/clients';
import { collect, paginate } from '../aws/paginate';
import { parseTemplateId } from '../read/templateIds';
import { ProjectWriter } from '../writers';
import {
  mapProvisioningParameter,
  parseTemplateParameters,
} from './templateParameters';

const LAUNCH_PATHS_PAGE_SIZE = 20;

/** CloudFormation takes no larger template. */
const MAX_TEMPLATE_BYTES = 1_000_000;

/** As Service Catalog describes a launch constraint: `Launch as arn:aws:iam::...`. */
const ROLE_ARN = /arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+/;

function launchConstraint(constraints: ConstraintSummary[] = []) {
  const constraint = constraints.find(({ Type }) => Type === 'LAUNCH');
  return (
    constraint && { roleArn: ROLE_ARN.exec(constraint.Description ?? '')?.[0] }
  );
}

/** What can be known of a project template before a project is made from it. */
export function createProjectTemplateFacts(
  clients: AwsClients,
): Pick<ProjectWriter, 'product' | 'parameters'> {
  return {
    async product(target, productId, options) {
      const client = clients.serviceCatalog(target);
      const abortSignal = options?.signal;
      const { ProvisioningArtifactDetails = [] } = await client.send(
        new ListProvisioningArtifactsCommand({ ProductId: productId }),
        { abortSignal },
      );
      const paths = await collect(
        paginate({
          what: `the launch paths of ${productId}`,
          fetch: async PageToken => {
            const answer = await client.send(
              new ListLaunchPathsCommand({
                ProductId: productId,
                PageSize: LAUNCH_PATHS_PAGE_SIZE,
                PageToken,
              }),
              { abortSignal },
            );
            return {
              items: answer.LaunchPathSummaries ?? [],
              next: answer.NextPageToken,
            };
          },
          idOf: path => path.Id,
        }),
      );
      return {
        versions: ProvisioningArtifactDetails.flatMap(version =>
          version.Id
            ? {
                id: version.Id,
                name: version.Name ?? version.Id,
                active: version.Active ?? false,
                deprecated: version.Guidance === 'DEPRECATED',
                createdAt: version.CreatedTime?.toISOString() ?? '',
              }
            : [],
        ),
        paths: paths.flatMap(({ Id, Name, ConstraintSummaries }) =>
          Id
            ? {
                id: Id,
                name: Name ?? Id,
                launchConstraint: launchConstraint(ConstraintSummaries),
              }
            : [],
        ),
      };
    },

    async parameters(target, { templateId, artifactId, pathId }, options) {
      const abortSignal = options?.signal;
      const template = parseTemplateId(templateId);
      if (template.source === 'ServiceCatalog') {
        const { ProvisioningArtifactParameters = [] } = await clients
          .serviceCatalog(target)
          .send(
            new DescribeProvisioningParametersCommand({
              ProductId: template.productId,
              ProvisioningArtifactId: artifactId,
              PathId: pathId,
            }),
            { abortSignal },
          );
        return ProvisioningArtifactParameters.flatMap(mapProvisioningParameter);
      }
      const { bucket, key } = template;
      const { Body, ContentLength = 0 } = await clients
        .s3(target)
        .send(new GetObjectCommand({ Bucket: bucket, Key: key }), {
          abortSignal,
        });
      if (!Body || ContentLength > MAX_TEMPLATE_BYTES) {
        throw new InputError(
          `it has ${ContentLength} bytes, and CloudFormation takes 1 to ${MAX_TEMPLATE_BYTES}`,
        );
      }
      return parseTemplateParameters(await Body.transformToString());
    },
  };
}
