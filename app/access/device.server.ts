import { randomBytes } from 'node:crypto';
import { sql, type AnyColumn } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import { knownPlace } from '#db/schema/index.ts';
import { blindIndex, readSigned, signText } from '#app/platform/crypto/field.server.ts';
import { ipPrefixOf } from '#app/platform/http/visitor.ts';
import type { Lane } from '#app/platform/throttle/throttle.server.ts';
import { doorCookies, readText } from './cookies.server.ts';
import type { Doorstep } from './doorstep.server.ts';

/** A browser that several people share remembers so many of them. */
const PEOPLE_OF_A_DEVICE = 5;
/** For so long a place stays known after the last sign-in from it. */
const KNOWN_DAYS = 90;

const MINUTE = 60;

type Device = { id: string; accountIds: string[] };

async function deviceOf({ baseUrl, cookie }: Doorstep): Promise<Device | null> {
  const signed = await readText(doorCookies(baseUrl).device, cookie);
  const [id, ...accountIds] = readSigned('device', signed)?.split('.') ?? [];
  return id ? { id, accountIds } : null;
}

const placeHashOf = ({ visitor }: Doorstep) => blindIndex('place', ipPrefixOf(visitor.ip));

/** Whether an account was signed in to from this network lately: a condition of a query, whoever the account is. */
export const isKnownPlace = (door: Doorstep, accountId: AnyColumn | string) =>
  sql<boolean>`exists (select from known_place p where p.account_id = ${accountId}
    and p.place_hash = ${placeHashOf(door)} and p.last_used_at > now() - make_interval(days => ${KNOWN_DAYS}))`;

/**
 * Remembers where somebody signed in, by a signed cookie and by the network: from there strangers' tries elsewhere do not
 * slow them down (OWASP, «Device cookies»).
 * @returns the cookie
 */
export async function rememberDevice(door: Doorstep, db: Db, accountId: string): Promise<string> {
  await db
    .insert(knownPlace)
    .values({ accountId, placeHash: placeHashOf(door), lastUsedAt: door.now })
    .onConflictDoUpdate({
      target: [knownPlace.accountId, knownPlace.placeHash],
      set: { lastUsedAt: door.now },
    });
  const device = await deviceOf(door);
  const id = device?.id ?? randomBytes(16).toString('base64url');
  const others = (device?.accountIds ?? []).filter((other) => other !== accountId);
  const accountIds = [accountId, ...others].slice(0, PEOPLE_OF_A_DEVICE);
  return doorCookies(door.baseUrl).device.serialize(signText('device', [id, ...accountIds].join('.')));
}

/**
 * The lanes in which tries on an account are counted. A device that signed in before has one of its own. From elsewhere, tries
 * are counted by account and network, by network, and for all strangers to an account together; a network from which its owner
 * signed in before is no stranger. So nobody's guesses stand in the way of somebody who comes back to where they were.
 * @param subject the account as it was named: an e-mail, also one that nobody has
 */
export async function lanesFor(
  door: Doorstep,
  purpose: 'password' | 'code',
  { subject, accountId, placeIsKnown }: { subject: string; accountId: string | null; placeIsKnown: boolean },
): Promise<Lane[]> {
  const key = subject.toLowerCase();
  const device = await deviceOf(door);
  if (device && accountId && device.accountIds.includes(accountId))
    return [{ purpose: `${purpose} device`, key: `${key} ${device.id}`, burst: 5, everySeconds: 3 * MINUTE }];
  const place = ipPrefixOf(door.visitor.ip);
  const here = { purpose: `${purpose} pair`, key: `${key} ${place}`, burst: 5, everySeconds: 3 * MINUTE };
  if (placeIsKnown) return [here];
  return [
    here,
    { purpose: `${purpose} place`, key: place, burst: 100, everySeconds: 36 },
    { purpose: `${purpose} account`, key, burst: 20, everySeconds: 2 * MINUTE },
  ];
}
