import { expect, test } from '@playwright/test';
import { expectProblem, said, signedIn } from './people.ts';

const csv = (name: string, lines: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\r\n')}\r\n`),
});

// Titles that no other card has, so that what is found afterwards came out of this file.
const card = csv('aquarium-rates.csv', [
  'Labor category,Bill rate,Unit,Vendor',
  'Aquarium Technician,41.50,Hour,Alder',
  'Aquarium Technician,43.50,Hour,Birch',
  'AQUARIUM  technician.,45.25,Hour,Cedar',
  'Tide Clerk,"$1,030.125",Hour,Alder',
  'Lamp Keeper,,Hour,Alder',
  'Day Laborer,200,Day,Alder',
  ',20,Hour,Birch',
]);

test('a rate card is read, shown, posted, and found in the catalog', async ({ browser }) => {
  const page = await signedIn(browser, 'admin@northgate.example');
  await page.goto('/programs');
  await page.getByRole('link', { name: 'Brightwater Utilities' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Brightwater');
  const program = new URL(page.url()).pathname;

  await page.goto(`${program}/rate-card/import`);
  await page.getByLabel('File', { exact: true }).setInputFiles(card);
  await page.getByLabel('The highest rate in the file').check();
  await page.getByRole('button', { name: 'Read the file' }).click();
  await expect(page.getByText(/Nothing is posted yet\..+2 jobs added/)).toBeVisible();
  await expect(page.getByText('7 rows: 4 usable')).toBeVisible();
  await expect(page.getByRole('row', { name: 'Aquarium Technician' })).toContainText('45.25');
  await expect(page.getByRole('row', { name: 'Tide Clerk' })).toContainText('1,030.125');

  await page.getByRole('link', { name: /^Titles merged/ }).click();
  await expect(page.getByRole('row', { name: 'Aquarium Technician' })).toContainText('AQUARIUM technician.');
  await page.getByRole('link', { name: /^Rows refused/ }).click();
  await expect(page.getByRole('row', { name: /Lamp Keeper/ })).toContainText('The price is blank.');
  await expect(page.getByRole('row', { name: /Day Laborer/ })).toContainText('The unit is “Day”');
  await expect(page.getByRole('row', { name: /^8 / })).toContainText('The title is blank.');

  // Before it is posted, the catalog is as it was.
  const elsewhere = await page.request.get(`${program}/jobs?search=Aquarium`);
  expect(await elsewhere.text()).toContain('No job holds “Aquarium”');

  await page.getByRole('button', { name: 'Post 2 jobs' }).click();
  await expect(said(page)).toContainText(': 2 new, 0 changed, 0 untouched.');
  await expect(page.getByRole('button', { name: 'Post 2 jobs' })).toHaveCount(0);
  await page.goto(`${program}/jobs`);
  await page.getByLabel('Title or code').fill('aquarium');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByRole('row', { name: /^Aquarium Technician/ })).toContainText('45.25');

  const manager = await signedIn(browser, 'manager@brightwater.example');
  await manager.goto('/requisitions/new?q=aquarium');
  await manager.getByRole('link', { name: 'Aquarium Technician', exact: true }).click();
  await expect(manager.getByText('The card allows at most USD 45.25 an hour')).toBeVisible();
  const stranger = await signedIn(browser, 'manager@halden.example');
  await stranger.goto('/requisitions/new?q=aquarium');
  await expect(stranger.getByText('No job is called that')).toBeVisible();
});

test('a file that cannot be read is refused at the field, and nothing is kept of it', async ({ browser }) => {
  const page = await signedIn(browser, 'admin@northgate.example');
  await page.goto('/programs');
  await page.getByRole('link', { name: 'Brightwater Utilities' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Brightwater');
  await page.goto(`${new URL(page.url()).pathname}/rate-card/import`);
  const file = page.getByLabel('File', { exact: true });
  const refused = [
    [csv('no-rates.csv', ['Job title,Unit', 'Tide Clerk,Hour']), /No column with the rate was found/],
    [csv('open-quote.csv', ['Title,Rate,Unit', '"Tide Clerk,20,Hour']), /quotation mark/],
    [{ ...card, name: 'rates.csv', buffer: Buffer.from('PK\u0003\u0004 a workbook') }, /This is a workbook/],
    [{ ...card, buffer: Buffer.from('Title,Rate,Unit\r\n') }, /a head but no rows/],
  ] as const;
  await page.getByLabel('The middle rate').check();
  for (const [upload, says] of refused) {
    await file.setInputFiles(upload);
    await page.getByRole('button', { name: 'Read the file' }).click();
    await expectProblem(file, says);
    await expect(page).toHaveURL(/\/rate-card\/import$/);
    await expect(page.getByLabel('The middle rate')).toBeChecked();
  }
});
