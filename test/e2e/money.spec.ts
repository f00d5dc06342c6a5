import { expect, test, type Browser, type Page } from '@playwright/test';
import { z } from 'zod';
import { pagesOf, textOf } from '#app/invoices/pdf-text.fixture.ts';
import { formatAmount } from '#app/values/money.ts';
import { addDays, today } from '#app/values/week.ts';
import { linesOf } from './documents.ts';
import { expectInOrder } from './looking.ts';
import { choose, expectProblem, idIn, minorIn, pressAndConfirm, said, signedIn } from './people.ts';

/*
 * The life of the money on real screens, at Brightwater: billed, received, corrected, paid out, and the month closed.
 * Whatever a visitor of the demo finds there depends on the day, so what must be payable today is agreed first.
 */
test.describe.configure({ mode: 'serial' });

const admin = 'admin@northgate.example';
const finance = 'finance@northgate.example';
const recruiter = 'recruiter@cobalt.example';

const period = lastMonth();
const order = 'BW-TRAVEL';
const charged = 'Site induction';
const received = 10_000_00;

/** What one chapter hands to the next. */
const story = {
  program: '',
  assignment: '',
  run: '',
  invoice: '',
  invoiceRef: '',
  statement: '',
  correction: '',
  paymentRun: '',
  remittance: '',
  netMinor: 0,
};

const desks = new Map<string, Page>();
async function at(browser: Browser, email: string): Promise<Page> {
  const desk = desks.get(email) ?? (await signedIn(browser, email));
  desks.set(email, desk);
  return desk;
}

test.afterAll(async () => {
  for (const desk of desks.values()) await desk.context().close();
});

test('an agreement that pays at once, and an order that holds too little', async ({ browser }) => {
  const page = await at(browser, admin);
  await page.goto('/programs');
  await page.getByRole('link', { name: 'Brightwater Utilities' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Brightwater');
  story.program = idIn(page.url());
  await page.getByRole('row', { name: 'Cobalt Staffing' }).getByRole('link', { name: 'Agreement' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Cobalt Staffing');
  await page.goto(`${new URL(page.url()).pathname}/agreements/new`);
  await page.getByLabel('First day', { exact: true }).fill(period.startsOn);
  await page.getByLabel('Paid after').fill('0');
  await page.getByLabel('Pay when paid').selectOption('no');
  await page.getByLabel('Markup at most').fill('900');
  await page.getByRole('button', { name: 'Set the agreement' }).click();
  await expectProblem(page.getByLabel('Markup at most'), /./);
  await page.getByLabel('Markup at most').fill('');
  await page.getByRole('button', { name: 'Set the agreement' }).click();
  await expect(said(page)).toContainText('The agreement with Cobalt Staffing holds from');

  const desk = await at(browser, finance);
  await desk.goto(`/purchase-orders/new?program=${story.program}`);
  await desk.getByLabel('Number', { exact: true }).fill(order);
  await desk.getByLabel('Funds').fill('25.005');
  await desk.getByLabel('First day', { exact: true }).fill(period.startsOn);
  await desk.getByRole('button', { name: 'Add purchase order' }).click();
  await expectProblem(desk.getByLabel('Funds'), /./);
  await desk.getByLabel('Funds').fill('25.00');
  await desk.getByRole('button', { name: 'Add purchase order' }).click();
  await expect(said(desk)).toContainText(`PO ${order} is added.`);
  const worker = desk.getByRole('checkbox').first();
  story.assignment = (await worker.getAttribute('value')) ?? '';
  await worker.check();
  await desk.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(said(desk)).toHaveText(`PO ${order}: 1 put on it, 0 taken off it.`);
});

test('a charge is asked for and approved that the order cannot bear', async ({ browser }) => {
  const page = await at(browser, 'coordinator@northgate.example');
  await page.goto(`/charges/new?assignment=${story.assignment}`);
  await page.getByLabel('What is charged').fill(charged);
  await page.getByLabel('Amount of one charge').fill('85.00');
  const centers = page.getByLabel('Cost center');
  if ((await centers.inputValue()) === '') await centers.selectOption({ index: 1 });
  await page.getByLabel('On', { exact: true }).fill(addDays(period.endsOn, -10));
  await page.getByRole('button', { name: 'Ask for approval' }).click();
  await expect(said(page)).toContainText(`Asked for “${charged}”. It waits for `);
  const waitsFor = /waits for (.+)\./.exec(await said(page).innerText())?.[1] ?? '';
  const manager = await at(browser, managers[waitsFor] ?? '');
  await manager.goto(new URL(page.url()).pathname);
  await manager.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(manager.locator('.page-status')).toHaveText('Approved');
});

test('program finance previews, leaves the parked charge for later with a reason, and finalizes', async ({
  browser,
}) => {
  const page = await at(browser, finance);
  await page.goto('/billing');
  const row = page.getByRole('row', { name: 'Brightwater Utilities' }).first();
  await row.getByRole('link', { name: 'Start billing' }).click();
  await page.getByRole('button', { name: 'Preview the period' }).click();
  await expect(page.getByRole('heading', { name: /Will be billed: USD/ })).toBeVisible();
  story.run = new URL(page.url()).pathname;
  const parked = page.getByRole('row').filter({ hasText: `Purchase order ${order} would be overdrawn` });
  await expect(parked).toContainText('85.00');
  await expect(page.getByRole('link', { name: 'Look at 1 parked charge' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Finalize/ })).toHaveCount(0);
  await expectInOrder(browser, finance, [story.run]);

  await page.getByLabel('Leave them for a later run').check();
  await page.getByLabel('Why', { exact: true }).fill('   ');
  await page.getByRole('button', { name: 'Decide, and preview again' }).click();
  await expectProblem(page.getByLabel('Why', { exact: true }), /./);
  await expect(page.getByText('Choose at least one', { exact: false }).first()).toBeVisible();
  await expect(page.getByLabel('Leave them for a later run')).toBeChecked();
  await parked.getByRole('checkbox').check();
  await page.getByLabel('Leave them for a later run').check();
  await page.getByLabel('Why', { exact: true }).fill('The client raises the order next week.');
  await page.getByRole('button', { name: 'Decide, and preview again' }).click();
  await expect(said(page)).toContainText('Left for a later run');
  await expect(page.getByRole('heading', { name: 'Parked: all decided' })).toBeVisible();

  await pressAndConfirm(page, /^Finalize [\d,]+ lines$/);
  await expect(page.getByRole('heading', { name: 'Documents issued' })).toBeVisible({ timeout: 30_000 });
  const invoice = page.getByRole('row', { name: 'Brightwater Utilities' }).locator('.ledger-link');
  const statement = page.getByRole('row', { name: 'Cobalt Staffing' }).locator('.ledger-link');
  story.invoiceRef = await invoice.innerText();
  story.invoice = idIn((await invoice.getAttribute('href')) ?? '');
  story.statement = idIn((await statement.getAttribute('href')) ?? '');
});

test('a line of the invoice opens its proof, down to the minutes, and nobody reads the other side', async ({
  browser,
}) => {
  const page = await at(browser, finance);
  await page.goto(`/invoices/${story.invoice}`);
  const lines = page.getByRole('table', { name: 'Lines of the document' });
  const line = lines.getByRole('row').filter({ hasText: 'Straight' }).first();
  await line.locator('summary').first().click();
  const link = line.locator('a[href^="/proofs/charges/"]');
  const proof = (await link.getAttribute('href')) ?? '';
  await link.click();
  await expect(page.getByText(/steps? w(as|ere) computed again for this page/)).toBeVisible();
  await expect(page.getByText('does not add up')).toHaveCount(0);
  await page.getByRole('link', { name: 'Unfold everything' }).click();
  // Each day with its hours, as somebody wrote them down.
  await expect(page.getByText(/worked for/).first()).toBeVisible();
  await expect(page.getByText(/Attested by .+, \d/).first()).toBeVisible();
  await expectInOrder(browser, finance, [`${proof}&open=all`]);

  const [address = ''] = proof.split('?');
  const supplier = await at(browser, 'recruiter@meridian.example');
  expect((await supplier.request.get(address)).status()).toBe(404);
  const client = await at(browser, 'finance@brightwater.example');
  await client.goto(`${proof}&open=all`);
  await expect(client.getByText('does not add up')).toHaveCount(0);
  await expect(client.getByText(/pay rate/i)).toHaveCount(0);
});

test('a receipt for a part of the invoice leaves the rest open', async ({ browser }) => {
  const page = await at(browser, finance);
  await page.goto('/receipts/new');
  await choose(page, 'Program', 'Brightwater');
  await page.getByLabel('Amount', { exact: true }).fill('10,000.00');
  await page.getByLabel('Bank reference').fill('TRN part');
  await page.getByRole('button', { name: 'See what it settles' }).click();
  await expect(page.getByRole('heading', { name: 'What it settles' })).toBeVisible();
  for (const field of await page.getByLabel(/^Settle of/).all()) await field.fill('0');
  const settled = page.getByLabel(`Settle of ${story.invoiceRef}`);
  await settled.fill('10,000.01');
  await page.getByRole('button', { name: 'Record the receipt' }).click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(settled).toHaveValue('10,000.01');
  await settled.fill('10,000.00');
  await page.getByRole('button', { name: 'Look again' }).click();
  await expect(page.getByText('Stays on account')).toBeVisible();
  await page.getByRole('button', { name: 'Record the receipt' }).click();
  await expect(said(page)).toHaveText(/USD.10,000\.00 is recorded\./);
  await expect(page.getByRole('row', { name: story.invoiceRef })).toContainText('10,000.00');
  await expectInOrder(browser, finance, [new URL(page.url()).pathname]);

  await page.goto(`/invoices/${story.invoice}/payment`);
  await expect(page.locator('.page-status')).toHaveText('Partially paid');
  const total = minorIn(await factOf(page, 'Total').innerText());
  expect(minorIn(await factOf(page, 'Settled').innerText())).toBe(received);
  expect(minorIn(await factOf(page, 'Open').innerText())).toBe(total - received);
});

test('a correction shows its difference first, and a second person issues it on both sides', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const page = await at(browser, finance);
  await page.goto(`/invoices/${story.invoice}`);
  await page.getByRole('link', { name: 'Correct lines…' }).click();
  const line = page
    .getByRole('row')
    .filter({ hasText: 'Cobalt Staffing' })
    .filter({ hasText: 'Straight' })
    .first();
  const cell = (label: string) => line.locator(`td[data-label="${label}"]`).innerText();
  const [rate, hours] = [minorIn(await cell('Bill rate')), minorIn(await cell('Hours'))];
  await line.getByRole('checkbox').check();
  await page.getByLabel('Bill the hours at another rate').check();
  await page.getByLabel('Bill rate that should have been').fill('50.12345');
  await choose(page, 'Reason', 'The rate was wrong');
  await page.getByLabel('In your words').fill('The card of the second year holds from October.');
  await page.getByRole('button', { name: 'Show the difference' }).click();
  await expectProblem(page.getByLabel('Bill rate that should have been'), /at most four decimals/);
  await expect(line.getByRole('checkbox')).toBeChecked();
  await page.getByLabel('Bill rate that should have been').fill(formatAmount(rate - 100));
  await page.getByRole('button', { name: 'Show the difference' }).click();
  await expect(said(page)).toContainText('is drafted. This is what it would change; nothing is posted yet.');
  story.correction = new URL(page.url()).pathname;
  // One dollar less for each hour, and of both amounts the fee of 3 %, rounded once.
  const costs = (perHour: number) => Math.round((perHour * hours) / 100);
  const differenceOf = async (name: string) =>
    minorIn(await page.getByRole('row', { name }).locator('td').last().innerText());
  // The work may stand where it is taxed, so the client's part is told by its own parts.
  expect(await differenceOf('Suppliers get')).toBe(costs(rate - 100) - costs(rate));
  expect(await differenceOf('The client pays')).toBe(
    (await differenceOf('Suppliers get')) +
      (await differenceOf('The MSP keeps')) +
      (await differenceOf('Tax to hand on')),
  );
  await page.getByRole('button', { name: 'Hand to a second person' }).click();
  await expect(page.getByText('Somebody else must approve it')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve and issue' })).toHaveCount(0);
  await expectInOrder(browser, admin, [story.correction, `${story.correction}/rejection`, '/corrections']);

  const checker = await at(browser, admin);
  await checker.goto(story.correction);
  await checker.getByRole('button', { name: 'Approve and issue' }).click();
  await expect(checker.locator('.page-status')).toHaveText('Issued');
  const documents = checker.getByRole('table', { name: 'Documents of the correction' });
  await expect(documents.locator('tbody tr')).toHaveCount(4);
  const links = await documents.locator('.ledger-link').all();
  const ids = await Promise.all(links.map(async (link) => idIn((await link.getAttribute('href')) ?? '')));
  const seenBy = async (email: string) => {
    const reader = await at(browser, email);
    const answers = await Promise.all(ids.map((id) => reader.request.get(`/invoices/${id}`)));
    return answers.filter((answer) => answer.status() === 200).length;
  };
  expect(await seenBy('finance@brightwater.example')).toBe(2);
  expect(await seenBy(recruiter)).toBe(2);
  expect(await seenBy('recruiter@juniper.example')).toBe(0);
  await expectInOrder(browser, admin, [story.correction, `/invoices/${ids[0]}`]);
});

test('a payment run needs two people, and its file is for the bank', async ({ browser }) => {
  // The administrator confirmed the suppliers’ accounts, so somebody else approves what is paid to them.
  const page = await at(browser, admin);
  await page.goto('/payments');
  const row = page.getByRole('row', { name: 'Brightwater Utilities' }).first();
  await row.getByRole('link', { name: 'Draft a run' }).click();
  await expect(page.getByRole('row', { name: 'Cobalt Staffing' })).toBeVisible();
  const lead = minorIn(await page.locator('.page-lead').innerText());
  await expectInOrder(browser, admin, [page.url().slice(new URL(page.url()).origin.length)]);
  await page.getByRole('button', { name: 'Draft the run' }).click();
  await expect(said(page)).toContainText('is drafted. Somebody else approves it before anything is paid.');
  story.paymentRun = new URL(page.url()).pathname;
  await expect(page.getByRole('button', { name: 'Approve', exact: true })).toHaveCount(0);
  expect((await page.request.get(`${story.paymentRun}/pain001.xml`)).status()).toBe(404);

  const checker = await at(browser, finance);
  await checker.goto(story.paymentRun);
  await pressAndConfirm(checker, 'Approve');
  await expect(checker.locator('.page-status')).toHaveText('Approved');
  await page.reload();
  await pressAndConfirm(page, 'Send to the bank');
  await expect(page.locator('.page-status')).toHaveText('Sent');
  await expectInOrder(browser, admin, [story.paymentRun, `${story.paymentRun}/settlement`]);

  const file = await page.request.get(`${story.paymentRun}/pain001.xml`);
  expect(file.headers()['content-type']).toContain('application/xml');
  const read = await readPain(page, await file.text());
  expect(read.namespace).toBe('urn:iso:std:iso:20022:tech:xsd:pain.001.001.09');
  expect(minorIn(read.sum)).toBe(lead);
  expect(read.amounts.reduce((sum, amount) => sum + minorIn(amount), 0)).toBe(lead);
  expect(read.count).toBe(String(read.amounts.length));
  const link = page.getByRole('row', { name: 'Cobalt Staffing' }).locator('.ledger-link');
  story.remittance = new URL((await link.getAttribute('href')) ?? '', page.url()).pathname;
});

test('the supplier reads the same advice as page, PDF, CSV and JSON', async ({ browser }) => {
  const page = await at(browser, recruiter);
  await page.goto('/remittances');
  await page.locator(`a[href="${story.remittance}"]`).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Remittance \S+/);
  story.netMinor = minorIn(await page.locator('.page-lead').innerText());
  const get = async (form: string) => {
    const answer = await page.request.get(`${story.remittance}/advice.${form}`);
    expect(answer.status(), form).toBe(200);
    return answer;
  };
  const lines = linesOf(await (await get('csv')).text());
  expect(lines.reduce((sum, line) => sum + minorIn(line['Net'] ?? ''), 0)).toBe(story.netMinor);
  const advice = adviceShape.parse(await (await get('json')).json());
  expect(minorIn(advice.net)).toBe(story.netMinor);
  // The statement alone: the credit waits for what stands in its place.
  expect(advice.documents).toHaveLength(1);
  const text = pagesOf(await (await get('pdf')).body())
    .map(textOf)
    .join(' ');
  expect(text).toContain(formatAmount(story.netMinor));
  for (const { reference } of advice.documents) expect(text).toContain(reference);

  const rival = await at(browser, 'recruiter@juniper.example');
  for (const form of ['', '/advice.pdf', '/advice.csv', '/advice.json'])
    expect((await rival.request.get(`${story.remittance}${form}`)).status(), form).toBe(404);
  await expectInOrder(browser, recruiter, [
    story.remittance,
    story.remittance.replace('remittances', 'proofs/payments'),
  ]);
});

test('a month is closed, and opened again by two people', async ({ browser }) => {
  const page = await at(browser, finance);
  // The first program is Brightwater.
  const books = '/ledger/periods';
  await page.goto(books);
  await pressAndConfirm(page, /^Close /);
  const month = page.getByRole('row').filter({ hasText: 'Closed by' });
  await expect(month).toBeVisible();
  await month.getByRole('link', { name: 'Ask to reopen' }).click();
  await page.getByLabel('Why it must be opened again').fill('   ');
  await page.getByRole('button', { name: 'Ask to reopen' }).click();
  await expectProblem(page.getByLabel('Why it must be opened again'), /./);
  await page.getByLabel('Why it must be opened again').fill('An expense of the month came late.');
  await expectInOrder(browser, finance, [new URL(page.url()).pathname]);
  await page.getByRole('button', { name: 'Ask to reopen' }).click();
  await expect(said(page)).toContainText('It stays closed until somebody else agrees.');
  await expect(page.getByRole('button', { name: /^Reopen/ })).toHaveCount(0);

  const second = await at(browser, admin);
  await second.goto(books);
  await expectInOrder(browser, admin, [books]);
  await pressAndConfirm(second, /^Reopen /);
  await expect(second.getByText('Open again', { exact: true })).toBeVisible();
});

const receipt = {
  name: 'receipt.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n%%EOF\n'),
};
const script = { ...receipt, buffer: Buffer.from('#!/bin/sh\nrm -rf "$HOME"\n') };

test('a worker without scripts enters expenses with a receipt; a script is none; the manager approves', async ({
  browser,
}) => {
  const page = await signedIn(browser, 'worker@cobalt.example', { javaScriptEnabled: false });
  await page.goto('/expenses/new');
  await page.getByLabel('What it was for').fill('Keys for the server room');
  await page.getByRole('button', { name: 'Begin the sheet' }).click();
  await expect(page).toHaveURL(/\/expenses\/[0-9a-f-]{36}$/);
  const sheet = new URL(page.url()).pathname;
  await choose(page, 'Expense code', 'Equipment');
  const centers = page.getByLabel('Cost center');
  if ((await centers.inputValue()) === '') await centers.selectOption({ index: 1 });
  await page.getByLabel('Amount').fill('38.40');
  await page.getByLabel('Receipt', { exact: true }).setInputFiles(script);
  await page.getByRole('button', { name: 'Add line' }).click();
  await expectProblem(page.getByLabel('Receipt', { exact: true }), /./);
  await expect(page.getByLabel('Amount')).toHaveValue('38.40');
  await page.goto(sheet);
  await expect(page.getByText('Nothing is entered yet')).toBeVisible();

  await choose(page, 'Expense code', 'Equipment');
  if ((await centers.inputValue()) === '') await centers.selectOption({ index: 1 });
  await page.getByLabel('Amount').fill('38.40');
  await page.getByLabel('Receipt', { exact: true }).setInputFiles(receipt);
  await page.getByRole('button', { name: 'Add line' }).click();
  await expect(said(page)).toContainText('The sheet comes to USD 38.40.');
  await page.getByLabel(/I attest/).check();
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(said(page)).toContainText('38.40 submitted to');

  const manager = await at(browser, 'manager@halden.example');
  await manager.goto(sheet);
  const file = await manager.getByRole('link', { name: /^Receipt/ }).getAttribute('href');
  const kept = await manager.request.get(file ?? '');
  expect((await kept.body()).equals(receipt.buffer)).toBe(true);
  await manager.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(manager.locator('.page-status')).toHaveText('Approved');
});

/** Hiring managers of Brightwater by name, for whoever a charge waits for. */
const managers: Record<string, string> = {
  'Walter Kessler': 'manager@brightwater.example',
  'Nadine Farrow': 'n.farrow@brightwater.example',
  'Ravi Iyer': 'r.iyer@brightwater.example',
};

/** A fact by its label. */
const factOf = (page: Page, label: string) =>
  page.locator('dt', { hasText: new RegExp(`^${label}$`) }).locator('xpath=following-sibling::dd[1]');

const adviceShape = z.object({ net: z.string(), documents: z.array(z.object({ reference: z.string() })) });

type Pain = { namespace: string | null; sum: string; count: string; amounts: string[] };

/** Reads the bank's file with the browser's own XML parser, which refuses what is not well-formed. */
function readPain(page: Page, xml: string): Promise<Pain> {
  return page.evaluate((text) => {
    const file = new DOMParser().parseFromString(text, 'application/xml');
    const problem = file.querySelector('parsererror');
    if (problem) throw new Error(problem.textContent);
    const of = (name: string) => [...file.getElementsByTagName(name)].map((one) => one.textContent);
    return {
      namespace: file.documentElement.namespaceURI,
      sum: of('CtrlSum')[0] ?? '',
      count: of('NbOfTxs')[0] ?? '',
      amounts: of('InstdAmt'),
    };
  }, xml);
}

/** The month before the one that it is in Madison. */
function lastMonth() {
  const endsOn = addDays(`${today(new Date(), 'America/Chicago').slice(0, 7)}-01`, -1);
  return { startsOn: `${endsOn.slice(0, 7)}-01`, endsOn };
}
