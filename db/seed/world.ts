import { addDays, today } from '#app/values/week.ts';
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
  organizationId: string;
  organization: string;
};

/** What the story is told with: the moment it is told, its length, its chance, and who is in it. */
export type World = {
  now: Date;
  /** The date at the MSP. */
  today: string;
  /** The first of the month of the first week of time, and of the programs' first terms. */
  firstMonth: string;
  programsSince: string;
  small: boolean;
  random: Random;
  giveName: () => string;
  organizationIds: Map<string, string>;
  people: Person[];
};

const FULL_MONTHS = 13;
const SMALL_MONTHS = 4;
const PROGRAM_MONTHS = 18;

export function createWorld(now: Date, small: boolean): World {
  const random = createRandom(20_260_414);
  const date = today(now, 'America/Denver');
  const firstMonth = monthsBefore(date, small ? SMALL_MONTHS : FULL_MONTHS);
  const programsSince = monthsBefore(date, PROGRAM_MONTHS);
  const founded = instant(programsSince, 15);
  const organizationIds = new Map(organizations.map(({ key }) => [key, random.id(founded)]));
  const nameOf = new Map(organizations.map(({ key, name }) => [key, name]));
  return {
    now,
    today: date,
    firstMonth,
    programsSince,
    small,
    random,
    giveName: nameGiver(
      random,
      people.map(({ name }) => name),
    ),
    organizationIds,
    people: people.map(({ email, name, role, at }) => ({
      accountId: random.id(founded),
      membershipId: random.id(founded),
      email,
      name,
      role,
      organizationId: organizationIds.get(at) ?? '',
      organization: nameOf.get(at) ?? MSP,
    })),
  };
}

/** The person with that e-mail, or with the part of it before the dot of `.example`. */
export function personOf(world: World, email: string): Person {
  const found = world.people.find((person) => person.email === `${email}.example`);
  if (!found) throw new Error(`Nobody in the cast has ${email}`);
  return found;
}

export function organizationOf(world: World, key: string): string {
  const id = world.organizationIds.get(key);
  if (!id) throw new Error(`No organization in the cast is called ${key}`);
  return id;
}

/** A moment of that day, UTC; the whole cast works in America, where 15:00 is the morning. */
export const instant = (date: string, hour: number, minute = 0): Date =>
  new Date(Date.parse(`${date}T00:00:00Z`) + (hour * 60 + minute) * 60_000);

/** Some moment of the working day, never later than just before the story is told. */
export function workingHour(world: World, date: string): Date {
  const wished = instant(date, 15, world.random.int(0, 479));
  return wished < world.now ? wished : minutesBefore(world.now, world.random.int(3, 50));
}

export const minutesBefore = (moment: Date, minutes: number): Date =>
  new Date(moment.getTime() - minutes * 60_000);

/** The first of the month that lies so many months before the date's. */
export function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 0] = date.split('-').map(Number);
  const count = year * 12 + month - 1 - months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`;
}

/** The first Monday on or after the date. */
export function mondayFrom(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return addDays(date, (8 - weekday) % 7);
}
