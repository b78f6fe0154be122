import { EntityMapper } from '@mlops-foundation/backstage-plugin-sagemaker-node';
import { mapAccount } from './account';
import { mapAccountSet } from './accountSet';
import { mapEndpoint } from './endpoint';
import { mapModelGroup } from './modelGroup';
import { mapPipeline } from './pipeline';
import { mapProject } from './project';

export const standardMapper: EntityMapper = {
  resource(resource, context) {
    switch (resource.type) {
      case 'project':
        return mapProject(resource, context);
      case 'model-group':
        return mapModelGroup(resource, context);
      case 'pipeline':
        return mapPipeline(resource, context);
      case 'endpoint':
        return mapEndpoint(resource, context);
      default:
        return undefined;
    }
  },
  accountSet: mapAccountSet,
  account: mapAccount,
};
