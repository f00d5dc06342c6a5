import { addDays, daysBetween } from '#app/values/week.ts';
import type { Book } from './book.ts';
import { accept, extendOffer, passOver, present, startAndEnd, submit, turnDown, type Hire, type Submittal } from './hiring.ts';
import { approve, askApproval, draft, release, type NeedPlan, type Share } from './needs.ts';
import type { Program, SeedSupplier } from './programs.ts';
import { instant, mondayFrom, workingHour, type World } from './world.ts';

/** A need that was filled, and who fills it; played in the order of its first day. */
export type Stint = { plan: NeedPlan; supplierKey: string | null };

const splits: number[][] = [[100], [100], [100], [60, 40], [50, 50], [70, 30]];
const weeks = [2400, 2400, 2400, 2250, 1920];
const descriptions = [
  'Joins a team of six. Day shift, on site three days a week.',
  'Covers a planned leave and hands over at the end.',
  'Works with the project office until the new system is live.',
  'Keeps the service running while the team moves to the new platform.',
  '',
];

/** Team by team through the months: one group of people works for a while, then the next. */
export function planHistory(world: World, programs: Program[]): Stint[] {
  const stints = programs.flatMap((program) => {
    const count = world.small ? program.teams.small : program.teams.full;
    return Array.from({ length: count }).flatMap((_, team) => planTeam(world, program, team));
  });
  return stints.sort((a, b) => a.plan.createdAt.getTime() - b.plan.createdAt.getTime());
}

function planTeam(world: World, program: Program, team: number): Stint[] {
  const { random } = world;
  const unit = program.units[team % program.units.length] ?? random.pick(program.units);
  const firstManager = program.managers[0] ?? random.pick(program.managers);
  // The manager whom visitors play has more people than the others, and the worker whom they play is one of them.
  const manager = team % 3 === 0 ? firstManager : random.pick(program.managers.slice(1));
  const size = random.pick([1, 1, 2, 2, 3]);
  const job = random.pick(unit.jobs);
  const siteId = random.pick(program.siteIds);
  const split = planSplit(random.pick(splits), unit.costCenterIds);
  const weekMinutes = random.pick(weeks);
  const first = mondayFrom(world.firstMonth);
  const stints: Stint[] = [];
  let startsOn = addDays(first, 7 * (random.chance(0.7) ? random.int(0, 3) : random.int(4, world.small ? 8 : 26)));
  while (startsOn <= addDays(world.today, 14)) {
    const endsOn = addDays(startsOn, 7 * random.int(world.small ? 8 : 18, world.small ? 20 : 44) - 3);
    const createdAt = instant(addDays(startsOn, -random.int(24, 38)), 15, random.int(0, 400));
    stints.push({
      supplierKey: null,
      plan: { program, unit, job, manager, siteId, split, positions: size, startsOn, endsOn, weekMinutes, description: random.pick(descriptions), createdAt },
    });
    startsOn = mondayFrom(addDays(endsOn, 7 * random.int(0, 1)));
  }
  return stints;
}

const planSplit = (percents: number[], costCenterIds: string[]): Share[] =>
  percents.map((percent, index) => ({ percent, costCenterId: costCenterIds[index] ?? '' }));

/** From the first word to the last day, with the days between as they use to be. */
export function playStint(world: World, book: Book, { plan, supplierKey }: Stint): Hire[] {
  const { random } = world;
  const day = (after: number) => workingHour(world, addDays(plan.createdAt.toISOString().slice(0, 10), after));
  const need = draft(world, book, plan);
  const ask = askApproval(world, book, need, day(1));
  approve(book, need, ask, [day(2), day(3)]);
  const { enrolled } = plan.program;
  const firstTier = enrolled.filter(({ tier }) => tier === 1);
  const released = random.chance(0.4) ? enrolled : firstTier;
  releaseByTier(world, book, need, released, day(4), day(6));

  const chosenBy = Array.from({ length: plan.positions }, () => released.find(({ key }) => key === supplierKey) ?? random.pick(released));
  const placed = chosenBy.map((supplier) => presented(world, book, submit(world, book, need, supplier, day(7)), day(8)));
  const others = random.some(released, random.int(1, 3)).map((supplier) => submit(world, book, need, supplier, day(7)));
  for (const other of others) if (random.chance(0.8)) present(world, book, other, day(9));
  const refused = others.filter((other) => other.row.presentedAt && random.chance(0.5));
  for (const other of refused) turnDown(book, other, day(11), random.pick(reasons));

  const hires = placed.map((submittal) => {
    const offer = extendOffer(world, book, submittal, day(12), plan.startsOn);
    return accept(world, book, offer, day(14));
  });
  for (const other of others) if (!refused.includes(other)) passOver(book, other, day(14));
  for (const hire of hires) startAndEnd(world, book, hire);
  if (hires.every(({ row }) => row.status === 'ended') && daysBetween(plan.endsOn, world.today) > 20) need.row.status = 'closed';
  return hires;
}

const reasons = [
  'Not enough experience with our systems.',
  'The rate is above what the others ask.',
  'Not available on the first day.',
  'A stronger candidate was presented.',
];

function presented(world: World, book: Book, submittal: Submittal, at: Date): Submittal {
  present(world, book, submittal, at);
  return submittal;
}

function releaseByTier(world: World, book: Book, need: ReturnType<typeof draft>, suppliers: SeedSupplier[], first: Date, second: Date): void {
  release(world, book, need, suppliers.filter(({ tier }) => tier === 1), first);
  const later = suppliers.filter(({ tier }) => tier > 1);
  if (later.length > 0) release(world, book, need, later, second);
}

