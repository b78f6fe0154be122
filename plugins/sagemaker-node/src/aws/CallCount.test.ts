import { DescribePipelineCommand } from '@aws-sdk/client-sagemaker';
import { StubError } from '../testing/awsStub';
import { TOOLING } from '../testing/environment';
import { stubbedAws } from '../testing/stubbedAws';
import { CallCount } from './CallCount';

describe('CallCount', () => {
  const t = stubbedAws();

  const describePipeline = () =>
    t.aws.clients
      .sagemaker(TOOLING)
      .send(new DescribePipelineCommand({ PipelineName: 'churn' }));

  it('counts the pages of a listing, not the AssumeRole', async () => {
    let pages = 0;
    t.answers.Search = () => ({
      Results: [],
      NextToken: ++pages < 3 ? `${pages}` : undefined,
    });
    const count = new CallCount();
    await count.during(async () => {
      for await (const { skipped } of t.aws.resources.list(
        TOOLING,
        'pipeline',
      )) {
        expect(skipped).toEqual([]);
      }
    });
    expect(count).toMatchObject({ calls: 3, throttles: 0 });
    expect(t.stub.count('AssumeRole')).toBe(1);
  });

  it('counts every retry, and stays readable after a failure', async () => {
    t.answers.DescribePipeline = () => {
      throw new StubError(
        t.stub.count('DescribePipeline') < 2
          ? 'ThrottlingException'
          : 'AccessDeniedException',
        'no',
      );
    };
    const count = new CallCount();
    await expect(count.during(describePipeline)).rejects.toMatchObject({
      code: 'AccessDeniedException',
    });
    expect(count).toMatchObject({ calls: 2, throttles: 1 });
  });

  it('tells tasks apart that are under way at the same time', async () => {
    const [one, two] = [new CallCount(), new CallCount()];
    await Promise.all([
      one.during(describePipeline),
      two.during(() => Promise.all([describePipeline(), describePipeline()])),
      describePipeline(),
    ]);
    expect([one.calls, two.calls]).toEqual([1, 2]);
  });
});
