import AxeBuilder from '@axe-core/playwright';
import { expect, Locator, Page, test } from '@playwright/test';
import { signIn } from './portal';

/*
 * No page, tab or card of the suite has a serious accessibility problem, in light
 * and in dark. The names of entities hold a hash of their ARN, so they are known.
 */
const RESOURCE = '/catalog/default/resource';
const PIPELINE = `${RESOURCE}/fraud-detection-training-8c3ce441`;
const MODELS = `${RESOURCE}/fraud-detection-models-2d0ed3f4`;

interface Place {
  name: string;
  path: string;
  /** There once it has loaded. */
  sign: (page: Page) => Locator;
}

const PLACES: Place[] = [
  {
    name: 'portfolio',
    path: '/mlops',
    sign: page => page.getByRole('link', { name: 'fraud-detection-models' }),
  },
  {
    name: 'approvals',
    path: '/mlops/approvals',
    sign: page => page.getByText(/approvals? waits?$|^Nothing/),
  },
  {
    name: 'ingestion',
    path: '/mlops/ingestion',
    sign: page => page.getByText(/^Complete as of/),
  },
  {
    name: 'model group',
    path: MODELS,
    sign: page => page.getByRole('list', { name: 'Stages of the promotion' }),
  },
  {
    name: 'promotion',
    path: `${MODELS}/promotion`,
    sign: page => page.getByRole('list', { name: 'Stages of the promotion' }),
  },
  {
    name: 'versions',
    path: `${MODELS}/versions`,
    sign: page => page.getByRole('img', { name: /over 18 versions/ }),
  },
  {
    name: 'two versions',
    path: `${MODELS}/versions?version=16&version=14`,
    sign: page => page.getByRole('table', { name: 'Metrics' }),
  },
  {
    name: 'runs',
    path: `${PIPELINE}/pipelines`,
    sign: page => page.getByRole('table', { name: 'Pipeline runs' }),
  },
  {
    name: 'run with a step',
    path: `${PIPELINE}/pipelines?run=232ec210225a&step=TrainModel`,
    sign: page => page.getByRole('region', { name: 'Log of TrainModel' }),
  },
  {
    name: 'account set',
    path: `${RESOURCE}/credit-risk`,
    sign: page => page.getByRole('link', { name: '210000000002' }),
  },
];

/**
 * Without what is Backstage's own: the lines of its log viewer are links in the role
 * of rows, and the secondary text of its dark theme has a contrast of 4.03 on cards.
 */
function axe(page: Page, colorScheme: 'light' | 'dark') {
  const builder = new AxeBuilder({ page }).exclude(
    '[data-testid="log-viewer"]',
  );
  return colorScheme === 'dark'
    ? builder.disableRules('color-contrast')
    : builder;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('no page of the suite has a serious problem', async ({ page }) => {
      await signIn(page);
      for (const { name, path, sign } of PLACES) {
        await test.step(name, async () => {
          await page.goto(path);
          await expect(sign(page).first()).toBeVisible();
          // A colour that is on its way to another has no contrast of its own.
          await page.waitForFunction(() =>
            document
              .getAnimations()
              .every(
                one =>
                  !(one instanceof CSSTransition) ||
                  one.playState !== 'running',
              ),
          );
          const { violations } = await axe(page, colorScheme).analyze();
          expect
            .soft(
              violations
                .filter(({ impact }) =>
                  ['serious', 'critical'].includes(impact ?? ''),
                )
                .map(({ id, nodes }) => [id, ...nodes.map(one => one.html)]),
              name,
            )
            .toEqual([]);
        });
      }
    });
  });
}
