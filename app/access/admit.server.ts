import type { Db } from '#db/connection.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { deviceName, ipPrefixOf } from '#app/platform/http/visitor.ts';
import { factorsOf, hasFactor } from '#app/factors/public.server.ts';
import { roles } from '#app/values/roles.ts';
import { rememberDevice } from './device.server.ts';
import { contextOf, type Doorstep } from './doorstep.server.ts';
import { membershipSwitched, newsOf, signedIn } from './events.ts';
import { closeSessionIn, openSessionIn, type SecondFactor } from './session.server.ts';
import { beginStep, clearStep } from './step.server.ts';

/** Where a browser goes on, and the cookies that it takes along. */
export type Way = { to: string; cookies: string[] };

const withTarget = (path: string, to: string) => (to === '/' ? path : `${path}?to=${encodeURIComponent(to)}`);

/**
 * What a right password opens. Whoever has a second factor is asked for it; whoever acts for the program office must have one and
 * is led to it before anything else; everybody else is in.
 */
export async function admit(door: Doorstep, db: Db, person: Actor, to: string): Promise<Way> {
  const owes = await owedBy(db, person);
  if (!owes) return letIn(door, db, person, { to, secondFactor: null });
  // Nobody is signed in meanwhile, also not as whoever was before.
  const closed = await closeSessionIn(db, door.baseUrl, door.cookie);
  const step = await beginStep(door, db, person, owes);
  const path = owes === 'code' ? '/sign-in/second-factor' : '/sign-in/enrolment';
  return { to: withTarget(path, to), cookies: [closed, step] };
}

async function owedBy(db: Db, { accountId, side }: Actor): Promise<'code' | 'enrolment' | null> {
  if (hasFactor(await factorsOf(db, accountId))) return 'code';
  return side === 'msp' ? 'enrolment' : null;
}

const switchedTo = ({ membershipId, clientId, supplierId, organizationName, role }: Actor) =>
  membershipSwitched({
    ...{ subjectId: membershipId, clientId, supplierId },
    facts: { roleLabel: roles[role].label, organizationName },
  });

type Entry = {
  to: string;
  secondFactor: SecondFactor | null;
  /** Set where somebody who is in already goes on as another of theirs. */
  insideSince?: Date;
};

/** Opens a new session for somebody who is in, where the one that they had must not go on; with nothing to tell. */
export async function reopen(door: Doorstep, db: Db, person: Actor): Promise<string[]> {
  await closeSessionIn(db, door.baseUrl, door.cookie);
  const session = await openSessionIn(db, door.baseUrl, person.accountId, person.membershipId, {
    ...browserAt(door),
    secondFactor: person.session?.secondFactor ?? null,
  });
  return [session, await rememberDevice(door, db, person.accountId)];
}

const browserAt = ({ visitor }: Doorstep) => ({
  userAgent: deviceName(visitor.userAgent),
  ipPrefix: ipPrefixOf(visitor.ip),
});

/** Opens the session of somebody who has proven all that is asked of them, under a new id; the one before ends. */
export async function letIn(door: Doorstep, db: Db, person: Actor, entry: Entry): Promise<Way> {
  const { to, secondFactor, insideSince } = entry;
  await closeSessionIn(db, door.baseUrl, door.cookie);
  const { userAgent, ipPrefix } = browserAt(door);
  const session = await openSessionIn(db, door.baseUrl, person.accountId, person.membershipId, {
    ...{ userAgent, ipPrefix, secondFactor },
    ...(insideSince ? { provenAt: insideSince } : {}),
  });
  const device = await rememberDevice(door, db, person.accountId);
  const news = insideSince
    ? switchedTo(person)
    : newsOf(signedIn, person, { with: secondFactor ?? 'password', browser: userAgent, network: ipPrefix });
  await recordEvent(contextOf(door, db, person), news);
  return { to, cookies: [session, device, await clearStep(door)] };
}
