import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import { policy, type Action } from '#app/platform/authorization/policy.ts';
import type { Actor, Subject } from '#app/platform/authorization/vocabulary.ts';
import { account, membership } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { join } from '#test/cast.ts';
import { addresses, type Address } from '#test/policy/manifest.ts';
import { routeLines, type Guard, type Kind, type RouteLine } from '#test/policy/routes.ts';
import { serve, type Answer, type Served } from '#test/setup/server.ts';
import { aPopulatedProgram, type PopulatedWorld } from '#test/walls/populated.ts';
import { canBeDeleted, goneIds } from './gone.ts';
import { thingFor, type Found } from './things.ts';

/*
 * What the matrix of addresses, people and ids is asked with. What must come back follows from the policy table, the
 * walls, and the line of the address in test/policy/routes.ts; nothing here knows a page.
 */

export type Visitor = { name: string; actor: Actor; cookie: string };
export type Setting = {
  served: Served;
  world: PopulatedWorld;
  elsewhere: PopulatedWorld;
  everybody: Visitor[];
  /** Ids of things of this world that were deleted, where a kind can be. */
  gone: Map<Kind, string>;
  /** Those who hold a cookie that was good once, or never. */
  lockedOut: { name: string; cookie: string }[];
};

/** Two programs with everything in them, the people of one of them signed in, and those who no longer get in. */
export async function openSetting(): Promise<Setting> {
  const served = await serve();
  const world = await aPopulatedProgram();
  const elsewhere = await aPopulatedProgram();
  return {
    ...{ served, world, elsewhere, everybody: await signEverybodyIn(served, world) },
    gone: await goneIds(served.database, world),
    lockedOut: await lockOut(served, world),
  };
}

/** The people of a program, one of each role and a rival, each with the cookie of a session. */
export async function signEverybodyIn(served: Served, { people, tessa }: PopulatedWorld): Promise<Visitor[]> {
  const cast = {
    ...{ mspAdmin: people.admin, mspCoordinator: people.coordinator, mspFinance: people.finance },
    ...{ auditor: people.auditor, hiringManager: people.ana, approver: people.approver },
    ...{ clientFinance: people.clientFinance, clientAdmin: people.clientAdmin, recruiter: people.recruiter },
    ...{ supplierFinance: people.supplierFinance, supplierAdmin: people.supplierAdmin, worker: tessa },
    rivalRecruiter: people.rivalRecruiter,
  };
  return Promise.all(
    Object.entries(cast).map(async ([name, actor]) => ({
      name,
      actor,
      cookie: await served.cookieFor(actor),
    })),
  );
}

async function lockOut({ database, cookieFor }: Served, { clientId, clientName }: PopulatedWorld) {
  const home = { id: clientId, name: clientName };
  const leavers = await walled(database, { side: 'msp' }, async (db) => ({
    disabled: await join(db, home, { name: 'Dina Sable', role: 'clientAdmin' }),
    departed: await join(db, home, { name: 'Leo Parting', role: 'clientAdmin' }),
  }));
  const cookies = await Promise.all(
    Object.entries(leavers).map(async ([name, actor]) => ({ name, cookie: await cookieFor(actor) })),
  );
  await walled(database, { side: 'msp' }, async (db) => {
    const now = new Date();
    await db.update(account).set({ disabledAt: now }).where(eq(account.id, leavers.disabled.accountId));
    await db.update(membership).set({ endedAt: now }).where(eq(membership.id, leavers.departed.membershipId));
  });
  return [{ name: 'nobody', cookie: '' }, ...cookies, { name: 'forged', cookie: 'muster_session=forged' }];
}

export type IdKind = 'own' | "another program's" | 'crossed' | 'deleted' | 'random' | 'malformed';
export const idKinds: IdKind[] = ['own', "another program's", 'crossed', 'deleted', 'random', 'malformed'];
type Nothing = { id: string; visible: false; subject: Subject };
export type Id = Found | Nothing;
const nothing = (id: string): Nothing => ({ id, visible: false, subject: {} });

const known = new Map<string, ReturnType<typeof thingFor>>();
function remembered({ served }: Setting, whose: PopulatedWorld, kind: Kind, actor: Actor) {
  const key = `${whose.clientId} ${kind} ${actor.membershipId}`;
  const found = known.get(key) ?? thingFor(served.database, whose, kind, actor);
  known.set(key, found);
  return found;
}

/**
 * What stands in the place of each id of an address; null where there is no such thing to name. `crossed` names a thing
 * of another program inside one's own, `deleted` one that is no more.
 */
export async function idsFor(
  setting: Setting,
  line: RouteLine,
  kind: IdKind,
  actor: Actor,
): Promise<Id[] | null> {
  const kinds = Object.values(line.of ?? {});
  if (kind === 'crossed' && kinds.length < 2) return null;
  if (kind === 'deleted' && !kinds.some(canBeDeleted)) return null;
  const ids = await Promise.all(
    kinds.map(async (each, place): Promise<Id | null> => {
      if (kind === 'random')
        return nothing(each === 'charge' || each === 'event' ? '987654321' : randomUUID());
      if (kind === 'malformed') return nothing('not-an-id');
      if (kind === 'deleted' && canBeDeleted(each)) return nothing(setting.gone.get(each) ?? '');
      const isOwn = kind === 'own' || kind === 'deleted' || (kind === 'crossed' && place === 0);
      return remembered(setting, isOwn ? setting.world : setting.elsewhere, each, actor);
    }),
  );
  return ids.every((id) => id !== null) ? ids : null;
}

const may = (actor: Actor, guard: Guard | undefined, subject: Subject) =>
  guard !== undefined && (guard === 'anybody' || guard === 'open' || mayDo(actor, guard, subject));

/** The refusal that policy and wall ask for, or null where nothing refuses. */
export function refusalOf(
  line: RouteLine,
  guard: Guard,
  { actor, ids, kind }: { actor: Actor; ids: Id[]; kind: IdKind },
): 403 | 404 | null {
  if (guard === 'open') return null;
  if (line.asksFirst && !may(actor, guard, {})) return 403;
  // What an address begins with is found first, and says who may; then comes what lies in it.
  const [first, ...inside] = ids;
  if (first && !first.visible) return 404;
  const subject = first?.subject ?? {};
  if (!may(actor, guard, subject) && !may(actor, line.or, subject)) return 403;
  return kind === 'crossed' || inside.some(({ visible }) => !visible) ? 404 : null;
}

/** Whether the policy has a cell at all for this role: only then do ids of others tell more than its absence. */
const hasCell = (guard: Guard | 'leads' | undefined, { role }: Actor) =>
  guard !== undefined && (!(guard in policy) || role in policy[guard as Action]);

const oneOfEachSide = ['mspAdmin', 'hiringManager', 'recruiter', 'worker'];
/** Every combination, asked by name only, as `MUSTER_DEEP=1`. */
const deep = process.env['MUSTER_DEEP'] === '1';

/**
 * Which combinations are worth a request: everybody with their own, whoever could do it with another's, one of each
 * side with what does not exist.
 */
function isWorthAsking(kind: IdKind, guard: Guard | 'leads' | undefined, { name, actor }: Visitor): boolean {
  if (deep || kind === 'own') return true;
  if (kind === 'malformed') return name === 'hiringManager';
  if (kind === 'random') return oneOfEachSide.includes(name);
  return oneOfEachSide.includes(name) || (actor.side !== 'msp' && hasCell(guard, actor));
}

export type Combination = { address: Address; line: RouteLine; who: Visitor; kind: IdKind };

/** Everything to ask, for what a line says of reading or of posting. */
export const combinations = (
  { everybody }: Setting,
  guardOf: (line: RouteLine) => Guard | 'leads' | undefined,
): Combination[] =>
  addresses
    .filter(({ pattern }) => !pattern.endsWith('?index'))
    .flatMap((address) => {
      const line = routeLines[address.pattern];
      if (!line) return [];
      return everybody.flatMap((who) =>
        idKinds
          .filter((kind) => kind === 'own' || (line.of && isWorthAsking(kind, guardOf(line), who)))
          .map((kind) => ({ address, line, who, kind })),
      );
    });

/** Where to ask: a page for its data alone, which are the same loaders and the same answers without drawing it. */
export function pathOf({ pattern, isPage }: Address, ids: { id: string }[]): string {
  let place = 0;
  const filled = pattern.replaceAll(/:[A-Za-z]+/g, () => ids[place++]?.id ?? '');
  return isPage ? `/${filled || '_root'}.data` : `/${filled}`;
}

/** A redirect of a page's data is told in words, with a status of its own. */
export const statusOf = ({ status }: Answer): number => (status === 202 ? 302 : status);

/** Asks all of it, a few at a time. */
export async function askAll<T>(questions: T[], ask: (question: T) => Promise<void>): Promise<void> {
  const waiting = questions[Symbol.iterator]();
  const worker = async () => {
    for (const question of waiting) await ask(question);
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}
