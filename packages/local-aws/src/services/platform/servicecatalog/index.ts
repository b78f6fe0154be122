import { JsonService } from '../../../core/service';
import {
  describeProduct,
  describeProvisioningParameters,
  listLaunchPaths,
  listProvisioningArtifacts,
  searchProducts,
} from './products';
import {
  describeProvisionedProduct,
  describeRecord,
  listRecordHistory,
  searchProvisionedProducts,
} from './provisioned';
import { provisionProduct, terminateProvisionedProduct } from './provisioning';

export const serviceCatalog: JsonService = {
  name: 'servicecatalog',
  protocol: 'json',
  targetPrefix: 'AWS242ServiceCatalogService',
  version: '1.1',
  operations: {
    DescribeProduct: describeProduct,
    DescribeProvisionedProduct: describeProvisionedProduct,
    DescribeProvisioningParameters: describeProvisioningParameters,
    DescribeRecord: describeRecord,
    ListLaunchPaths: listLaunchPaths,
    ListProvisioningArtifacts: listProvisioningArtifacts,
    ListRecordHistory: listRecordHistory,
    ProvisionProduct: provisionProduct,
    SearchProducts: searchProducts,
    SearchProvisionedProducts: searchProvisionedProducts,
    TerminateProvisionedProduct: terminateProvisionedProduct,
  },
};
