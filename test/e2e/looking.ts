import { createRequire } from 'node:module';
import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import type { run } from 'axe-core';
import { signedIn } from './people.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const sizes: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Whatever the browser complains about while a page is looked at: errors, failed scripts, what the policy blocked. */
async function listen(page: Page): Promise<() => string[]> {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(`script failed: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`console: ${message.text()}`);
  });
  await page.addInitScript({ path: axeFile });
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`blocked by ${violatedDirective}: ${blockedURI}`),
    ),
  );
  return () => heard.splice(0);
}

/** React has taken the page over, so that what it would complain about has been said. */
const hydrated = (page: Page) =>
  page.waitForFunction(() =>
    Object.keys(document.querySelector('main') ?? {}).some((key) => key.startsWith('__reactProps')),
  );

/** What axe finds on a page. The product has no frames, so that axe need not be carried from one into the next. */
export const brokenRules = (page: Page): Promise<string[]> =>
  page.evaluate(async (values) => {
    const { axe } = globalThis as unknown as { axe: { run: typeof run } };
    const { violations } = await axe.run(document, {
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
    });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
  }, standards);

async function tooWide(page: Page): Promise<string[]> {
  const { wanted, room } = await page.evaluate(() => ({
    wanted: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  return wanted > room ? [`is ${wanted} px wide where there are ${room}`] : [];
}

/** Markup that somebody typed, such as `<img src=x onerror=globalThis.ran=1>`, is drawn as its text and never runs. */
const ranWhatWasTyped = async (page: Page): Promise<string[]> =>
  (await page.evaluate(() => 'ran' in globalThis || document.querySelector('img[src="x"]') !== null))
    ? ['ran what somebody typed']
    : [];

/** What a page answered, what axe finds, whether it fits, what the browser said. */
async function faultsAt({ page, heard, size }: Window, address: string, status: number): Promise<string[]> {
  const answer = await page.goto(address);
  await hydrated(page);
  const found = [
    ...(answer?.status() === status ? [] : [`answered ${answer?.status()}`]),
    ...(await brokenRules(page)),
    ...(await tooWide(page)),
    ...(await ranWhatWasTyped(page)),
    // The browser reports a page that answers 404 as an error of its own; here it is what was asked for.
    ...heard().filter((line) => status === 200 || !line.includes('Failed to load resource')),
  ];
  return found.map((fault) => `${address} on a ${size}: ${fault}`);
}

export type Window = { page: Page; heard: () => string[]; size: string };

/** Looks at every page in both sizes at once. */
export async function lookAt(
  windows: Window[],
  pages: { address: string; status?: number }[],
): Promise<string[]> {
  const faults: string[] = [];
  for (const { address, status = 200 } of pages) {
    const found = await Promise.all(windows.map((window) => faultsAt(window, address, status)));
    faults.push(...found.flat());
  }
  return faults;
}

/** One window of each size. */
export const openWindows = (open: (options: BrowserContextOptions) => Promise<Page>) =>
  Promise.all(
    Object.entries(sizes).map(async ([size, options]) => {
      const page = await open(options);
      return { page, size, heard: await listen(page) };
    }),
  );

/** Pages that stand only while something is on its way, looked at by whoever has come to them. */
export async function expectInOrder(browser: Browser, email: string, addresses: string[]): Promise<void> {
  const windows = await openWindows((options) => signedIn(browser, email, options));
  expect(
    await lookAt(
      windows,
      addresses.map((address) => ({ address })),
    ),
  ).toEqual([]);
  for (const { page } of windows) await page.context().close();
}
