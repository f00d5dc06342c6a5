import {
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from '@playwright/test';

/** What the README says everybody signs in with. */
export const PASSWORD = 'muster-demo';

/** Signs in through the form, as a person does. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await takeSecondStep(page);
  await expect(page).toHaveURL('/');
}

/** Whoever acts for the program office is asked for a code, which the demo shows. Others are in already. */
export async function takeSecondStep(page: Page): Promise<void> {
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  while (new URL(page.url()).pathname === '/sign-in/second-factor') {
    const shown = page.getByText(/^Demo: the code is [0-9 ]+$/);
    // Each code is taken once: somebody who signed in a moment ago waits for the next half minute.
    if ((await shown.count()) === 0) {
      await page.waitForTimeout(2_000);
      await page.reload();
      continue;
    }
    await page
      .getByLabel('Code', { exact: true })
      .fill((await shown.textContent())?.replaceAll(/\D/g, '') ?? '');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in/second-factor');
  }
}

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;
const sessions = new Map<string, { state: Session; usedAt: number }>();
/** Well within the half hour after which an unused session ends. */
const FRESH_MS = 10 * 60_000;

/**
 * A browser of one's own: nobody shares a cookie with anybody. Whoever signed in before in this process comes back with
 * the session they have; a test that ends a session signs in by itself.
 */
export async function signedIn(
  browser: Browser,
  email: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const known = sessions.get(email);
  const fresh = known && Date.now() - known.usedAt < FRESH_MS ? known : undefined;
  const context = await browser.newContext({ ...options, storageState: fresh?.state });
  const page = await context.newPage();
  if (!fresh) await signIn(page, email);
  sessions.set(email, { state: fresh?.state ?? (await context.storageState()), usedAt: Date.now() });
  return page;
}

/** Chooses by a part of an option's text: `Main campus` of `Main campus, Sacramento`. */
export async function choose(page: Page, label: string, part: string): Promise<void> {
  const select = page.getByLabel(label, { exact: true });
  const option = select.locator('option', { hasText: part }).first();
  await select.selectOption((await option.getAttribute('value')) ?? part);
}

/** The field is marked as wrong and says why, in the words that a screen reader reads with it. */
export async function expectProblem(field: Locator, says: RegExp): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(says);
}

/** Presses a button that asks once more, and then does it. */
export async function pressAndConfirm(page: Page, name: RegExp | string): Promise<void> {
  const asks = page.locator('details.confirm', { has: page.locator('summary', { hasText: name }) });
  await asks.locator('summary').click();
  await asks.getByRole('button', { name }).click();
}

/** What was just done, as the page says it after a press. */
export const said = (page: Page): Locator => page.getByRole('status');

/** The id in the address of a page, such as `/requisitions/:id/details`. */
export function idIn(address: string): string {
  const [id] = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(address) ?? [];
  if (!id) throw new Error(`${address} holds no id`);
  return id;
}

/** `USD 12,345.67` or `−120.00` as minor units. */
export function minorIn(text: string): number {
  const [, sign, figure] =
    /([-−]?)(?:[A-Z]{3}[\s\u00a0])?((?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2})/.exec(text) ?? [];
  if (!figure) throw new Error(`«${text}» holds no amount`);
  return Number(figure.replaceAll(',', '').replace('.', '')) * (sign ? -1 : 1);
}
