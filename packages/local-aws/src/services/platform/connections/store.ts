import { storeKey } from '../../../core/stores';
import { World } from '../../../core/world';
import { regionalArn, Target } from '../target';

export interface Connection {
  ConnectionArn: string;
  ConnectionName: string;
  ProviderType: string;
  OwnerAccountId: string;
  ConnectionStatus: 'AVAILABLE' | 'PENDING' | 'ERROR';
  tags: { Key: string; Value: string }[];
}

export const connectionStore = storeKey(
  'connections',
  () => new Map<string, Connection>(),
);

/** Connections to git hosts of an account and region, by ARN. */
export function connectionsOf(world: World, target: Target) {
  return world.store(connectionStore, target.accountId, target.region);
}

export function addConnection(
  world: World,
  target: Target,
  connection: {
    id: string;
    name: string;
    status?: Connection['ConnectionStatus'];
    tags?: Record<string, string>;
  },
): Connection {
  const { id, name, status = 'AVAILABLE', tags = {} } = connection;
  const added: Connection = {
    ConnectionArn: regionalArn('codeconnections', target, `connection/${id}`),
    ConnectionName: name,
    ProviderType: 'GitHub',
    OwnerAccountId: target.accountId,
    ConnectionStatus: status,
    tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
  connectionsOf(world, target).set(added.ConnectionArn, added);
  return added;
}
