import { TOOLING } from '../testing/environment';
import { stubbedAws } from '../testing/stubbedAws';

describe('project template reader', () => {
  const t = stubbedAws();

  it('offers the templates of one source when the other fails', async () => {
    t.answers.SearchProducts = () => ({
      ProductViewSummaries: [
        { ProductId: 'prod-1', Name: 'Real-time', ShortDescription: 'x' },
      ],
    });
    await expect(t.aws.projectTemplates.list(TOOLING)).resolves.toEqual({
      items: [
        {
          id: 'servicecatalog:prod-1',
          name: 'Real-time',
          description: 'x',
          source: 'ServiceCatalog',
          productId: 'prod-1',
        },
      ],
      unreadable: [expect.stringContaining('S3: ')],
    });
  });
});
