import { storeKey } from '../../../core/stores';
import { World } from '../../../core/world';

/** IAM is the same in every region. */
const GLOBAL = 'global';

export interface Role {
  Path: string;
  RoleName: string;
  RoleId: string;
  Arn: string;
  CreateDate: Date;
  /** Services that may assume it. */
  services: string[];
  /** ARNs of the roles that it may pass; `*` stands for all. */
  passes: string[];
}

export const roleStore = storeKey('iam', () => new Map<string, Role>());

/** Roles of an account, by name. */
export function rolesOf(world: World, accountId: string) {
  return world.store(roleStore, accountId, GLOBAL);
}

export function addRole(
  world: World,
  accountId: string,
  role: {
    name: string;
    path?: string;
    services?: string[];
    passes?: string[];
  },
): Role {
  const { name, path = '/', services = [], passes = [] } = role;
  const added: Role = {
    Path: path,
    RoleName: name,
    RoleId: `AROA${name.toUpperCase().replace(/[^A-Z0-9]/g, '')}`,
    Arn: `arn:aws:iam::${accountId}:role${path}${name}`,
    CreateDate: world.clock.now(),
    services,
    passes,
  };
  rolesOf(world, accountId).set(name, added);
  return added;
}
