import { randomUUID } from 'node:crypto';
import { expect, test, type APIResponse, type Page } from '@playwright/test';
import { idIn, PASSWORD, said, signedIn, signIn } from './people.ts';

const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** The first thing of a list that somebody may see. */
async function firstOf(page: Page, list: string, kind: string): Promise<string> {
  const html = await (await page.request.get(list)).text();
  const [address] = new RegExp(`/${kind}/${id.source}`).exec(html) ?? [];
  if (!address) throw new Error(`${list} leads to none of /${kind}`);
  return idIn(address);
}

/** What differs between two answers for reasons of its own: the nonce, and the address that was asked for. */
async function bodyOf(answer: APIResponse, asked: string): Promise<string> {
  const body = (await answer.text()).replaceAll(/nonce(=\\?"|&quot;:|":")[^"\\]*/g, 'nonce');
  return body.replaceAll(asked, 'ASKED');
}

const walls = [
  // Somebody who may see such things, somebody who may not see this one, and where to find it.
  ['requisitions', 'manager@halden.example', 'manager@brightwater.example', '/requisitions?status=all'],
  ['timesheets', 'recruiter@cobalt.example', 'recruiter@juniper.example', '/timesheets'],
  ['invoices', 'finance@halden.example', 'finance@brightwater.example', '/invoices'],
  ['submittals', 'recruiter@cobalt.example', 'recruiter@juniper.example', '/submittals'],
  ['assignments', 'recruiter@cobalt.example', 'recruiter@juniper.example', '/assignments'],
  ['offers', 'recruiter@cobalt.example', 'recruiter@juniper.example', '/'],
  ['billing', 'finance@northgate.example', 'manager@halden.example', '/billing'],
] as const;

for (const [kind, owner, stranger, list] of walls)
  test(`/${kind}: somebody else's, none and nonsense are the same answer`, async ({ browser }) => {
    const theirs = await signedIn(browser, owner);
    const real = await firstOf(theirs, list, kind);
    expect((await theirs.request.get(`/${kind}/${real}`)).status()).toBe(200);
    const page = await signedIn(browser, stranger);
    // Who bills nothing is refused at every address of billing alike; all else is not there.
    const status = kind === 'billing' ? 403 : 404;
    const bodies: string[] = [];
    for (const asked of [real, randomUUID(), 'nonsense', `${real}0`]) {
      const answer = await page.request.get(`/${kind}/${asked}`);
      expect(answer.status(), asked).toBe(status);
      bodies.push(await bodyOf(answer, asked));
    }
    expect(new Set(bodies).size).toBe(1);
    await page.goto(`/${kind}/${real}`);
    if (status === 404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing here');
  });

test('a billing run that is not there is the same for those who bill', async ({ browser }) => {
  const page = await signedIn(browser, 'finance@northgate.example');
  for (const asked of [randomUUID(), 'nonsense'])
    expect((await page.request.get(`/billing/${asked}`)).status()).toBe(404);
});

/** A form as the browser would send it, so that it can be sent twice at the same moment. */
function fieldsOf(page: Page): Promise<Record<string, string>> {
  return page
    .locator('form.form')
    .evaluate((form: HTMLFormElement) =>
      Object.fromEntries(
        [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
      ),
    );
}

test('a form posted twice at once makes one requisition', async ({ browser, baseURL }) => {
  const page = await signedIn(browser, 'manager@halden.example');
  await page.goto('/requisitions/new?q=network engineer');
  await page.getByRole('link', { name: 'Network Engineer', exact: true }).click();
  await page.getByLabel('Title', { exact: true }).fill('Asked for twice in one breath');
  for (const name of ['siteId', 'departmentId', 'splits[0].costCenterId'])
    await page.locator(`select[name="${name}"]`).selectOption({ index: 1 });
  const form = { ...(await fieldsOf(page)), intent: 'submit' };
  const post = () =>
    page.request.post(page.url(), { form, headers: { Origin: String(baseURL) }, maxRedirects: 0 });
  const answers = await Promise.all([post(), post(), post()]);
  for (const answer of answers) expect(answer.status()).toBe(302);
  expect(new Set(answers.map((answer) => answer.headers()['location'])).size).toBe(1);

  await page.goto('/requisitions?status=all&q=asked for twice');
  const rows = page.getByRole('link', { name: 'Asked for twice in one breath' });
  await expect(rows).toHaveCount(1);
  await rows.click();
  await expect(page.locator('.timeline li', { hasText: 'submitted it' })).toHaveCount(1);
});

test('a button pressed twice in a row does what it does once', async ({ browser }) => {
  const page = await signedIn(browser, 'manager@halden.example');
  await page.goto('/timesheets?status=submitted');
  await page.locator('tbody .ledger-link').first().click();
  await page.getByRole('button', { name: 'Approve', exact: true }).dblclick();
  await expect(page.locator('.page-status')).toHaveText('Approved');
  await expect(page.locator('.timeline li', { hasText: /approved/ })).toHaveCount(1);
});

test('who approves what was approved meanwhile is told so', async ({ browser }) => {
  const page = await signedIn(browser, 'manager@halden.example');
  await page.goto('/timesheets?status=submitted');
  await page.locator('tbody .ledger-link').first().click();
  await expect(page).toHaveURL(/\/timesheets\/[0-9a-f-]{36}$/);
  const late = await page.context().newPage();
  await late.goto(page.url());
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(said(page)).toContainText('Approved: ');
  await late.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(said(late)).toContainText(/approved/);
  await expect(late.locator('main .tone-attention[role="status"]')).toBeVisible();
});

test('a post that another site caused is refused', async ({ browser, baseURL }) => {
  const page = await signedIn(browser, 'manager@halden.example');
  const post = (headers: Record<string, string>) =>
    page.request.post('/sign-out', { headers, form: {}, maxRedirects: 0 });
  const foreign: Record<string, string>[] = [
    { Origin: 'https://elsewhere.example' },
    { Origin: String(baseURL), 'Sec-Fetch-Site': 'cross-site' },
    { Origin: `${String(baseURL)}.elsewhere.example` },
    { Origin: 'null' },
    {},
  ];
  for (const headers of foreign) expect((await post(headers)).status(), JSON.stringify(headers)).toBe(403);
  // None of them signed anybody out.
  expect((await page.goto('/requisitions'))?.status()).toBe(200);
  await expect(page).toHaveURL('/requisitions');
});

test('signing out ends the session, and not only in the browser', async ({ browser, page }) => {
  await signIn(page, 'manager@halden.example');
  const before = await page.context().storageState();
  await page.locator('.top-line details.menu summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await page.goto('/requisitions');
  await expect(page).toHaveURL('/sign-in?to=%2Frequisitions');

  const kept = await browser.newContext({ storageState: before });
  const answer = await kept.request.get('/requisitions', { maxRedirects: 0 });
  expect(answer.status()).toBe(302);
  expect(answer.headers()['location']).toContain('/sign-in');
});

test('what goes wrong shows no stack trace, and the pages stay private', async ({ browser }) => {
  const page = await signedIn(browser, 'manager@halden.example');
  for (const address of [
    '/no-such-page',
    '/requisitions/%00',
    '/timesheets/1%27--',
    '/invoices/..%2f..%2f',
  ] as const) {
    const answer = await page.request.get(address);
    expect(answer.status(), address).toBe(404);
    expect(await answer.text()).not.toMatch(/\.server\.ts|node_modules|at \w+ \(/);
  }
  const home = await page.request.get('/');
  expect(home.headers()['cache-control']).toBe('no-store');
  const [session] = (await page.context().cookies()).filter(({ httpOnly }) => httpOnly);
  expect(session).toMatchObject({ sameSite: 'Lax' });
  expect(JSON.stringify(await page.context().storageState())).not.toContain(PASSWORD);
});
