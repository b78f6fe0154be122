import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, Page, test } from '@playwright/test';
import { watchPage } from './pageErrors';
import { shoot, signIn } from './portal';

/*
 * The main job as a new user does it: sign in, look around, create a use case
 * from the template, run its pipeline, approve twice until prod serves the
 * version; then register another version and reject it.
 */
const NAME = `e2e-${Date.now().toString(36)}`;

/** Opens the entity with that title from a filtered catalog list. */
async function openFromCatalog(page: Page, type: string, title: string) {
  const kind = type === 'ml-use-case' ? 'system' : 'resource';
  await page.goto(
    `/catalog?filters[kind]=${kind}&filters[type]=${type}&filters[user]=all&limit=100`,
  );
  await page.getByRole('link', { name: title, exact: true }).first().click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(page.getByText('About').first()).toBeVisible();
}

/** Chooses the first option of a native list that contains the text. */
async function choose(page: Page, label: string, text: string) {
  const list = page.locator('select').and(page.getByLabel(label));
  const option = list.locator('option', { hasText: text }).first();
  await option.waitFor({ state: 'attached' });
  await list.selectOption((await option.getAttribute('value')) ?? '');
}

async function decide(page: Page, verb: 'Approve' | 'Reject', reason: string) {
  await page
    .getByRole('button', { name: new RegExp(`^${verb} version`) })
    .first()
    .click({ timeout: 120_000 });
  const dialog = page.getByRole('dialog');
  await expect(
    dialog.getByRole('button', { name: verb, exact: true }),
  ).toBeDisabled();
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: verb, exact: true }).click();
  await expect(dialog).toBeHidden();
}

const stage = (page: Page, name: string) =>
  page
    .getByRole('list', { name: 'Stages of the promotion' })
    .first()
    .getByRole('listitem', { name, exact: true });

test('from a template to a promoted model', async ({ page }) => {
  const watch = watchPage(page);
  await signIn(page);

  await test.step('the catalog shows the demo world', async () => {
    for (const [type, title] of [
      ['mlops-account-set', 'credit-risk'],
      ['cloud-account', 'credit-risk prod'],
      ['ml-use-case', 'credit-scoring'],
      ['ml-model', 'credit-scoring-models'],
      ['ml-pipeline', 'credit-scoring-training'],
      ['ml-endpoint', 'credit-scoring'],
    ]) {
      await openFromCatalog(page, type, title);
      await shoot(page, `catalog-${type}`);
    }
  });

  await test.step('a model group shows its runs and its promotion', async () => {
    await openFromCatalog(page, 'ml-model', 'credit-scoring-models');
    await expect(page.getByText('Latest runs')).toBeVisible();
    await expect(stage(page, 'prod')).toContainText(/Version \d+/);
    await shoot(page, 'model-group');
  });

  await test.step('the template creates a use case', async () => {
    await page.goto('/create');
    await page
      .getByText('ML use case (training and real-time inference)')
      .first()
      .waitFor();
    await shoot(page, 'templates');
    await page.goto('/create/templates/default/ml-use-case-realtime');
    await page.getByLabel(/^Name/).fill(NAME);
    await page.getByLabel(/^Owner/).fill('Credit');
    await page
      .getByRole('option', { name: /credit/i })
      .first()
      .click();
    await page
      .getByLabel(/^Description/)
      .fill('Tells which customers will pay back');
    await shoot(page, 'template-names');
    await page.getByRole('button', { name: 'Next' }).click();
    await choose(page, 'Account set', 'credit-risk');
    await choose(page, 'Project template', 'real-time');
    await shoot(page, 'template-accounts');
    await page.getByRole('button', { name: 'Next' }).click();
    // CodeCommit and CodePipeline unless somebody chooses otherwise.
    await expect(page.getByText('CodePipeline')).toBeVisible();
    await shoot(page, 'template-repositories');
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(
      page.getByText(`${NAME}-build`, { exact: true }),
    ).toBeVisible();
    await shoot(page, 'template-planned');
    await page.getByRole('button', { name: 'Review' }).click();
    await shoot(page, 'template-review');
    await page.getByRole('button', { name: 'Create' }).click();
    await expect(page.getByRole('link', { name: 'Use case' })).toBeVisible({
      timeout: 150_000,
    });
    await shoot(page, 'template-done');
  });

  await test.step('git clone of both repositories works', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'e2e-'));
    try {
      for (const repository of [`${NAME}-build`, `${NAME}-deploy`]) {
        await promisify(execFile)('git', [
          'clone',
          '--quiet',
          `${process.env.LOCAL_AWS_URL}/git/100000000002/eu-west-1/${repository}`,
          join(folder, repository),
        ]);
        expect(await readdir(join(folder, repository))).toContain(
          'catalog-info.yaml',
        );
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  await test.step('the new use case is in the catalog', async () => {
    await page.getByRole('link', { name: 'Use case' }).click();
    await expect(page.getByRole('heading', { name: NAME })).toBeVisible();
    await expect(page.getByText('About').first()).toBeVisible();
    await shoot(page, 'use-case');
  });

  await test.step('a run registers a version, which reaches prod', async () => {
    await openFromCatalog(page, 'ml-model', `${NAME}-models`);
    await page.getByRole('button', { name: 'Start a run' }).click();
    const dialog = page.getByRole('dialog');
    await shoot(page, 'start-a-run');
    await dialog.getByRole('button', { name: 'Start the run' }).click();
    await expect(
      page.getByRole('table', { name: 'Pipeline runs' }).getByText('Running'),
    ).toBeVisible();
    await shoot(page, 'run-executing');
    // From here on nothing is reloaded: signals bring what happens.
    await page
      .getByRole('button', { name: 'Approve version 1 for staging' })
      .waitFor({ timeout: 120_000 });
    await shoot(page, 'waiting');
    await decide(page, 'Approve', 'Accuracy above the threshold');
    await expect(stage(page, 'staging')).toContainText(
      'Version 1 is in service',
      { timeout: 120_000 },
    );
    await shoot(page, 'staging');
    await decide(page, 'Approve', 'The tests in staging have passed');
    await expect(stage(page, 'prod')).toContainText('Version 1 is in service', {
      timeout: 120_000,
    });
    await shoot(page, 'prod');
  });

  await test.step('rejecting is visible everywhere', async () => {
    await page.getByRole('button', { name: 'Start a run' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Start the run' })
      .click();
    await decide(page, 'Reject', 'Recall is worse than in prod');
    await expect(page.getByText('Rejected').first()).toBeVisible();
    await expect(page.getByText(/Recall is worse than in prod/)).toBeVisible();
    await expect(stage(page, 'prod')).toContainText('Version 1');
    await shoot(page, 'rejected');
  });

  watch.verify();
});
