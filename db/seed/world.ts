import type { EventNews } from '#app/values/event.ts';
import { addDays, today, weekdayOf } from '#app/values/week.ts';
import { emptyBook, type Book } from './book.ts';
import { MSP, organizations, people, type Role } from './cast.ts';
import { nameGiver } from './names.ts';
import { createRandom, type Random } from './random.ts';

/** Somebody who acts in the story. */
export type Person = {
  accountId: string;
  membershipId: string;
  email: string;
  name: string;
  role: Role;
  side: 'msp' | 'client' | 'supplier';
  organizationId: string;
  organization: string;
};

/** What the story is told with: the moment it is told, its length, its chance, who is in it, and what is written so far. */
export type World = {
  now: Date;
  /** The date at the MSP. */
  today: string;
  /** The first of the month in which the first time was worked. */
  firstMonth: string;
  /** When the programs began. */
  programsSince: string;
  small: boolean;
  random: Random;
  giveName: () => string;
  organizationIds: Map<string, string>;
  people: Person[];
  /** Ids for what came after the story was written, so that its chances fall as they did. */
  beside: Pick<Random, 'id'>;
  book: Book;
};

// Of these all but the running month and the last full one are billed.
const FULL_MONTHS = 13;
const SMALL_MONTHS = 4;
const PROGRAM_MONTHS = 18;

export function createWorld(now: Date, small: boolean): World {
  const random = createRandom(20_260_414);
  const date = today(now, 'America/Denver');
  const programsSince = monthsBefore(date, PROGRAM_MONTHS);
  const founded = instant(programsSince, 15);
  const organizationIds = new Map(organizations.map(({ key }) => [key, random.id(founded)]));
  const planOf = new Map(organizations.map((plan) => [plan.key, plan]));
  const beside = createRandom(20_261_129);
  const cast = people.map(({ email, name, role, at, cameLater = false }) => ({
    accountId: (cameLater ? beside : random).id(founded),
    membershipId: (cameLater ? beside : random).id(founded),
    email,
    name,
    role,
    side: planOf.get(at)?.side ?? 'msp',
    organizationId: organizationIds.get(at) ?? '',
    organization: planOf.get(at)?.name ?? MSP,
  }));
  return {
    now,
    today: date,
    firstMonth: monthsBefore(date, small ? SMALL_MONTHS : FULL_MONTHS),
    programsSince,
    small,
    random,
    giveName: nameGiver(
      random,
      people.map(({ name }) => name),
    ),
    organizationIds,
    people: cast,
    beside,
    book: emptyBook(),
  };
}

/** `manager@halden` is the person with the e-mail `manager@halden.example`. */
export function personOf(world: World, mailbox: string): Person {
  const found = world.people.find(({ email }) => email === `${mailbox}.example`);
  if (!found) throw new Error(`Nobody in the cast has ${mailbox}.example`);
  return found;
}

export function organizationOf(world: World, key: string): string {
  const id = world.organizationIds.get(key);
  if (!id) throw new Error(`No organization in the cast is called ${key}`);
  return id;
}

/** Writes down what somebody did. */
export function tell({ book }: World, at: Date, who: Person, news: EventNews): void {
  const by = { actorAccountId: who.accountId, actorName: who.name, actorOrganization: who.organization };
  book.event.push({ at, ...news, ...by, requestId: 'demo' });
}

/** A moment of that day, UTC; the whole cast works in America, where 15:00 is the morning. */
export const instant = (date: string, hour: number, minute = 0): Date =>
  new Date(Date.parse(`${date}T00:00:00Z`) + (hour * 60 + minute) * 60_000);

export const minutesBefore = (moment: Date, minutes: number): Date =>
  new Date(moment.getTime() - minutes * 60_000);

export const dateOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/**
 * The moments of a chain of steps: each in working hours so many days after the beginning, later than the one before,
 * and before the moment at which the story is told.
 */
export function stepsFrom(world: World, beginning: Date): (days: number) => Date {
  let last = beginning;
  return (days) => {
    const wished = instant(onAWorkday(addDays(dateOf(beginning), days)), 15, world.random.int(0, 460));
    const next = new Date(Math.max(wished.getTime(), last.getTime() + world.random.int(4, 25) * 60_000));
    last = next < world.now ? next : new Date((last.getTime() + world.now.getTime()) / 2);
    return last;
  };
}

function onAWorkday(date: string): string {
  const weekday = weekdayOf(date);
  if (weekday === 6) return addDays(date, -1);
  return weekday === 0 ? addDays(date, 1) : date;
}

/** The first of the month that lies so many months before the date's. */
export function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 0] = date.split('-').map(Number);
  const count = year * 12 + month - 1 - months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`;
}

/** The first Monday on or after the date. */
export const mondayFrom = (date: string): string => addDays(date, (8 - weekdayOf(date)) % 7);
