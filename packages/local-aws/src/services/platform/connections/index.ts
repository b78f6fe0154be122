import { AwsError } from '../../../core/awsError';
import { Context, JsonService, Operation } from '../../../core/service';
import { Connection, connectionsOf } from './store';

function find(arn: string, context: Context): Connection {
  const found = connectionsOf(context.world, context).get(arn);
  if (!found) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Connection ${arn} not found`,
    );
  }
  return found;
}

const getConnection: Operation<{ ConnectionArn?: string }> = (
  { ConnectionArn = '' },
  context,
) => {
  const { tags, ...connection } = find(ConnectionArn, context);
  return { Connection: connection };
};

const listTagsForResource: Operation<{ ResourceArn?: string }> = (
  { ResourceArn = '' },
  context,
) => ({ Tags: find(ResourceArn, context).tags });

/** AWS's connections to git hosts, under the name that their API had first. */
export const connections: JsonService = {
  name: 'codestar-connections',
  protocol: 'json',
  targetPrefix: 'CodeStar_connections_20191201',
  version: '1.0',
  operations: {
    GetConnection: getConnection,
    ListTagsForResource: listTagsForResource,
  },
};
