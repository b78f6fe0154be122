import {
  DescribeProductCommand,
  ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import { describeContract, errorNameOf } from './__testUtils__/endpoints';

// The only operation that both have: moto makes products, Local AWS offers them
// to end users.
describeContract('Service Catalog', contract => {
  it.each([
    {
      what: 'an id that there is not',
      input: { Id: 'prod-none' },
      error: 'ResourceNotFoundException',
    },
    {
      what: 'a name that there is not',
      input: { Name: 'none' },
      error: 'ResourceNotFoundException',
    },
    {
      what: 'neither id nor name',
      input: {},
      error: 'InvalidParametersException',
    },
  ])('describes no product of $what', async ({ input, error }) => {
    const call = contract
      .account()
      .client(ServiceCatalogClient)
      .send(new DescribeProductCommand(input));
    expect(await errorNameOf(call)).toBe(error);
  });
});
