import { screen } from '@testing-library/react';
import { pipelinesContent, promotionContent } from './alpha/contents';
import {
  EntityPipelinesContent,
  EntityPromotionContent,
} from './legacy/extensions';
import { FakeSageMakerApi } from './__testUtils__/FakeSageMakerApi';
import { modelGroup } from './__testUtils__/fixtures';
import { SYSTEMS } from './__testUtils__/renderCard';

describe.each(SYSTEMS)('tabs in the $system system', ({ render }) => {
  it('shows all runs in the tab Pipelines', async () => {
    const api = new FakeSageMakerApi();
    const limits: (number | undefined)[] = [];
    const { getRuns } = api;
    api.getRuns = (ref, options) => {
      limits.push(options?.limit);
      return getRuns(ref, options);
    };
    await render(
      { legacy: EntityPipelinesContent, extension: pipelinesContent },
      { entity: modelGroup(), api },
    );
    expect(
      await screen.findByRole('table', { name: 'Pipeline runs' }),
    ).toBeInTheDocument();
    expect(limits).toEqual([20]);
  });

  it('shows the strip and the versions in the tab Promotion', async () => {
    await render(
      { legacy: EntityPromotionContent, extension: promotionContent },
      { entity: modelGroup(), api: new FakeSageMakerApi() },
    );
    expect(
      await screen.findByRole('list', { name: 'Stages of the promotion' }),
    ).toBeInTheDocument();
    expect(await screen.findByRole('row', { name: '14' })).toBeInTheDocument();
  });
});
