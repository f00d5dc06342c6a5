import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { endOf, switchable, triesEach, turns, type Case } from './mutant.ts';

/*
 * What opens the door: passwords, codes, passkeys, half a sign-in. Each guard is switched off, and the door opens to
 * somebody to whom it must not.
 */

const STEP = 'app/access/step.server.ts';
const ACTOR = 'app/access/actor.server.ts';
const TOTP_CODES = 'app/factors/totp.server.ts';
const RECOVERY = 'app/factors/recovery-codes.server.ts';
const PASSKEYS = 'app/factors/passkeys.server.ts';
const PASSWORD_FILE = 'app/access/password.server.ts';
const FIELD = 'app/platform/crypto/field.server.ts';
const ENROL = 'app/access/commands/enrol-at-the-door.server.ts';
const SIGN_IN = 'app/access/commands/sign-in.server.ts';
const inTime = { where: 'gt(signInStep.expiresAt, sql`now()`)', off: 'undefined' };

const guards = {
  'half a sign-in lasts ten minutes': [
    { in: STEP, after: 'export async function readStep', ...inTime },
    { in: STEP, after: 'export async function finishStep', ...inTime },
  ],
  'half a sign-in is finished once': { in: STEP, where: 'ended.length > 0', off: 'true' },
  'half a sign-in is over for whoever left': {
    ...{ in: ACTOR, after: 'export async function findActor' },
    ...{ where: 'isNull(membership.endedAt)', off: 'undefined' },
  },
  'the disabled do not sign in': [
    { in: SIGN_IN, where: 'isNull(account.disabledAt)', off: 'undefined' },
    {
      ...{ in: ACTOR, after: 'export async function firstActorOf' },
      ...{ where: 'isNull(account.disabledAt)', off: 'undefined' },
    },
  ],
  'whoever left does not sign in': {
    ...{ in: ACTOR, after: 'export async function firstActorOf' },
    ...{ where: 'isNull(membership.endedAt)', off: 'undefined' },
  },
  'a wrong password opens nothing': { in: SIGN_IN, where: '!known || !matches', off: '!known' },
  'nobody has the password of nobody': { in: PASSWORD_FILE, where: 'stored !== null', off: 'true' },
  'four passwords are worked on at a time': { in: PASSWORD_FILE, where: 'working >= AT_ONCE', off: 'false' },
  'a password holds against the first guesses': {
    ...{ in: PASSWORD_FILE, where: 'whyNot(password, facts, await isAmongTheFirstTried())', off: 'null' },
  },
  'a second factor that somebody has is asked for': {
    ...{ in: 'app/access/admit.server.ts', where: 'hasFactor(await factorsOf(db, accountId))', off: 'false' },
  },
  // Looked at by the step, and once more in the transaction.
  'a password sets up no second factor beside one that is there': [
    {
      in: ENROL,
      after: 'export async function enrolAuthenticator',
      where: "step?.needs !== 'enrolment'",
      off: '!step',
    },
    {
      ...{ in: ENROL, after: 'export async function enrolAuthenticator' },
      ...{ where: 'hasFactor(await factorsOf(db, accountId))', off: 'false' },
    },
  ],
  'an authenticator is set up by its first code': {
    ...{ in: ENROL, after: 'export async function enrolAuthenticator' },
    ...{ where: '!(await keepTotp(db, accountId, offer, code, door.now))', off: 'false' },
  },
  'codes are tried a few times': {
    ...{ in: 'app/access/commands/prove-second-factor.server.ts', where: 'wait > 0', off: 'false' },
  },
  'the code of an authenticator is taken once': {
    ...{ in: TOTP_CODES, where: 'lt(totpFactor.lastStep, step)', off: 'undefined' },
  },
  'the code of an authenticator is of this minute': {
    ...{ in: TOTP_CODES, after: 'timestamp: now.getTime(), window: ', where: 'WINDOW', off: '9' },
  },
  'a recovery code is taken once': {
    ...{ in: RECOVERY, after: 'export async function takeRecoveryCode' },
    ...{ where: 'isNull(recoveryCode.usedAt)', off: 'undefined' },
  },
  'the offer of an authenticator lasts half an hour': {
    ...{ in: TOTP_CODES, where: 'age >= 0 && age <= OFFER_MINUTES * 60_000', off: 'true' },
  },
  'what is sealed for one row opens in no other': {
    ...{ in: FIELD, where: 'Buffer.from(JSON.stringify([VERSION, keyId, table, column, id]))' },
    off: "Buffer.from('anywhere')",
  },
  'a signature that was made up is none': {
    ...{ in: FIELD, where: 'given.length === expected.length && timingSafeEqual(given, expected)' },
    off: 'true',
  },
  'a passkey answers a question once': { in: PASSKEYS, where: 'redeemed.length > 0', off: 'true' },
  'a passkey answers within five minutes': {
    ...{ in: PASSKEYS, where: 'gt(passkeyChallenge.expiresAt, sql`now()`)', off: 'undefined' },
  },
  'a passkey answers what was asked at the door': {
    ...{ in: PASSKEYS, where: 'isNull(passkeyChallenge.accountId)', off: 'undefined' },
  },
  'a passkey is unlocked by whom it belongs to': {
    ...{ in: PASSKEYS, after: 'verifyAuthenticationResponse({\n', where: 'true', off: 'false' },
  },
  // The library compares as well.
  'a passkey that was copied is noticed': [
    { in: PASSKEYS, where: 'known?.passkey.counter ?? 0', off: '0' },
    {
      ...{ in: PASSKEYS, off: 'undefined' },
      where: 'or(sql`${newCounter} > ${passkey.counter}`, sql`${newCounter} = 0 and ${passkey.counter} = 0`)',
    },
  ],
  'a passkey of the disabled opens nothing': {
    ...{ in: PASSKEYS, where: 'isNull(account.disabledAt)', off: 'undefined' },
  },
  'the demo’s passwords open no deployment in earnest': {
    ...{ in: 'app/access/demo-accounts.server.ts', off: 'false' },
    where: 'await verifyPassword(stored, KNOWN_TO_EVERYBODY)',
  },
};
switchable(guards);

// In a database of its own: no server opens its doors where the demo's administrator is known.
const { separateTestDatabase } = await import('#test/setup/database.ts');
process.env['MUSTER_TEST_URL'] = (await separateTestDatabase('door_mutants')).url;
const { insistOnNobodyOfTheDemo } = await import('#app/access/demo-accounts.server.ts');
const { enrolAuthenticator } = await import('#app/access/commands/enrol-at-the-door.server.ts');
const { signInWithPasskey } = await import('#app/access/commands/sign-in.server.ts');
const { proveSecondFactor } = await import('#app/access/commands/prove-second-factor.server.ts');
const { hashesAtWork, hashPassword, passwordProblem, verifyPassword } =
  await import('#app/access/password.server.ts');
const { finishStep, readStep } = await import('#app/access/step.server.ts');
const { askForPasskey, offerAgain, offerPasskey, offerTotp, takeCode } =
  await import('#app/factors/public.server.ts');
const { openField, readSigned, sealField, signText } = await import('#app/platform/crypto/field.server.ts');
const { aBrowser } = await import('#test/factories/doorstep.ts');
const { anAuthenticator } = await import('#test/factories/authenticator.ts');
const door = await import('./at-the-door.ts');
const { atDoor, baseUrl, browserOf, disable, leaves, moved, proves } = door;
const { recoveryCodes, saysOf, SECRET, somebody, tries, world } = door;

const codeAt = (at: number, secret = SECRET) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

/** Sets up an authenticator half way through the door, with its code or another one. */
async function enrols(person: Actor, wrong?: string): Promise<string> {
  const door = (await browserOf(person)).door();
  const { sealed, secret } = offerTotp(person.accountId, person.email, door.now);
  const code = wrong ?? codeAt(door.now.getTime(), secret);
  return saysOf(await enrolAuthenticator(door, { offer: sealed, code, to: '/' }));
}

/** Signs in with a passkey, after what happened to the question or to its owner. */
async function withPasskey(
  answer: { counter?: number; verified?: boolean; times?: number } = {},
  meanwhile: (person: Actor) => Promise<unknown> = () => Promise.resolve(),
  ask: (person: Actor) => Promise<{ challenge: string }> = () => askForPasskey(world.database, baseUrl),
): Promise<string> {
  const person = await somebody();
  const device = anAuthenticator(baseUrl);
  await atDoor((db) => device.keepFor(db, person.accountId));
  const credential = device.prove(await ask(person), answer);
  await meanwhile(person);
  let said = '';
  for (let time = 0; time < (answer.times ?? 1); time += 1)
    said = saysOf(await signInWithPasskey(aBrowser(world.database).door(), { credential, to: '/' }));
  return said;
}
const NO_PASSKEY = /^This passkey is not known here/;
const NO_MEMBER = /^You are no longer a member/;

/** Takes a code of an authenticator so many seconds before now, again and again. */
async function taken(...secondsAgo: number[]): Promise<string> {
  const { accountId } = await somebody('msp');
  const now = new Date();
  const takes: (string | null)[] = [];
  for (const seconds of secondsAgo)
    takes.push(await atDoor((db) => takeCode(db, accountId, codeAt(now.getTime() - seconds * 1000), now)));
  return takes.join(' then ');
}

const cases: Record<keyof typeof guards, Case> = {
  'half a sign-in lasts ten minutes': turns('out', 'in', async () => {
    const person = await somebody('msp');
    const [browser, [code]] = [await browserOf(person), await recoveryCodes(person)];
    await moved(sql`update sign_in_step set created_at = now() - interval '11 minutes',
      expires_at = now() - interval '1 minute' where account_id = ${person.accountId}`);
    return proves(browser, code);
  }),
  'half a sign-in is finished once': turns([true, false], [true, true], async () => {
    const step = await readStep((await browserOf(await somebody('msp'))).door());
    if (!step) throw new Error('the password was not taken');
    return [await atDoor((db) => finishStep(db, step)), await atDoor((db) => finishStep(db, step))];
  }),
  'half a sign-in is over for whoever left': turns('is over', 'goes on', async () => {
    const person = await somebody('msp');
    const browser = await browserOf(person);
    await leaves(person);
    return (await readStep(browser.door())) ? 'goes on' : 'is over';
  }),
  'the disabled do not sign in': turns('E-mail and password do not belong together.', '/', async () => {
    const person = await somebody();
    await disable(person);
    return tries(aBrowser(world.database), person);
  }),
  'whoever left does not sign in': turns(NO_MEMBER, '/', async () => {
    const person = await somebody();
    await leaves(person);
    return tries(aBrowser(world.database), person);
  }),
  'a wrong password opens nothing': turns('E-mail and password do not belong together.', '/', async () =>
    tries(aBrowser(world.database), await somebody(), 'not this one at all'),
  ),
  'nobody has the password of nobody': turns(false, true, () =>
    verifyPassword(null, 'nobody has this password'),
  ),
  'four passwords are worked on at a time': turns(4, 8, async () => {
    const all = Array.from({ length: 8 }, (_, index) => hashPassword(`sentence number ${index}`));
    const most = hashesAtWork();
    await Promise.all(all);
    return most;
  }),
  'a password holds against the first guesses': turns('refused', 'taken', async () =>
    (await passwordProblem('password1234', [])) ? 'refused' : 'taken',
  ),
  'a second factor that somebody has is asked for': turns('/sign-in/second-factor', '/', async () =>
    tries(aBrowser(world.database), await somebody('client', { totp: true })),
  ),
  'a password sets up no second factor beside one that is there': turns(
    /finished elsewhere/,
    '/account/recovery-codes',
    async () => enrols(await somebody('msp')),
  ),
  'an authenticator is set up by its first code': turns(/not the code/, '/account/recovery-codes', async () =>
    enrols(await somebody('msp', { totp: false }), '000000'),
  ),
  'codes are tried a few times': turns(true, false, async () => {
    const browser = await browserOf(await somebody('msp'), '198.18.7.1');
    let waits = false;
    for (let tried = 0; tried < 7; tried += 1) {
      const answer = await proveSecondFactor(browser.door(), { code: '000000', to: '/' });
      waits ||= !answer.ok && answer.waitSeconds !== undefined;
    }
    return waits;
  }),
  'the code of an authenticator is taken once': turns('totp then ', 'totp then totp', () => taken(0, 0)),
  'the code of an authenticator is of this minute': turns('', 'totp', () => taken(120)),
  // Nor does the database take one twice.
  'a recovery code is taken once': turns('neither', 'the database: this was used already', async () => {
    const person = await somebody();
    const [code = ''] = await recoveryCodes(person);
    const take = () => atDoor((db) => takeCode(db, person.accountId, code, new Date()));
    await take();
    return endOf(async () => (await take()) ?? 'neither');
  }),
  'the offer of an authenticator lasts half an hour': turns('too old', 'good', () => {
    const { accountId, email } = world.people.ana;
    const { sealed } = offerTotp(accountId, email, new Date(Date.now() - 31 * 60_000));
    return offerAgain(sealed, accountId, email, new Date()) ? 'good' : 'too old';
  }),
  'what is sealed for one row opens in no other': turns('nothing', 'a secret', () => {
    const cell = { table: 'totp_factor', column: 'secret', id: 'one' };
    const sealed = sealField('a secret', cell);
    try {
      return openField(sealed, { ...cell, id: 'another' });
    } catch {
      return 'nothing';
    }
  }),
  'a signature that was made up is none': turns(null, 'somebody else', () => {
    const [, keyId, mac] = signText('device', 'somebody').split('.');
    return readSigned('device', `somebody else.${keyId}.${mac}`);
  }),
  'a passkey answers a question once': turns(NO_PASSKEY, '/', () => withPasskey({ times: 2 })),
  'a passkey answers within five minutes': turns(NO_PASSKEY, '/', () =>
    withPasskey({}, () => moved(sql`update passkey_challenge set expires_at = now() - interval '1 second'`)),
  ),
  'a passkey answers what was asked at the door': turns(NO_PASSKEY, '/', () =>
    withPasskey({}, undefined, (person) => offerPasskey(world.database, baseUrl, person)),
  ),
  'a passkey is unlocked by whom it belongs to': turns(NO_PASSKEY, '/', () =>
    withPasskey({ verified: false }),
  ),
  'a passkey that was copied is noticed': turns(NO_PASSKEY, '/', () =>
    withPasskey({ counter: 4 }, ({ accountId }) =>
      moved(sql`update passkey set counter = 5 where account_id = ${accountId}`),
    ),
  ),
  'a passkey of the disabled opens nothing': turns(NO_PASSKEY, NO_MEMBER, () => withPasskey({}, disable)),
  'the demo’s passwords open no deployment in earnest': turns('stops', 'starts', async () => {
    const hash = await hashPassword('muster-demo');
    await moved(sql`with demo as (
      insert into account (id, email, name) values (${randomUUID()}, 'admin@northgate.example', 'Admin')
      on conflict do nothing returning id)
      insert into account_password (account_id, password_hash) select id, ${hash} from demo`);
    return insistOnNobodyOfTheDemo(world.database).then(
      () => 'starts',
      () => 'stops',
    );
  }),
};
triesEach(cases);
