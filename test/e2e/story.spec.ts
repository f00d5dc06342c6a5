import { expect, test, type Browser, type Page } from '@playwright/test';
import { addDays, formatDate, formatDayShort, today, weekdayOf } from '#app/values/week.ts';
import { choose, expectProblem, idIn, minorIn, pressAndConfirm, said, signedIn } from './people.ts';
import { documentTotals, linesOf } from './documents.ts';

/*
 * The main job from end to end, on real screens: from a requisition to the consolidated invoice and to spend. Each side
 * has a browser of its own. The work lies in the month that is billed next, so that its first week is billed with it.
 */
test.describe.configure({ mode: 'serial' });

const title = 'Network engineer for the north clinic';
const [ours, theirs] = ['Ilse Vanterpool', 'Odell Brightman'] as const;
const reason = 'Wednesday should be 8 h: you left at four.';
const pdf = { name: 'resume.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') };

const period = lastMonth();
const firstDay = firstMondayFrom(period.startsOn);
const weekEndsOn = addDays(firstDay, 6);

/** What one chapter hands to the next. */
const story = {
  requisition: '',
  ref: '',
  job: '',
  cardMax: '',
  billRate: '',
  assignment: '',
  assignmentRef: '',
  timesheet: '',
  invoice: '',
  invoiceRef: '',
  invoiceMinor: 0,
  statement: '',
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

test('a hiring manager drafts a requisition from the card and submits it', async ({ browser }) => {
  const page = await at(browser, 'manager@halden.example');
  await page.goto('/requisitions');
  await page.getByRole('link', { name: 'New requisition' }).click();
  await page.getByLabel('Job', { exact: true }).fill('network engineer');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('link', { name: 'Network Engineer', exact: true }).click();

  const allowed = await page.getByText(/The card allows at most USD [\d.,]+ an hour/).innerText();
  story.cardMax = /at most USD ([\d.,]+) an/.exec(allowed)?.[1] ?? '';
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Positions').fill('1');
  await choose(page, 'Site', 'North clinic');
  await choose(page, 'Department', 'Information services');
  await page.getByLabel('Starts on').fill(firstDay);
  await page.getByLabel('Ends on').fill(addDays(firstDay, 12 * 7 - 1));
  await choose(page, 'Cost center 1', 'Infrastructure');
  await page.getByLabel('Share 1').fill('60');
  await choose(page, 'Cost center 2', 'Service desk');
  await page.getByLabel('Share 2').fill('40');
  await page.getByLabel('To', { exact: true }).fill('900.00');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expectProblem(
    page.getByLabel('To', { exact: true }),
    new RegExp(`The rate card allows at most ${story.cardMax} on .+; this is 900.00`),
  );
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue(title);
  await expect(page.getByLabel('Share 1')).toHaveValue('60');

  await page.getByLabel('To', { exact: true }).fill(story.cardMax);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(said(page)).toHaveText(/R-\d+ is saved as a draft/);
  story.requisition = idIn(page.url());
  story.ref = /R-\d+/.exec(await said(page).innerText())?.[0] ?? '';
  await expect(page.getByText('60 %')).toBeVisible();
  await page.getByRole('button', { name: 'Submit for approval' }).click();
  await expect(said(page)).toContainText(`${story.ref}`);
  await expect(page.locator('.page-status')).toHaveText(/Pending approval|Waiting for approval|Submitted/i);
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
});

test('the approver approves it from the queue', async ({ browser }) => {
  const page = await at(browser, 'approver@halden.example');
  await page.goto('/');
  await page.getByRole('link', { name: `${story.ref} ${title}`, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(said(page)).toHaveText(new RegExp(`${story.ref} is approved`));
});

test('the program releases it to its first tier, and only they see it', async ({ browser }) => {
  const page = await at(browser, 'admin@northgate.example');
  await page.goto(`/requisitions/${story.requisition}`);
  await page.getByRole('link', { name: 'Release', exact: true }).first().click();
  const first = page.getByRole('group', { name: 'Tier 1' });
  for (const name of ['Cobalt Staffing', 'Juniper Talent', 'Ferris & Lowe'])
    await first.getByLabel(name).check();
  await expect(page.getByRole('group', { name: 'Tier 2' }).getByLabel('Meridian Clinical')).not.toBeChecked();
  await page.getByRole('button', { name: 'Release to those chosen' }).click();
  await expect(said(page)).toContainText(`${story.ref} was released to`);

  for (const email of ['recruiter@cobalt.example', 'recruiter@juniper.example']) {
    const recruiter = await at(browser, email);
    await recruiter.goto('/requisitions');
    await expect(recruiter.getByRole('link', { name: title })).toBeVisible();
  }
  const other = await at(browser, 'recruiter@meridian.example');
  await other.goto('/requisitions');
  await expect(other.getByRole('link', { name: title })).toHaveCount(0);
  expect((await other.goto(`/requisitions/${story.requisition}`))?.status()).toBe(404);
});

test('recruiters submit candidates within the card, with a résumé that is one', async ({ browser }) => {
  const page = await at(browser, 'recruiter@cobalt.example');
  await page.goto(`/requisitions/${story.requisition}`);
  await page.getByRole('link', { name: 'Submit a candidate' }).first().click();
  await page.getByLabel('Name of somebody new').fill(ours);
  await page.getByLabel('E-mail').fill('ilse.vanterpool@people.example');
  await page.getByLabel('Summary').fill('Ten years of clinic networks.');
  await page.getByLabel('Bill rate').fill('900');
  await page.getByLabel('Pay rate').fill('41.25');
  await page.getByLabel('Résumé').setInputFiles(pdf);
  await page.getByLabel(/agreed to be represented/).check();
  await page.getByRole('button', { name: 'Submit candidate' }).click();
  await expectProblem(
    page.getByLabel('Bill rate'),
    new RegExp(`The card allows at most ${story.cardMax} for this job`),
  );
  await expect(page.getByLabel('Name of somebody new')).toHaveValue(ours);
  await expect(page.getByLabel('Summary')).toHaveValue('Ten years of clinic networks.');
  await expect(page.getByLabel('Pay rate')).toHaveValue('41.25');

  story.billRate = '60.50';
  await page.getByLabel('Bill rate').fill(story.billRate);
  await page.getByLabel(/agreed to be represented/).check();
  await page
    .getByLabel('Résumé')
    .setInputFiles({ ...pdf, buffer: Buffer.from('only text, with the name of a PDF') });
  await page.getByRole('button', { name: 'Submit candidate' }).click();
  await expectProblem(page.getByLabel('Résumé'), /This is not a PDF or Word/);

  await page.getByLabel(/agreed to be represented/).check();
  await page.getByLabel('Résumé').setInputFiles(pdf);
  await page.getByRole('button', { name: 'Submit candidate' }).click();
  await expect(said(page)).toHaveText(new RegExp(`${ours} is submitted`));

  const rival = await at(browser, 'recruiter@juniper.example');
  await rival.goto(`/requisitions/${story.requisition}/submittals/new`);
  await rival.getByLabel('Name of somebody new').fill(theirs);
  await rival.getByLabel('E-mail').fill('odell.brightman@people.example');
  await rival.getByLabel('Bill rate').fill('61');
  await rival.getByLabel('Pay rate').fill('44');
  await rival.getByLabel(/agreed to be represented/).check();
  await rival.getByRole('button', { name: 'Submit candidate' }).click();
  await expect(said(rival)).toHaveText(new RegExp(`${theirs} is submitted`));
  await rival.goto(`/requisitions/${story.requisition}`);
  await expect(rival.getByRole('link', { name: theirs })).toBeVisible();
  await expect(rival.getByText(ours)).toHaveCount(0);
});

test('the program presents them; the manager compares and makes an offer', async ({ browser }) => {
  const desk = await at(browser, 'admin@northgate.example');
  for (const name of [ours, theirs]) {
    await desk.goto(`/requisitions/${story.requisition}`);
    await desk.getByRole('row', { name }).getByRole('button', { name: 'Present' }).click();
    await expect(said(desk)).toContainText(name);
  }
  const page = await at(browser, 'manager@halden.example');
  await page.goto(`/requisitions/${story.requisition}`);
  for (const name of [ours, theirs]) await page.getByRole('row', { name }).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Compare the ticked' }).click();
  await expect(page.getByRole('columnheader', { name: ours })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: theirs })).toBeVisible();
  await expect(page.getByText('41.25')).toHaveCount(0);
  await page.getByRole('link', { name: `About ${ours}` }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ours);
  await page.getByRole('link', { name: 'Make an offer' }).click();
  await expect(page.getByLabel('Bill rate')).toHaveValue(story.billRate);
  await expect(page.getByLabel('First day')).toHaveValue(firstDay);
  await page.getByRole('button', { name: 'Send the offer' }).click();
  await expect(said(page)).toContainText(`The offer for ${ours} is with Cobalt Staffing`);
});

test('the supplier accepts: an assignment, one of one filled, and the rival not selected', async ({
  browser,
}) => {
  const page = await at(browser, 'recruiter@cobalt.example');
  await page.goto('/');
  await page
    .getByRole('link', { name: new RegExp(ours) })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Offer for ${ours}`);
  await pressAndConfirm(page, 'Accept');
  await expect(said(page)).toHaveText(new RegExp(`A-\\d+ is agreed for ${ours} and has started`));
  story.assignment = idIn(page.url());
  story.assignmentRef = /A-\d+/.exec(await said(page).innerText())?.[0] ?? '';
  await expect(page.getByText('60.50').first()).toBeVisible();

  const manager = await at(browser, 'manager@halden.example');
  await manager.goto(`/requisitions/${story.requisition}`);
  await expect(manager.locator('.page-status')).toHaveText(/Filled · 1 of 1 filled/);
  await expect(manager.getByRole('row', { name: theirs })).toContainText('Not selected');
});

test('a week is saved, submitted, sent back, corrected and approved', async ({ browser }) => {
  const page = await at(browser, 'recruiter@cobalt.example');
  await page.goto(`/assignments/${story.assignment}`);
  await page.getByRole('link', { name: 'Enter time' }).click();
  await page
    .getByRole('row', { name: formatDate(weekEndsOn) })
    .getByRole('button', { name: 'Enter' })
    .click();
  await expect(page).toHaveURL(/\/timesheets\/[0-9a-f-]{36}$/);
  story.timesheet = idIn(page.url());
  const hours = (row: number, day: number) => page.locator(`input[name="rows[${row}].days[${day}]"]`);
  for (const day of [0, 1, 3]) await hours(0, day).fill('8');
  await hours(0, 2).fill('9:30');
  await hours(1, 4).fill('8');
  await expect(hours(0, 0)).toHaveAccessibleName(new RegExp(`Hours on ${formatDayShort(firstDay)}`));
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(said(page)).toHaveText(/Draft saved: 41\.50 h/);
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expectProblem(page.getByLabel(/I attest/), /Tick this to submit/);
  await page.getByLabel(/I attest/).check();
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(said(page)).toHaveText(/41\.50 h submitted to/);

  const manager = await at(browser, 'manager@halden.example');
  await manager.goto(`/timesheets/${story.timesheet}`);
  await manager.getByRole('link', { name: 'Reject' }).click();
  await manager.getByLabel('Reason').fill(reason);
  await manager.getByRole('button', { name: 'Send it back' }).click();
  await expect(said(manager)).toHaveText(new RegExp(`Sent back to .+: ${ours}`));

  await page.goto(`/timesheets/${story.timesheet}`);
  await expect(page.getByText(`“${reason}”`).first()).toBeVisible();
  await hours(0, 2).fill('8');
  await page.getByLabel(/I attest/).check();
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(said(page)).toHaveText(/40\.00 h submitted to/);

  await manager.goto(`/timesheets/${story.timesheet}`);
  await manager.getByRole('button', { name: 'Approve' }).click();
  await expect(said(manager)).toHaveText(new RegExp(`Approved: ${ours}, .+USD.2,420\\.00`));
});

test('program finance previews, finalizes, and sees it through', async ({ browser }) => {
  const page = await at(browser, 'finance@northgate.example');
  await page.goto('/billing');
  const halden = page.getByRole('row', { name: 'Halden Medical Center' }).first();
  await halden.getByRole('link', { name: 'Start billing' }).click();
  await expect(page.getByLabel('Last day')).toHaveValue(period.endsOn);
  await page.getByRole('button', { name: 'Preview the period' }).click();
  await expect(page.getByRole('heading', { name: /Will be billed: USD/ })).toBeVisible();
  // The later weeks of the month were not entered: they are named, and the run goes on without them.
  await expect(page.getByRole('heading', { name: /Left out: .*not entered/ })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: ours })).toContainText(story.assignmentRef);
  await page.getByRole('link', { name: 'By worker' }).click();
  await expect(page.getByRole('row', { name: ours })).toContainText('2,420.00');

  await pressAndConfirm(page, /^Finalize [\d,]+ lines$/);
  await expect(page.getByRole('heading', { name: 'Documents issued' })).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('.page-status')).toHaveText('Finalized');
  const invoice = page.getByRole('row', { name: 'Halden Medical Center' });
  const statement = page.getByRole('row', { name: 'Cobalt Staffing' });
  story.invoiceRef = await invoice.locator('.ledger-link').innerText();
  story.invoice = idIn((await invoice.locator('.ledger-link').getAttribute('href')) ?? '');
  story.statement = idIn((await statement.locator('.ledger-link').getAttribute('href')) ?? '');
});

test('the invoice agrees with its page, its PDF and its CSV, to the cent', async ({ browser }) => {
  const page = await at(browser, 'finance@northgate.example');
  await page.goto(`/invoices/${story.invoice}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(story.invoiceRef);
  story.invoiceMinor = minorIn(await page.locator('.page-lead').innerText());

  const document = await page.request.get(`/invoices/${story.invoice}/document.pdf`);
  expect(document.status()).toBe(200);
  expect(document.headers()['content-type']).toContain('application/pdf');
  expect((await document.body()).subarray(0, 5).toString()).toBe('%PDF-');
  const lines = linesOf(await (await page.request.get(`/invoices/${story.invoice}/lines.csv`)).text());
  expect(documentTotals(lines)).toEqual({ totalMinor: story.invoiceMinor, feeMinor: 0 });
  const mine = lines.filter((line) => line['Worker'] === ours);
  expect(documentTotals(mine).totalMinor).toBe(242_000);
  expect(mine.every((line) => line['Week ends on'] === weekEndsOn)).toBe(true);
});

test('client finance sees and approves the invoice, and spend comes to the same', async ({ browser }) => {
  const page = await at(browser, 'finance@halden.example');
  await page.goto('/invoices');
  await page.getByRole('link', { name: story.invoiceRef }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(story.invoiceRef);
  expect(minorIn(await page.locator('.page-lead').innerText())).toBe(story.invoiceMinor);
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(said(page)).toHaveText(`You found ${story.invoiceRef} in order.`);
  await expect(page.locator('.page-status')).toHaveText('Approved');

  await page.goto('/invoices');
  // What the program office gives back of its own fee is no spend on work.
  const ofWork = page.locator('tbody tr').filter({ hasNotText: 'Service credit' });
  const totals = await ofWork.locator('td[data-label="Total"]').allInnerTexts();
  const sum = totals.reduce((all, text) => all + minorIn(text), 0);
  await page.goto('/spend');
  const equals = page.getByText(/equals the total of/);
  expect(minorIn(await equals.innerText())).toBe(sum);
  await expect(equals).toContainText(`${totals.length} invoices`);
});

test('the supplier sees its statement with the fee deducted, and no invoice of the client', async ({
  browser,
}) => {
  const page = await at(browser, 'recruiter@cobalt.example');
  await page.goto('/invoices');
  await page.locator(`a[href="/invoices/${story.statement}"]`).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Statement \S+/);
  const total = minorIn(await page.locator('.page-lead').innerText());
  const lines = linesOf(await (await page.request.get(`/invoices/${story.statement}/lines.csv`)).text());
  const sums = documentTotals(lines);
  expect(sums.totalMinor).toBe(total);
  expect(sums.feeMinor).toBeLessThan(0);
  // 2.5 % and 0.9 % of the week's two lines, each rounded once: 1,936.00 and 484.00.
  const mine = lines.filter((line) => line['Worker'] === ours);
  expect(documentTotals(mine)).toEqual({
    totalMinor: 242_000 - 4_840 - 1_742 - 1_210 - 436,
    feeMinor: -8_228,
  });
  expect(new Set(lines.map((line) => line['Supplier']))).toEqual(new Set(['Cobalt Staffing']));

  expect((await page.goto(`/invoices/${story.invoice}`))?.status()).toBe(404);
  expect((await page.request.get(`/invoices/${story.invoice}/lines.csv`)).status()).toBe(404);
  expect((await page.request.get(`/invoices/${story.invoice}/document.pdf`)).status()).toBe(404);
});

test('everybody who had to know was written to', async ({ browser }) => {
  const page = await at(browser, 'admin@northgate.example');
  const subjects = [
    [`To approve: ${story.ref} ${title}`, 'approver@halden.example'],
    [`Released to you: ${story.ref} ${title}`, 'recruiter@cobalt.example'],
    [`Candidate for ${story.ref} ${title}: ${ours}`, 'manager@halden.example'],
    [`Offer for ${ours}: ${story.ref} ${title}`, 'recruiter@cobalt.example'],
    [`To approve: ${ours}, week to ${formatDate(weekEndsOn)}`, 'manager@halden.example'],
    [`Please correct: ${ours}, week to ${formatDate(weekEndsOn)}`, 'recruiter@cobalt.example'],
    [`Invoice ${story.invoiceRef}, Halden Medical Center`, 'finance@halden.example'],
  ] as const;
  await expect(async () => {
    await page.goto('/mailbox');
    for (const [subject, to] of subjects)
      await expect(
        page.getByRole('row').filter({ hasText: subject }).filter({ hasText: to }).first(),
      ).toBeVisible({
        timeout: 500,
      });
  }).toPass({ timeout: 15_000 });
  await page.getByRole('link', { name: subjects[0][0] }).first().click();
  await expect(page.getByText(`/requisitions/${story.requisition}`).first()).toBeVisible();
});

/** The month before the one that it is in Sacramento. */
function lastMonth() {
  const endsOn = addDays(`${today(new Date(), 'America/Los_Angeles').slice(0, 7)}-01`, -1);
  return { startsOn: `${endsOn.slice(0, 7)}-01`, endsOn };
}

function firstMondayFrom(date: string): string {
  return addDays(date, (8 - weekdayOf(date)) % 7);
}
