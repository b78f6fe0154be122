import { expect, test } from '@playwright/test';
import { watchPage } from './pageErrors';
import { shoot, signIn } from './portal';

/*
 * A data scientist finds out why a run failed, starts it again with another
 * threshold, stops that run, and compares two versions.
 */
const RESOURCE = '/catalog/default/resource';
const PIPELINE = `${RESOURCE}/fraud-detection-training-8c3ce441`;
const MODELS = `${RESOURCE}/fraud-detection-models-2d0ed3f4`;

test('from a failed run to the next one', async ({ page }) => {
  const watch = watchPage(page);
  await signIn(page);

  await test.step('the graph shows where a run failed', async () => {
    await page.goto(`${PIPELINE}/pipelines`);
    await page.getByRole('button', { name: 'Failed' }).click();
    const table = page.getByRole('table', { name: 'Pipeline runs' });
    await expect(table.getByText('Succeeded')).toHaveCount(0);
    await table.getByRole('link').first().click();
    await page
      .getByRole('button', { name: /^Step FailBelowThreshold, Fail, Failed/ })
      .click();
    await expect(page.getByText(/the accuracy is below 0\.8/)).toBeVisible();
    await expect(
      page.getByRole('button', { name: /^Step RegisterModel, .*Skipped/ }),
    ).toBeVisible();
    await shoot(page, 'run-failed');
  });

  await test.step('a step leads to its job and its log', async () => {
    await page.getByRole('button', { name: /^Step TrainModel/ }).click();
    const panel = page.getByRole('region', { name: 'Step TrainModel' });
    await expect(panel.getByText('validation:auc').first()).toBeVisible();
    await expect(
      panel.getByText(/Reporting success|INFO/).first(),
    ).toBeVisible();
    await shoot(page, 'run-step');
  });

  await test.step('it is run again with another threshold, and stopped', async () => {
    await page.getByRole('button', { name: 'Run again', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('textbox', { name: 'AccuracyThreshold' })
      .fill('high');
    await expect(dialog.getByText('A number, such as 0.75')).toBeVisible();
    await dialog
      .getByRole('textbox', { name: 'AccuracyThreshold' })
      .fill('0.5');
    await shoot(page, 'run-start');
    await dialog.getByRole('button', { name: /^Start the run/ }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Stop the run' })
      .click();
    await expect(page.getByRole('button', { name: 'Retry' })).toBeVisible();
    await shoot(page, 'run-stopped');
  });

  await test.step('two versions are compared', async () => {
    await page.goto(`${MODELS}/versions`);
    for (const version of [14, 16]) {
      await page
        .getByRole('row')
        .filter({
          has: page.getByRole('button', { name: `Open version ${version}` }),
        })
        .getByRole('checkbox')
        .check({ force: true });
    }
    await page.getByRole('button', { name: 'Compare 14 and 16' }).click();
    await expect(
      page
        .getByRole('table', { name: 'Metrics' })
        .getByText(/^[+−]0\./)
        .first(),
    ).toBeVisible();
    await shoot(page, 'versions-compared');
  });
  watch.verify();
});
