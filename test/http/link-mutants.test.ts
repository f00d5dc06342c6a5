import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { endOf, switchable, triesEach, turns, type Case } from './mutant.ts';

/*
 * Links that let somebody in. Each guard of them is switched off, and a link works that must not, or lets in too much.
 */

const RESET = 'app/access/commands/reset-password.server.ts';
const ASK = 'app/access/commands/request-reset.server.ts';
const ACCEPT = 'app/access/commands/accept-invitation.server.ts';
const DELIVER = 'app/platform/mail/deliver-mail.server.ts';
const TOKEN = 'app/access/token.server.ts';

const guards = {
  'a link to a new password works once': {
    ...{ in: RESET, after: 'const isOpen', where: 'isNull(passwordReset.endedAt)', off: 'undefined' },
  },
  'a link to a new password works for an hour': {
    ...{ in: RESET, where: 'gt(passwordReset.expiresAt, sql`now()`)', off: 'undefined' },
  },
  'a newer link ends the one before': {
    ...{ in: ASK, where: 'eq(passwordReset.accountId, accountId)', off: 'sql`false`' },
  },
  'three links an hour are sent': { in: ASK, where: 'known && !full', off: 'known' },
  'a link takes no weak password': {
    ...{ in: RESET, off: 'null' },
    where: 'await passwordProblem(password, [person.name, person.email, person.organizationName])',
  },
  'an invitation works once': {
    ...{ in: ACCEPT, where: 'isNull(invitation.acceptedAt)', off: 'undefined' },
  },
  'an invitation works until its day': {
    ...{ in: ACCEPT, where: 'gt(invitation.expiresAt, sql`now()`)', off: 'undefined' },
  },
  'an invitation that was taken back works no more': {
    ...{ in: ACCEPT, where: 'isNull(invitation.withdrawnAt)', off: 'undefined' },
  },
  'an invitation does not open an account that is there': {
    ...{ in: ACCEPT, where: 'await verifyPassword(known?.passwordHash ?? null, password)', off: 'true' },
  },
  'an invitation lets nobody guess faster': { in: ACCEPT, where: 'wait > 0', off: 'false' },
  'an invitation does not open an account that is disabled': {
    ...{ in: ACCEPT, where: 'invited.account?.isDisabled', off: 'false' },
  },
  'the table holds nothing that opens a link': {
    ...{ in: TOKEN, where: "createHash('sha256').update(token).digest('hex')", off: 'token' },
  },
  'a link that was sent is kept nowhere': {
    ...{ in: DELIVER, where: 'carriesKey(sent.kind)', off: 'false' },
  },
  'the disabled are not written to': {
    ...{
      in: DELIVER,
      after: 'if (queued.toAccountId)',
      where: 'isNull(account.disabledAt)',
      off: 'undefined',
    },
  },
};
switchable(guards);

const { acceptInvitation } = await import('#app/access/commands/accept-invitation.server.ts');
const { requestReset } = await import('#app/access/commands/request-reset.server.ts');
const { resetPassword } = await import('#app/access/commands/reset-password.server.ts');
const { newToken } = await import('#app/access/token.server.ts');
const { readConfig } = await import('#app/platform/config/config.server.ts');
const { deliverMail } = await import('#app/platform/mail/deliver-mail.server.ts');
const { aBrowser } = await import('#test/factories/doorstep.ts');
const { aPostOffice } = await import('#test/factories/post-office.ts');
const { asMsp, disable, moved, somebody, world } = await import('./at-the-door.ts');

const NEW_PASSWORD = 'seven quiet boats return';
let place = 0;
/** From a network where nobody asked before. */
const fromElsewhere = () => aBrowser(world.database, { ip: `198.19.${(place += 1)}.1` }).door();

/** The links that somebody was sent, oldest first. */
async function linksTo(person: Actor, times = 1): Promise<string[]> {
  for (let asked = 0; asked < times; asked += 1) await requestReset(fromElsewhere(), person.email);
  const rows = await world.rows<{ link: string }>(sql`select props ->> 'link' as link from mail
    where to_account_id = ${person.accountId} and kind = 'passwordReset' order by queued_at, id`);
  return rows.map(({ link }) => link.split('/').at(-1) ?? '');
}

const resets = (token = '', password = NEW_PASSWORD) =>
  endOf(async () => {
    const answer = await resetPassword(fromElsewhere(), token, password);
    return answer.ok ? 'works' : (answer.problems[0]?.field ?? '');
  });

type Invited = { email?: string; days?: number; withdrawn?: boolean };

/** Somebody is invited. @returns the token of the link */
async function invited({ email, days = 7, withdrawn = false }: Invited = {}): Promise<string> {
  const { token, tokenHash } = newToken();
  await asMsp((db) =>
    db.execute(sql`insert into invitation
      (organization_id, email, name, role, token_hash, created_at, expires_at, withdrawn_at)
      values (${world.clientId}, ${email ?? `${randomUUID()}@people.example`}, 'Nora Feld', 'clientFinance', ${tokenHash},
        now() - interval '8 days', now() + make_interval(days => ${days}),
        case when ${withdrawn} then now() end)`),
  );
  return token;
}

const accepts = (token: string, password = NEW_PASSWORD) =>
  endOf(async () => {
    const answer = await acceptInvitation(fromElsewhere(), token, { name: 'Nora Feld', password });
    return answer.ok ? 'works' : (answer.problems[0]?.message ?? '');
  });

/** Delivers what somebody was sent last. @returns the message that is kept */
async function delivered(person: Actor, smtpUrl: string | null): Promise<string> {
  const [token] = await linksTo(person);
  const [mail] = await world.rows<{ id: string }>(
    sql`select id from mail where to_account_id = ${person.accountId}`,
  );
  const config = { ...readConfig(), smtpUrl };
  await deliverMail.run({ ...world.surroundings(), config }, { mailId: mail?.id ?? '' });
  const [kept] = await world.rows<{ text: string }>(
    sql`select text from mail_message where mail_id = ${mail?.id ?? ''}`,
  );
  return kept ? (token && kept.text.includes(token) ? 'the link' : 'no link') : 'no message';
}

const cases: Record<keyof typeof guards, Case> = {
  'a link to a new password works once': turns('', 'the database: this was used already', async () => {
    const [token] = await linksTo(await somebody());
    await resets(token);
    return resets(token, 'seven quiet boats depart');
  }),
  'a link to a new password works for an hour': turns('', 'works', async () => {
    const person = await somebody();
    const [token] = await linksTo(person);
    await moved(sql`update password_reset set created_at = now() - interval '61 minutes',
      expires_at = now() - interval '1 minute' where account_id = ${person.accountId}`);
    return resets(token);
  }),
  'a newer link ends the one before': turns('', 'works', async () => {
    const [older] = await linksTo(await somebody(), 2);
    return resets(older);
  }),
  'three links an hour are sent': turns(3, 4, async () => (await linksTo(await somebody(), 4)).length),
  'a link takes no weak password': turns('password', 'works', async () => {
    const [token] = await linksTo(await somebody());
    return resets(token, 'password1234');
  }),
  'an invitation works once': turns(/was used already/, /Enter its password/, async () => {
    const token = await invited();
    await accepts(token);
    return accepts(token, 'seven quiet boats depart');
  }),
  'an invitation works until its day': turns(/days have passed/, 'works', async () =>
    accepts(await invited({ days: -1 })),
  ),
  'an invitation that was taken back works no more': turns(
    /Ask for a new one/,
    /^the database: .*withdrawn_or_accepted/,
    async () => accepts(await invited({ withdrawn: true })),
  ),
  'an invitation does not open an account that is there': turns(/Enter its password/, 'works', async () =>
    accepts(await invited(await somebody()), 'not this one at all'),
  ),
  'an invitation lets nobody guess faster': turns(/^Too many tries/, /Enter its password/, async () => {
    const token = await invited(await somebody());
    const { database } = world;
    const here = aBrowser(database, { ip: `198.20.${(place += 1)}.1` }).door();
    let said = '';
    for (let tried = 0; tried < 7; tried += 1) {
      const answer = await acceptInvitation(here, token, { name: 'Nora Feld', password: 'a wrong guess' });
      said = answer.ok ? 'works' : (answer.problems[0]?.message ?? '');
    }
    return said;
  }),
  'an invitation does not open an account that is disabled': turns(
    /is disabled/,
    /Enter its password/,
    async () => {
      const person = await somebody();
      await disable(person);
      return accepts(await invited(person), 'not this one at all');
    },
  ),
  'the table holds nothing that opens a link': turns('a hash', 'the key', () => {
    const { token, tokenHash } = newToken();
    return token === tokenHash ? 'the key' : 'a hash';
  }),
  'a link that was sent is kept nowhere': turns('no link', 'the link', async () => {
    const office = await aPostOffice();
    const kept = await delivered(await somebody(), `smtp://127.0.0.1:${office.port}`);
    await office.close();
    return kept;
  }),
  'the disabled are not written to': turns('no message', 'the link', async () => {
    const person = await somebody();
    await linksTo(person);
    await disable(person);
    return delivered(person, null);
  }),
};
triesEach(cases);
