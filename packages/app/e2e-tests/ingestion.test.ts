import { expect, test } from '@playwright/test';
import { watchPage } from './pageErrors';
import { shoot, signIn } from './portal';

/*
 * A platform owner looks how the catalog is kept equal to AWS: an account denies
 * us its pipelines, is found failed with what to do, is mended and read again.
 */
const ACCOUNT = '220000000002';
const LISTING = `Pipelines of marketing, ${ACCOUNT}, eu-west-1`;

async function setFaults(faults: object[]) {
  await fetch(`${process.env.LOCAL_AWS_URL}/_local/faults`, {
    method: 'PUT',
    body: JSON.stringify({ faults }),
  });
}

test.afterEach(() => setFaults([]));

test('from a failed listing to a mended one', async ({ page }) => {
  const watch = watchPage(page);
  await signIn(page);
  await page.getByRole('link', { name: 'MLOps' }).first().click();
  await page.getByRole('tab', { name: 'Ingestion' }).click();
  await expect(page.getByText(/^Complete as of/)).toBeVisible();
  await shoot(page, 'ingestion');

  await setFaults([
    {
      kind: 'accessDenied',
      operation: 'Search',
      resource: 'Pipeline',
      accountId: ACCOUNT,
    },
  ]);
  await page
    .getByRole('searchbox', { name: /Search by account/ })
    .fill(ACCOUNT);
  await page.getByRole('button', { name: `Sweep now: ${LISTING}` }).click();
  const details = page.getByRole('button', { name: `Details: ${LISTING}` });
  const row = page.getByRole('row').filter({ has: details });
  await expect(row).toContainText('Failed');
  await details.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('AccessDeniedException');
  await expect(dialog).toContainText('allow sagemaker:Search');
  await shoot(page, 'ingestion-failed');

  await setFaults([]);
  await dialog.getByRole('button', { name: /^Sweep now/ }).click();
  await expect(dialog).not.toContainText('AccessDeniedException');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(row).toContainText('OK');
  watch.verify();
});
