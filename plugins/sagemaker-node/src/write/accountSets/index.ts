import { AwsClients } from '../../aws/clients';
import { SageMakerConfig } from '../../config';
import { ResourceReader } from '../../readers';
import { AccountSetVending } from '../../vending';
import { createContentsReader } from './contents';
import { createEvidenceWriter } from './evidence';
import { createProductWriter } from './product';
import { createRowWriter } from './row';

export function createAccountSetVending(
  clients: AwsClients,
  resources: ResourceReader,
  readConfig: () => SageMakerConfig,
): AccountSetVending {
  return {
    ...createProductWriter(clients, readConfig),
    ...createRowWriter(clients, readConfig),
    contents: createContentsReader(clients, resources),
    writeEvidence: createEvidenceWriter(clients, readConfig),
  };
}
