import { expect, test, type Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { lookAt, openWindows } from './looking.ts';
import { expectProblem, PASSWORD, said, signedIn, signIn, takeSecondStep } from './people.ts';

/** What an authenticator app would show for a secret, in this half minute or the next one. */
const codeOf = (secret: string, ahead = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(/\s/g, '')) }).generate({
    timestamp: Date.now() + ahead * 30_000,
  });

/** Says once more who one is, where that is asked. */
async function confirm(page: Page, prove: () => Promise<void>): Promise<void> {
  if (new URL(page.url()).pathname === '/account/confirm') await prove();
}

const byPassword = (page: Page) => async () => {
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'It is me' }).click();
};

/** A phone or a key that says yes to everything, as a person with a finger would. */
async function virtualAuthenticator(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test('an authenticator is set up, asked for, and turned off, also without scripts', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, 'approver@brightwater.example');
  await page.goto('/account');
  await page.getByRole('link', { name: 'Set up an authenticator' }).click();
  await confirm(page, byPassword(page));
  const secret = (await page.locator('code.secret').textContent()) ?? '';
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expectProblem(page.getByLabel('Code', { exact: true }), /not the code of the moment/);
  // The secret that was scanned is still the one on the page.
  await expect(page.locator('code.secret')).toHaveText(secret);
  await page.getByLabel('Code', { exact: true }).fill(codeOf(secret));
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expect(page).toHaveURL('/account/recovery-codes');
  const codes = await page.locator('.recovery-codes code').allTextContents();
  expect(codes).toHaveLength(10);
  await page.reload();
  await expect(page.locator('.recovery-codes')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: '10 codes are left' })).toBeVisible();

  const again = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await again.goto('/sign-in?to=/requisitions');
  await again.getByLabel('E-mail').fill('approver@brightwater.example');
  await again.getByLabel('Password').fill(PASSWORD);
  await again.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(again).toHaveURL('/sign-in/second-factor?to=%2Frequisitions');
  // Half way in is not in.
  await again.goto('/requisitions');
  await expect(again).toHaveURL(/^[^?]*\/sign-in\?/);
  await again.goto('/sign-in/second-factor?to=%2Frequisitions');
  await again.getByLabel('Code', { exact: true }).fill(codes[0] ?? '');
  await again.getByRole('button', { name: 'Go on' }).click();
  await expect(again).toHaveURL('/requisitions');

  // The one session ends the other.
  await page.goto('/account');
  await expect(page.getByRole('row').filter({ hasText: 'Chrome' })).toHaveCount(2);
  await page.locator('details.confirm summary', { hasText: 'End all others' }).click();
  await page.locator('details.confirm').getByRole('button', { name: 'End all others' }).click();
  await expect(said(page)).toContainText('nowhere else');
  await again.goto('/requisitions');
  await expect(again).toHaveURL(/\/sign-in/);

  await page.getByRole('link', { name: 'Turn the authenticator off' }).click();
  await confirm(page, async () => {
    await page.getByLabel('Code', { exact: true }).fill(codes[1] ?? '');
    await page.getByRole('button', { name: 'It is me' }).click();
  });
  await page.getByRole('button', { name: 'Turn it off' }).click();
  await expect(said(page)).toContainText('The authenticator is off');
});

test('a passkey is added, signs in alone, and is removed', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await virtualAuthenticator(page);
  await signIn(page, 'office@juniper.example');
  await page.goto('/account/passkeys/new');
  await confirm(page, byPassword(page));
  await page.getByLabel('Name').fill('The office key');
  await page.getByRole('button', { name: 'Make the passkey' }).click();
  await expect(page).toHaveURL('/account/recovery-codes');
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'The office key' })).toBeVisible();

  await page.locator('.top-line details.menu summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page).toHaveURL('/');

  await page.goto('/account');
  await page
    .getByRole('row')
    .filter({ hasText: 'The office key' })
    .getByRole('link', { name: 'Remove' })
    .click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(said(page)).toContainText('opens nothing any more');
  await page.locator('.top-line details.menu summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'That passkey does not open this door' })).toBeVisible();
});

test('an administrator resets a second factor, and its owner sets up a new one before anything else', async ({
  browser,
}) => {
  const admin = await signedIn(browser, 'admin@northgate.example');
  const owner = await (await browser.newContext()).newPage();
  await admin.goto('/people?q=Lindholm');
  await admin.getByRole('link', { name: 'Peter Lindholm' }).first().click();
  await admin.getByRole('link', { name: 'Reset the second factor' }).click();
  await admin.getByRole('button', { name: 'Reset the second factor' }).click();
  await expect(said(admin)).toContainText('Peter Lindholm has no second factor any more');

  await owner.goto('/sign-in');
  await owner.getByLabel('E-mail').fill('auditor@northgate.example');
  await owner.getByLabel('Password').fill(PASSWORD);
  await owner.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(owner).toHaveURL('/sign-in/enrolment');
  await owner.goto('/invoices');
  await expect(owner).toHaveURL(/\/sign-in\?/);
  await owner.goto('/sign-in/enrolment');
  const windows = await openWindows((options) => browser.newPage(options));
  for (const { page } of windows) await page.context().addCookies(await owner.context().cookies());
  expect(await lookAt(windows, [{ address: '/sign-in/enrolment' }])).toEqual([]);
  // Back to the secret that the demo knows, so that others find it as it was.
  const secret = (await owner.locator('code.secret').textContent()) ?? '';
  await owner.getByLabel('Code', { exact: true }).fill(codeOf(secret));
  await owner.getByRole('button', { name: 'Set up and go on' }).click();
  await expect(owner).toHaveURL('/account/recovery-codes');
  await owner.getByRole('link', { name: 'I have kept them' }).click();
  // The demo shows codes of whatever is set up.
  await owner.context().clearCookies();
  await signIn(owner, 'auditor@northgate.example');
});

test('a forgotten password is replaced by a link from the mail, and what is asked about nobody gets the same answer', async ({
  browser,
}) => {
  const page = await (await browser.newContext()).newPage();
  const ask = async (email: string) => {
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await expect(page).toHaveURL('/forgot');
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await expect(page).toHaveURL('/forgot?sent=1');
    return page.locator('main').textContent();
  };
  const email = 'office@meridian.example';
  expect(await ask(email)).toBe(await ask('nobody@nowhere.example'));

  const reader = await signedIn(browser, email);
  await expect(async () => {
    await reader.goto('/mailbox');
    await reader.getByRole('link', { name: 'Choose a new password' }).first().click({ timeout: 2_000 });
  }).toPass();
  const link = await reader
    .getByText(/\/reset\/[\w-]+/)
    .first()
    .textContent();
  const [address = ''] = /\/reset\/[\w-]+/.exec(link ?? '') ?? [];
  const answer = await page.goto(address);
  expect(answer?.headers()['referrer-policy']).toBe('no-referrer');
  expect(answer?.headers()['cache-control']).toBe('no-store');
  const field = page.getByLabel('New password');
  await field.fill('password1234');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expectProblem(field, /tried/);
  await field.fill('seven quiet boats return');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page).toHaveURL('/sign-in');
  await expect(said(page)).toContainText('Your password is changed');
  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'This link is over' })).toBeVisible();
  await reader.goto('/requisitions');
  await expect(reader).toHaveURL(/\/sign-in/);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('seven quiet boats return');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await takeSecondStep(page);
  await expect(page).toHaveURL('/');
});
