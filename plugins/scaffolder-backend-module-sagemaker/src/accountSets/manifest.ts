import {
  AccountContents,
  AccountSetRow,
} from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { Loss, LossKind } from './losses';

/** Raised when a reader of manifests has to tell them apart. */
const FORMAT = 1;

/** What existed when a set was retired, by whom and with which losses accepted. */
export function manifestOf(facts: {
  row: AccountSetRow;
  contents: AccountContents[];
  losses: Loss[];
  accepted: LossKind[];
  retiredBy: string;
  taskId: string;
  at: string;
}) {
  const { row, contents, ...rest } = facts;
  return {
    format: FORMAT,
    ...rest,
    accountSet: row,
    accounts: contents.map(({ resources, ...account }) => ({
      ...account,
      resources: resources.map(resource => ({
        type: resource.type,
        arn: resource.arn,
        name: resource.name,
        status: resource.status,
        tags: resource.tags,
      })),
    })),
  };
}
