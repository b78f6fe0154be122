import '../__testUtils__/screenWidth';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeIngestionApi } from '../__testUtils__/FakeIngestionApi';
import { renderLegacyPage } from '../__testUtils__/renderMlopsPage';

/*
 * A file of its own: `usePermission` keeps the answers of the tests before.
 */
it('explains who may sweep to those who may only look', async () => {
  const api = new FakeIngestionApi();
  await renderLegacyPage({
    path: '/ingestion',
    api,
    isAllowed: permission => permission !== 'sagemaker.ingestion.sweep',
  });
  const buttons = await screen.findAllByRole('button', { name: /^Sweep/ });
  expect(buttons).toHaveLength(2);
  for (const button of buttons) {
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(button);
  }
  await userEvent.hover(buttons[0]);
  expect(
    await screen.findByRole('tooltip', { name: /sagemaker\.ingestion\.sweep/ }),
  ).toBeInTheDocument();
  expect(api.swept).toEqual([]);
});
