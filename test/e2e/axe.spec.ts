import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { addressesFor } from './addresses.ts';
import { signedIn } from './people.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const personas = [
  'admin@northgate.example',
  'coordinator@northgate.example',
  'finance@northgate.example',
  'auditor@northgate.example',
  'manager@halden.example',
  'approver@halden.example',
  'finance@halden.example',
  'manager@brightwater.example',
  'recruiter@cobalt.example',
  'recruiter@juniper.example',
  'worker@cobalt.example',
];

/** Whatever the browser complains about while a page is looked at: errors, failed scripts, what the policy blocked. */
async function listen(page: Page): Promise<() => string[]> {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(`script failed: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`console: ${message.text()}`);
  });
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

async function faultsAt(page: Page, address: string, heard: () => string[], status = 200): Promise<string[]> {
  const answer = await page.goto(address);
  await hydrated(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(standards).analyze();
  const { wanted, room } = await page.evaluate(() => ({
    wanted: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  return [
    ...(answer?.status() === status ? [] : [`answered ${answer?.status()}`]),
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`),
    ...(wanted > room ? [`is ${wanted} px wide where there are ${room}`] : []),
    ...heard().filter((line) => status === 200 || !line.includes('Failed to load resource')),
  ].map((fault) => `${address} ${fault}`);
}

test('whoever is not signed in', async ({ page }) => {
  const heard = await listen(page);
  const faults = [
    ...(await faultsAt(page, '/sign-in', heard)),
    ...(await faultsAt(page, '/invitations/nonsense', heard, 404)),
  ];
  expect(faults).toEqual([]);
});

for (const persona of personas)
  test(`every page of ${persona}`, async ({ browser }) => {
    test.setTimeout(180_000);
    const page = await signedIn(browser, persona);
    const heard = await listen(page);
    const addresses = await addressesFor(page);
    expect(addresses.length).toBeGreaterThan(5);
    const faults: string[] = [];
    for (const address of addresses) faults.push(...(await faultsAt(page, address, heard)));
    faults.push(...(await faultsAt(page, '/no-such-page', heard, 404)));
    expect(faults).toEqual([]);
    test.info().annotations.push({ type: 'pages', description: addresses.join('\n') });
  });
