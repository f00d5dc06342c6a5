import { expect, test, type Page } from '@playwright/test';
import { expectInOrder } from './looking.ts';
import { choose, expectProblem, idIn, said, signedIn } from './people.ts';

/** Everything that matters works with plain forms and links. */
const plain = { javaScriptEnabled: false } as const;

/** Weeks that wait for the manager, by their addresses. */
async function waitingWeeks(page: Page): Promise<string[]> {
  await page.goto('/timesheets?status=submitted');
  const ids: string[] = [];
  for (const box of await page.locator('input[name="ids"]:enabled').all())
    ids.push((await box.getAttribute('value')) ?? '');
  return ids.map((id) => `/timesheets/${id}`);
}

test('signing in, and what is wrong with a password', async ({ browser }) => {
  const context = await browser.newContext(plain);
  const page = await context.newPage();
  await page.goto('/requisitions');
  await expect(page).toHaveURL('/sign-in?to=%2Frequisitions');
  await page.getByLabel('E-mail').fill('manager@halden.example');
  await page.getByLabel('Password').fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue('manager@halden.example');
  await expect(page.getByLabel('Password')).toHaveValue('');
  await page.getByLabel('Password').fill('muster-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/requisitions');
});

test('a manager approves a week, and sends one back with a reason', async ({ browser }) => {
  const page = await signedIn(browser, 'manager@halden.example', plain);
  const [first, second] = await waitingWeeks(page);
  if (!first || !second) throw new Error('The demo leaves at least two weeks for the manager to approve');

  await page.goto(first);
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(said(page)).toContainText('Approved: ');
  await expect(page.locator('.page-status')).toHaveText('Approved');

  await page.goto(second);
  await page.getByRole('link', { name: 'Reject' }).click();
  const reason = page.getByLabel('Reason');
  await reason.fill('   ');
  await page.getByRole('button', { name: /Send/ }).click();
  await expectProblem(reason, /./);
  await reason.fill('Monday was a holiday; nobody was in.');
  await page.getByRole('button', { name: /Send/ }).click();
  await expect(said(page)).toContainText('Sent back to');
});

test('several weeks at once', async ({ browser }) => {
  const page = await signedIn(browser, 'manager@halden.example', plain);
  await page.goto('/timesheets?status=submitted');
  const boxes = page.locator('input[name="ids"]:enabled');
  const before = await boxes.count();
  expect(before).toBeGreaterThan(0);
  await boxes.first().check();
  await page.getByRole('button', { name: 'Approve the ticked weeks' }).click();
  await expect(said(page)).toContainText('1 week approved');
  await expect(boxes).toHaveCount(before - 1);
});

test('a recruiter begins a week, saves it and submits it', async ({ browser }) => {
  const page = await signedIn(browser, 'recruiter@cobalt.example', plain);
  await page.goto('/timesheets/new');
  await page.getByRole('button', { name: 'Enter', exact: true }).first().click();
  await expect(page).toHaveURL(/\/timesheets\/[0-9a-f-]{36}$/);
  const sheet = idIn(page.url());
  const cells = page.locator('input.hour-cell');
  await cells.nth(0).fill('7:30');
  await cells.nth(1).fill('half a day');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expectProblem(cells.nth(1), /./);
  await expect(cells.nth(0)).toHaveValue('7:30');
  await cells.nth(1).fill('8');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(said(page)).toContainText('Draft saved: 15.50 h.');
  await expect(page).toHaveURL(`/timesheets/${sheet}`);
  await page.getByLabel(/I attest/).check();
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(said(page)).toContainText('15.50 h submitted to');
  await expect(page.locator('.page-status')).toHaveText(/Submitted/);
});

test('a list is filtered, and its address remembers it', async ({ browser }) => {
  const page = await signedIn(browser, 'manager@halden.example', plain);
  await page.goto('/requisitions');
  await page.getByLabel('Status').selectOption({ label: 'Draft' });
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/[?&]status=draft/);
  const statuses = await page.locator('tbody td[data-label="Status"]').allInnerTexts();
  expect(statuses.length).toBeGreaterThan(0);
  expect(new Set(statuses)).toEqual(new Set(['Draft']));
  await expect(page.getByLabel('Status')).toHaveValue('draft');
});

test('more money came than is matched: what it settles is looked at twice, and the rest is used later', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'finance@northgate.example', plain);
  await page.goto('/receipts/new');
  await choose(page, 'Program', 'Halden');
  await page.getByLabel('Amount', { exact: true }).fill('500.00');
  await page.getByLabel('Bank reference').fill('TRN on paper');
  await page.getByRole('button', { name: 'See what it settles' }).click();
  const settles = page.getByLabel(/^Settle of/);
  for (const field of (await settles.all()).slice(1)) await field.fill('0');
  await settles.first().fill('four hundred');
  await page.getByRole('button', { name: 'Record the receipt' }).click();
  await expectProblem(settles.first(), /Enter an amount such as/);
  await expect(settles.first()).toHaveValue('four hundred');
  await settles.first().fill('400.00');
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(settles.first()).toHaveValue('400.00');
  await expect(page.getByText(/100\.00 becomes a document of its own/)).toBeVisible();
  await page.getByRole('button', { name: 'Record the receipt' }).click();
  await expect(said(page)).toHaveText(/500\.00 is recorded; USD.100\.00 of it stays on account\./);

  await page.getByRole('link', { name: 'Use it' }).click();
  await expectInOrder(browser, 'finance@northgate.example', [new URL(page.url()).pathname]);
  const amount = page.getByLabel('Amount', { exact: true });
  await amount.fill('100.01');
  await page.getByRole('button', { name: 'Use it' }).click();
  await expectProblem(amount, /./);
  await amount.fill('100.00');
  await page.getByRole('button', { name: 'Use it' }).click();
  await expect(said(page)).toHaveText(/USD.100\.00 of .+ is used on .+\./);
});
