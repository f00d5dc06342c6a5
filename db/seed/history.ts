import { addDays, daysBetween } from '#app/values/week.ts';
import { WORKER_EMAIL } from './cast.ts';
import {
  accept,
  extendOffer,
  passOver,
  present,
  startAndEnd,
  submit,
  turnDown,
  type Applicant,
  type Hire,
} from './hiring.ts';
import { close, openNeed, type NeedPlan, type Share } from './needs.ts';
import type { Program } from './programs.ts';
import { instant, mondayFrom, stepsFrom, type World } from './world.ts';

/** A need that was filled, and by whom, where that is settled beforehand. */
export type Stint = { plan: NeedPlan; filledBy?: { supplierKey: string; applicant: Applicant } };

const splits: number[][] = [[100], [100], [100], [60, 40], [50, 50], [70, 30]];
const weekMinutes = [2400, 2400, 2400, 2250, 1920];
const descriptions = [
  'Joins a team of six. Day shift, on site three days a week.',
  'Covers a planned leave and hands over at the end.',
  'Works with the project office until the new system is live.',
  'Keeps the service running while the team moves to the new platform.',
  'Second line, with one weekend on call in six.',
];
const reasons = [
  'Not enough experience with our systems.',
  'The rate is above what the others ask.',
  'Not available on the first day.',
  'A stronger candidate was presented.',
];

/** Team by team through the months: one group of people works for a while, then the next. In the order of time. */
export function planHistory(world: World, programs: Program[]): Stint[] {
  const stints = programs.flatMap((program) => {
    const count = world.small ? program.teams.small : program.teams.full;
    return Array.from({ length: count }).flatMap((_, team) => planTeam(world, program, team));
  });
  const [halden] = programs;
  if (halden) stints.push(planPlayedWorker(world, halden));
  return stints.sort((a, b) => a.plan.createdAt.getTime() - b.plan.createdAt.getTime());
}

function planTeam(world: World, program: Program, team: number): Stint[] {
  const { random, small } = world;
  const unit = program.units[team % program.units.length] ?? random.pick(program.units);
  // The manager whom visitors play has more people than the others.
  const isPlayed = team % (small ? 2 : 3) === 0;
  const [played, ...others] = program.managers;
  const manager = isPlayed && played ? played : random.pick(others);
  const positions = isPlayed && small ? 3 : random.pick([1, 1, 2, 2, 3]);
  const first = mondayFrom(world.firstMonth);
  const same = {
    ...{
      program,
      unit,
      manager,
      positions,
      job: random.pick(unit.jobs),
      siteId: random.pick(program.siteIds),
    },
    ...{ split: splitOf(random.pick(splits), unit.costCenterIds), weekMinutes: random.pick(weekMinutes) },
  };
  const stints: Stint[] = [];
  let startsOn = addDays(first, 7 * (random.chance(0.7) ? random.int(0, 3) : random.int(4, small ? 8 : 26)));
  // Later first days belong to needs that are still being filled.
  while (startsOn <= addDays(world.today, 9)) {
    const endsOn = addDays(startsOn, 7 * random.int(small ? 12 : 20, small ? 28 : 46) - 3);
    const createdAt = instant(addDays(startsOn, -random.int(30, 42)), 15, random.int(0, 400));
    stints.push({ plan: { ...same, startsOn, endsOn, description: random.pick(descriptions), createdAt } });
    startsOn = mondayFrom(addDays(endsOn, 7 * random.int(0, 1)));
  }
  return stints;
}

/** The worker whom visitors play: from Cobalt, at Halden, in the team of the manager whom they play. */
function planPlayedWorker(world: World, program: Program): Stint {
  const worker = world.people.find(({ email }) => email === WORKER_EMAIL);
  const [manager] = program.managers;
  const [unit] = program.units;
  const [, job] = unit?.jobs ?? [];
  const [siteId] = program.siteIds;
  if (!worker || !manager || !unit || !job || !siteId)
    throw new Error('The cast lacks the worker’s surroundings');
  const startsOn = mondayFrom(addDays(world.today, -7 * 14));
  const split = splitOf([60, 40], unit.costCenterIds);
  return {
    filledBy: {
      supplierKey: 'cobalt',
      applicant: {
        name: worker.name,
        email: worker.email,
        summary: 'Six years of running hospital networks and servers.',
      },
    },
    plan: {
      ...{ program, unit, job, manager, siteId, split, positions: 1, weekMinutes: 2400 },
      ...{ startsOn, endsOn: addDays(startsOn, 7 * 30 - 3), description: descriptions[4] ?? '' },
      createdAt: instant(addDays(startsOn, -30), 16),
    },
  };
}

export const splitOf = (percents: number[], costCenterIds: string[]): Share[] =>
  percents.map((percent, index) => ({ percent, costCenterId: costCenterIds[index] ?? '' }));

/** From the first word to the last day, with the days between as they use to be. */
export function playStint(world: World, { plan, filledBy }: Stint): Hire[] {
  const { random } = world;
  const { enrolled } = plan.program;
  const step = stepsFrom(world, plan.createdAt);
  const released = random.chance(0.4) ? enrolled : enrolled.filter(({ tier }) => tier === 1);
  const need = openNeed(world, plan, step, released);

  const submittedAt = step(7);
  const suppliers = Array.from({ length: plan.positions }, () => random.pick(released));
  const chosen = suppliers.map((supplier) => {
    if (!filledBy) return submit(world, need, supplier, submittedAt);
    const settled = released.find(({ key }) => key === filledBy.supplierKey) ?? supplier;
    return submit(world, need, settled, submittedAt, { applicant: filledBy.applicant });
  });
  const others = random
    .some(released, random.int(1, 3))
    .map((supplier) => submit(world, need, supplier, submittedAt));
  const presentedAt = step(8);
  for (const each of chosen) present(world, each, presentedAt);
  const seen = others.filter(() => random.chance(0.8)).map((each) => present(world, each, presentedAt));
  const declined = seen.filter(() => random.chance(0.5));
  for (const each of declined) turnDown(world, each, step(10), random.pick(reasons));

  const offers = chosen.map((each) => extendOffer(world, each, step(12), plan.startsOn));
  const hires = offers.map((offer) => accept(world, offer, step(14)));
  for (const each of others) if (!declined.includes(each)) passOver(world, each, step(14));
  for (const hire of hires) startAndEnd(world, hire);
  if (daysBetween(plan.endsOn, world.today) > 20) close(world, need, instant(addDays(plan.endsOn, 12), 17));
  return hires;
}
