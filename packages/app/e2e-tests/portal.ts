import { expect, Page } from '@playwright/test';

const SHOTS = 'test-results/screenshots';

export async function signIn(page: Page) {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(page.getByRole('link', { name: 'MLOps' }).first()).toBeVisible();
}

export const shoot = (page: Page, name: string) =>
  page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
