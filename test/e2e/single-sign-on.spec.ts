import { expect, test } from '@playwright/test';
import { aProvider, type TestProvider } from '../factories/provider.ts';
import { lookAt, openWindows } from './looking.ts';
import { pressAndConfirm, said, signedIn } from './people.ts';

/*
 * Single sign-on as people meet it: set up by a client's administrator, confirmed by the program office, and followed in a
 * browser to a real provider and back, with scripts and without.
 */

const DOMAIN = 'sso.halden.example';

let provider: TestProvider;
test.beforeAll(async ({ baseURL }) => {
  provider = await aProvider(`${baseURL ?? ''}/sign-in/sso/callback`);
  const person = (name: string, domain = DOMAIN) => ({
    ...{ name, email: `${name.split(' ')[0]?.toLowerCase()}@${domain}`, email_verified: true },
  });
  provider.people.set('nina', person('Nina Abara'));
  provider.people.set('otto', person('Otto Lindqvist'));
  provider.people.set('stranger', person('Sam Stranger', 'elsewhere.example'));
});
test.afterAll(() => provider.stop());

test('an administrator sets a provider up, and the program office confirms the domain', async ({
  browser,
}) => {
  const admin = await signedIn(browser, 'admin@halden.example');
  await admin.goto('/directory');
  await admin.getByRole('link', { name: 'Claim a domain' }).click();
  await admin.getByLabel('Domain').fill(DOMAIN);
  await admin.getByRole('button', { name: 'Claim it' }).click();
  await expect(admin).toHaveURL(/\/directory\/[0-9a-f-]{36}$/);
  const home = admin.url();

  const office = await signedIn(browser, 'admin@northgate.example');
  await office.goto('/directory');
  await pressAndConfirm(office, 'Confirm');
  await expect(said(office)).toContainText(DOMAIN);

  await admin.goto(`${home}/provider`);
  await admin.getByLabel('Issuer').fill(provider.issuer);
  await admin.getByLabel('Client id').fill(provider.clientId);
  await admin.getByLabel('Client secret').fill(provider.clientSecret);
  await admin.getByLabel('Role for everybody else').selectOption('hiringManager');
  await admin.getByLabel('Let people in by single sign-on').check();
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin).toHaveURL(home);
  await expect(admin.getByText(provider.issuer).first()).toBeVisible();
  await admin.context().close();
  await office.context().close();
});

for (const [name, subject, javaScriptEnabled] of [
  ['with scripts', 'nina', true],
  ['without scripts', 'otto', false],
] as const)
  test(`whoever the provider knows comes in with a role at once, ${name}`, async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    // What somebody wanted to see before they had to sign in is what they see afterwards.
    await page.goto('/requisitions');
    await page.getByRole('link', { name: /single sign-on/ }).click();
    // The page that it leaves has such a field too.
    await expect(page).toHaveURL(/\/sign-in\/sso/);
    await page.getByLabel('E-mail').fill(`${subject}@${DOMAIN}`);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: /^Continue with Halden/ }).click();
    await page.waitForURL(`${provider.issuer}/interaction/**`);
    await page.locator('input[name=login]').fill(subject);
    await page.locator('input[name=password]').fill('x');
    await page.locator('[type=submit]').click();
    await expect(page).toHaveURL('/requisitions');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Requisitions');
    await page.goto('/account');
    await expect(
      page.getByText(provider.people.get(subject)?.name ?? '', { exact: true }).first(),
    ).toBeVisible();
    await context.close();
  });

test('whoever comes from elsewhere is told so, and nobody is let in', async ({ browser }) => {
  const windows = await openWindows((options) => browser.newPage(options));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto('/sign-in/sso');
  await page.getByLabel('E-mail').fill(`nina@${DOMAIN}`);
  await page.getByRole('button', { name: 'Continue' }).click();
  const start = new URL(page.url()).pathname;
  await page.getByRole('button', { name: /^Continue with Halden/ }).click();
  await page.locator('input[name=login]').fill('stranger');
  await page.locator('input[name=password]').fill('x');
  await page.locator('[type=submit]').click();
  await expect(page).toHaveURL(/\/sign-in\/sso\/callback/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Your e-mail address is not one of this organization’s',
  );
  await expect(page.getByRole('link', { name: 'Sign in with a password' })).toBeVisible();
  await page.goto('/requisitions');
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await lookAt(windows, [{ address: '/sign-in/sso' }, { address: start }])).toEqual([]);
  await context.close();
});
