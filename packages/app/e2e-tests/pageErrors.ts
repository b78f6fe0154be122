import { expect, Page } from '@playwright/test';

/*
 * What a stock Backstage page prints by itself: React's and Material UI's
 * warnings about code of theirs. Everything else fails the test.
 */
const STOCK = [
  /^Warning: /,
  /React Router Future Flag Warning/,
  /findDOMNode is deprecated/,
  /ResizeObserver loop/,
  // Pages that are left abort what they were loading.
  /net::ERR_ABORTED/,
  // The live connection of the development server.
  /\[webpack-dev-server\]|\[HMR\]/,
];

/** Collects page errors, console errors and failed requests; `verify` wants none. */
export function watchPage(page: Page) {
  const problems: string[] = [];
  const note = (problem: string) => {
    if (!STOCK.some(pattern => pattern.test(problem))) {
      problems.push(problem);
    }
  };
  page.on('pageerror', error => note(`page error: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error') {
      note(message.text());
    }
  });
  page.on('requestfailed', request => {
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') {
      note(`${request.method()} ${request.url()} failed: ${reason}`);
    }
  });
  page.on('response', response => {
    if (response.status() >= 400) {
      note(
        `${response.status()} ${response.request().method()} ${response.url()}`,
      );
    }
  });
  return {
    verify: () => expect(problems).toEqual([]),
  };
}
