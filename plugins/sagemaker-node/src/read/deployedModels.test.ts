import { TOOLING } from '../testing/environment';
import { stubbedAws } from '../testing/stubbedAws';

const SAGEMAKER = `arn:aws:sagemaker:eu-west-1:${TOOLING.accountId}`;
const VERSION = `${SAGEMAKER}:model-package/churn-models/14`;

describe('deployed model reader', () => {
  const t = stubbedAws();

  it('joins models to the endpoints that serve them', async () => {
    const endpoint = {
      EndpointName: 'churn',
      EndpointArn: `${SAGEMAKER}:endpoint/churn`,
      EndpointStatus: 'InService',
      CreationTime: 1767261600,
      LastModifiedTime: 1767261600,
    };
    t.answers.Search = ({ input }) =>
      input.NextToken
        ? { Results: [] }
        : {
            Results: [
              {
                Model: {
                  Model: {
                    ModelName: 'm1',
                    ModelArn: 'arn:m1',
                    Containers: [{}, { ModelPackageName: VERSION }],
                  },
                  Endpoints: [endpoint],
                },
              },
              {
                Model: {
                  Model: { ModelName: 'm2', ModelArn: 'arn:m2' },
                  Endpoints: [endpoint],
                },
              },
              { Model: { Model: { ModelName: 'm3', ModelArn: 'arn:m3' } } },
            ],
            NextToken: 'more',
          };
    const served = {
      name: 'churn',
      arn: endpoint.EndpointArn,
      status: 'InService',
      modifiedAt: '2026-01-01T10:00:00.000Z',
    };
    await expect(t.aws.deployedModels.list(TOOLING)).resolves.toEqual([
      {
        ...TOOLING,
        modelName: 'm1',
        modelPackageArn: VERSION,
        endpoints: [served],
      },
      {
        ...TOOLING,
        modelName: 'm2',
        modelPackageArn: undefined,
        endpoints: [served],
      },
    ]);
  });
});
