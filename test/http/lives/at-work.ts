import { randomUUID } from 'node:crypto';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { walled } from '#db/walled.ts';
import { join } from '#test/cast.ts';
import type { World } from '#test/factories/program.ts';
import { placementInRows } from '#test/factories/rows.ts';
import type { Answer } from '#test/setup/server.ts';
import type { Living } from './living.ts';

/** Who works, and under what. */
export type AtWork = { worker: Actor; assignmentId: string };

/**
 * Somebody who has been at work for long, with an account. Written as rows: nobody is hired for a day gone by, and
 * hiring.ts leads there.
 */
export async function atWork(world: World): Promise<AtWork> {
  const { supplierId, workerId, assignmentId } = await placementInRows(world);
  const home = { id: supplierId, name: world.people.recruiter.organizationName };
  const person = { name: 'Tessa Marlow', role: 'worker', workerId } as const;
  return {
    assignmentId,
    worker: await walled(world.database, { side: 'msp' }, (db) => join(db, home, person)),
  };
}

/** What a post made, as the address says to which it leads. */
export function madeBy({ headers, text }: Answer): string {
  const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(headers.location ?? text)?.[0];
  if (!id) throw new Error(`it leads to no thing: ${text.slice(0, 200)}`);
  return id;
}

/** Hours of a week, from its Monday on. */
export const hours = (...days: string[]): Record<string, string> =>
  Object.fromEntries(days.map((typed, day) => [`rows[0].days[${day}]`, typed]));

/** As the button says under which somebody stands by what is above. */
export const attested = { attest: 'on', intent: 'submit' };

/** A week is entered, handed in and approved. */
export async function weekApproved(
  { act }: Living,
  { worker, assignmentId }: AtWork,
  weekEndsOn: string,
  typed: Record<string, string>,
): Promise<void> {
  const week = `/timesheets/${madeBy(await act(worker, '/timesheets/new', { assignmentId, weekEndsOn }))}`;
  await act(worker, week, { ...typed, ...attested });
  await act('ana', `${week}/approval`);
}

/**
 * A charge is asked for: once, unless it is said how often.
 * @returns the address of the charge
 */
export async function chargeAsked(
  { act, world }: Living,
  { assignmentId }: AtWork,
  who: 'coordinator' | 'recruiter',
  asked: Record<string, string>,
): Promise<string> {
  const id = randomUUID();
  const charge = { id, costCenterId: world.costCenterIds[0], ...asked };
  await act(who, '/charges/new', charge, `?assignment=${assignmentId}`);
  return `/charges/${id}`;
}
