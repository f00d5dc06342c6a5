import { desc, eq, sql } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { hashPassword } from '#app/access/password.server.ts';
import { passkeysOf } from '#app/factors/public.server.ts';
import { accountPassword, session } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { join } from '#test/cast.ts';
import { anAuthenticator } from '#test/factories/authenticator.ts';
import { aDirectory } from '#test/factories/directory.ts';
import { aProvider } from '#test/factories/provider.ts';
import type { Answer } from '#test/setup/server.ts';
import { formOnPage } from '../typed-form.ts';
import type { Living, Stranger } from './living.ts';

const FIRST = 'a lantern over cold water';
const SECOND = 'four herons on the north pier';
const to = '/account';

/** In and out by every door, and what people do with their own keys. */
export async function doors(life: Living): Promise<void> {
  const nadia = await memberOf(life, 'client');
  await forgotten(life, nadia);
  await throughThePassword(life, nadia);
  await withKeysOfTheirOwn(life, nadia);
  await fromSeveralWindows(life, nadia);
  await forTheProgramOffice(life);
  await byInvitation(life);
  await byTheirDirectory(life);
}

/** Somebody new, who has a password. */
async function memberOf({ world }: Living, at: 'client' | 'msp'): Promise<Actor> {
  const home = { id: at === 'msp' ? world.mspId : world.clientId, name: at };
  const person = await walled(world.database, { side: 'msp' }, (db) =>
    join(db, home, { name: 'Nadia Brandt', role: at === 'msp' ? 'mspFinance' : 'approver' }),
  );
  const passwordHash = await hashPassword(FIRST);
  await walled(world.database, { side: 'door' }, (db) =>
    db.insert(accountPassword).values({ accountId: person.accountId, passwordHash }),
  );
  return person;
}

/** The link in the last mail to an address. */
async function linkTo({ world }: Living, email: string, kind: string): Promise<string> {
  const [mail] = await world.rows<{ link: string }>(sql`
    select props ->> 'link' as link from mail
    where kind = ${kind} and (to_email = ${email} or to_account_id = (select id from account where email = ${email}))
    order by queued_at desc limit 1`);
  if (!mail) throw new Error(`no ${kind} to ${email}`);
  return new URL(mail.link).pathname;
}

async function forgotten(life: Living, { email }: Actor): Promise<void> {
  const at: Stranger = { browser: 'hers' };
  await life.act(at, '/forgot', { email });
  await life.act(at, await linkTo(life, email, 'passwordReset'), { password: FIRST });
}

/** In by the password; another name, another password, and out again. */
async function throughThePassword({ act }: Living, { email }: Actor): Promise<void> {
  const at: Stranger = { browser: 'hers' };
  await act(at, '/sign-in', { email, password: FIRST });
  await act(at, '/account', { name: 'Nadia Brandt-Osei' });
  await act(at, '/account/password', { currentPassword: FIRST, password: SECOND });
  await act(at, '/account/confirm', { password: SECOND, code: '', credential: '', to });
  await act(at, '/sign-out');
}

/** What an authenticator app shows for the secret on a page. */
function codeFor(page: string): string {
  const secret = /<code class="secret">([A-Z2-7 ]+)</.exec(page)?.[1];
  if (!secret) throw new Error('no secret on the page');
  return new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate();
}

const questionIn = ({ text }: Answer) => JSON.parse(text) as { challenge: string };

const recoveryCodesOn = (page: string) =>
  [...page.matchAll(/<li[^>]*><code>([^<]+)<\/code>/g)].map(([, code = '']) => code);

async function withKeysOfTheirOwn({ act, read, served, world }: Living, person: Actor): Promise<void> {
  const { email, accountId } = person;
  const at: Stranger = { browser: 'hers' };
  const key = anAuthenticator(served.address);
  await act(at, '/sign-in', { email, password: SECOND });
  const page = await read(at, '/account/authenticator');
  const offer = formOnPage(page, '/account/authenticator')?.['offer'] ?? '';
  await act(at, '/account/authenticator', { offer, code: codeFor(page) });
  await act(at, '/account/recovery-codes');
  const [code = ''] = recoveryCodesOn(await read(at, '/account/recovery-codes'));
  const asked = await act(at, '/account/passkeys/challenge');
  await act(at, '/account/passkeys/new', { credential: key.register(questionIn(asked)), name: 'A key' });
  await act(at, '/sign-out');

  await act(at, '/sign-in', { email, password: SECOND });
  await act(at, '/sign-in/second-factor', { code, to });
  await act(at, '/sign-out');

  const question = await act(at, '/sign-in/challenge');
  await act(at, '/sign-in/passkey', { credential: key.prove(questionIn(question)), to });
  const [passkey] = await walled(world.database, { side: 'door' }, (db) => passkeysOf(db, accountId));
  await act(at, `/account/passkeys/${passkey?.id}`, { name: 'The key on the ring' });
  await act(at, `/account/passkeys/${passkey?.id}/removal`);
  await act(at, '/account/authenticator/removal');
}

/** Signed in at several places, of which some are ended from one of them. */
async function fromSeveralWindows({ act, world }: Living, { email, accountId }: Actor): Promise<void> {
  const windows: Stranger[] = ['at home', 'at work', 'on the phone'].map((browser) => ({ browser }));
  for (const window of windows) await act(window, '/sign-in', { email, password: SECOND });
  const [here = { browser: '' }] = windows;
  const sessions = await walled(world.database, { side: 'door' }, (db) =>
    db
      .select({ id: session.id })
      .from(session)
      .where(eq(session.accountId, accountId))
      .orderBy(desc(session.createdAt)),
  );
  await act(here, `/account/sessions/${sessions[0]?.id}/end`);
  await act(here, '/account/sessions/others/end');
}

/** Whoever acts for the program office sets up a second factor before they are in. */
async function forTheProgramOffice(life: Living): Promise<void> {
  const { act, read, served } = life;
  for (const browser of ['with a code', 'with a passkey']) {
    const { email } = await memberOf(life, 'msp');
    await act({ browser }, '/sign-in', { email, password: FIRST });
    if (browser === 'with a code') {
      const page = await read({ browser }, '/sign-in/enrolment');
      const offer = formOnPage(page, '/sign-in/enrolment')?.['offer'] ?? '';
      await act({ browser }, '/sign-in/enrolment', { offer, code: codeFor(page), to });
    } else {
      const asked = await act({ browser }, '/sign-in/enrolment/challenge');
      const credential = anAuthenticator(served.address).register(questionIn(asked));
      await act({ browser }, '/sign-in/enrolment', { credential, name: 'A key', to });
    }
  }
}

async function byInvitation(life: Living): Promise<void> {
  const { act, world } = life;
  const email = `iris.${world.code.toLowerCase()}@people.example`;
  await act('clientAdmin', '/people/invite', { email, name: 'Iris Novak', role: 'approver' });
  await act({ browser: 'invited' }, await linkTo(life, email, 'invitation'), {
    ...{ name: 'Iris Novak', password: FIRST },
  });
}

async function byTheirDirectory({ act, world, served }: Living): Promise<void> {
  const provider = await aProvider(`${served.address}/sign-in/sso/callback`);
  const { id, domain } = await aDirectory(world, { provider, defaultRole: 'approver' });
  const at: Stranger = { browser: 'of the company' };
  await act(at, '/sign-in/sso', { email: `noor@${domain}`, to });
  await act(at, `/sign-in/sso/${id}`, { to });
  await provider.stop();
}
