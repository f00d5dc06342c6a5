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
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/');
}

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;
const sessions = new Map<string, Session>();

/**
 * A browser of one's own: nobody shares a cookie with anybody. Whoever signed in before in this process comes back with
 * the session they have; a test that ends a session signs in by itself.
 */
export async function signedIn(
  browser: Browser,
  email: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ ...options, storageState: sessions.get(email) });
  const page = await context.newPage();
  if (!sessions.has(email)) {
    await signIn(page, email);
    sessions.set(email, await context.storageState());
  }
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
