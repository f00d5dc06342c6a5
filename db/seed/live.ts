import { addDays } from '#app/values/week.ts';
import {
  extendOffer,
  newApplicant,
  present,
  shortlist,
  submit,
  turnDown,
  type Applicant,
  type Submittal,
} from './hiring.ts';
import { splitOf } from './history.ts';
import {
  askApproval,
  cancel,
  draft,
  hold,
  openNeed,
  rejectNeed,
  sign,
  type Need,
  type NeedPlan,
} from './needs.ts';
import type { Program } from './programs.ts';
import { keepResume } from './resume.ts';
import { instant, mondayFrom, personOf, stepsFrom, type Person, type World } from './world.ts';

type Wish = {
  by: Person;
  /** Department by its place in the cast, and job by its place in the department. */
  at: [unit: number, job: number];
  /** Days ago that it was written down. */
  ago: number;
  positions?: number;
  weeks?: number;
  description?: string;
};

/** What goes on today: needs at every stage, so that whoever comes in finds something that waits for them. */
export function playToday(world: World, [halden, brightwater]: Program[], resume: Buffer): void {
  if (!halden || !brightwater) throw new Error('The demo has two programs');
  // The numbers of requisitions follow the order in which these are written.
  const plays = [...atHalden(world, halden, resume), ...atBrightwater(world, brightwater, resume)];
  for (const { play } of plays.sort((a, b) => b.ago - a.ago)) play();
}

type Play = { ago: number; play: () => void };
type Step = (days: number) => Date;

/** Prepares one need; `go` says how far it comes. */
function need(world: World, program: Program, wish: Wish, go: (plan: NeedPlan, step: Step) => void): Play {
  const play = () => {
    const plan = planOf(world, program, wish);
    go(plan, stepsFrom(world, plan.createdAt));
  };
  return { ago: wish.ago, play };
}

function planOf(
  world: World,
  program: Program,
  { by, at: [unitAt, jobAt], ago, positions = 1, weeks = 26, description = '' }: Wish,
): NeedPlan {
  const unit = program.units[unitAt];
  const job = unit?.jobs[jobAt];
  const [siteId] = program.siteIds;
  if (!unit || !job || !siteId) throw new Error(`${program.key} has no job ${unitAt}.${jobAt}`);
  const startsOn = mondayFrom(addDays(world.today, 35 - ago));
  return {
    ...{ program, unit, job, manager: by, siteId, split: splitOf([70, 30], unit.costCenterIds), positions },
    ...{ startsOn, endsOn: addDays(startsOn, 7 * weeks - 3), weekMinutes: 2400, description },
    createdAt: instant(addDays(world.today, -ago), 15, 20 + world.random.int(0, 120)),
  };
}

function atHalden(world: World, halden: Program, resume: Buffer): Play[] {
  const manager = personOf(world, 'manager@halden');
  const delgado = personOf(world, 'm.delgado@halden');
  const bergeron = personOf(world, 's.bergeron@halden');
  const okoro = personOf(world, 'a.okoro@halden');
  const firstTier = halden.enrolled.filter(({ tier }) => tier === 1);
  const put = putter(world, halden, resume);
  return [
    need(
      world,
      halden,
      {
        by: manager,
        at: [0, 0],
        ago: 1,
        description: 'Second engineer for the north clinic’s network. Budget to be settled.',
      },
      (plan) => draft(world, plan),
    ),
    need(
      world,
      halden,
      {
        by: manager,
        at: [1, 1],
        ago: 2,
        weeks: 20,
        description: 'Maps the intake forms of three clinics to the records program.',
      },
      (plan, step) => askApproval(world, draft(world, plan), step(1)),
    ),
    need(
      world,
      halden,
      {
        by: delgado,
        at: [4, 0],
        ago: 3,
        positions: 2,
        weeks: 40,
        description: 'Two project managers for the tower: one for the fit-out, one for the move.',
      },
      (plan, step) => askApproval(world, draft(world, plan), step(1)),
    ),
    need(
      world,
      halden,
      { by: okoro, at: [2, 0], ago: 5, weeks: 16, description: 'Analyst for the claims backlog.' },
      (plan, step) => {
        const ask = askApproval(world, draft(world, plan), step(1));
        for (const _ of ask.steps) sign(world, ask, step(3));
      },
    ),
    need(
      world,
      halden,
      {
        by: manager,
        at: [0, 2],
        ago: 16,
        positions: 2,
        description: 'Runs and upgrades the databases under the records program. Nights now and then.',
      },
      (plan, step) => {
        const open = openNeed(world, plan, step, halden.enrolled);
        // One person, put forward by two suppliers that know nothing of each other.
        const twice = newApplicant(world);
        put(open, 'cobalt', step(6), {
          applicant: twice,
          rateFactor: '0.93',
          note: 'Available at once; prefers the day shift.',
        });
        present(world, put(open, 'ferris', step(6), { rateFactor: '0.97' }), step(8));
        put(open, 'juniper', step(9), { applicant: twice, rateFactor: '0.89' });
        const best = present(world, put(open, 'cobalt', step(6), { rateFactor: '0.91' }), step(8));
        turnDown(
          world,
          present(world, put(open, 'juniper', step(7), { rateFactor: '0.99' }), step(8)),
          step(10),
          'The rate is above what the others ask.',
        );
        shortlist(world, best, step(11));
      },
    ),
    need(
      world,
      halden,
      { by: manager, at: [0, 3], ago: 9, description: 'Service desk, early shift. Friendly on the phone.' },
      (plan, step) => {
        const open = openNeed(world, plan, step, firstTier);
        put(open, 'cobalt', step(5));
        put(open, 'juniper', step(6));
        put(open, 'ferris', step(6), { note: 'Has worked at Halden before, in patient accounts.' });
        present(world, put(open, 'juniper', step(5)), step(7));
      },
    ),
    need(
      world,
      halden,
      { by: manager, at: [0, 4], ago: 20, description: 'Takes over storage and backup from the vendor.' },
      (plan, step) => {
        const open = openNeed(world, plan, step, firstTier);
        const chosen = present(world, put(open, 'cobalt', step(7), { rateFactor: '0.92' }), step(9));
        present(world, put(open, 'ferris', step(7), { rateFactor: '0.95' }), step(9));
        shortlist(world, chosen, step(12));
        extendOffer(
          world,
          chosen,
          step(17),
          plan.startsOn,
          'We would be glad to have them. The first day begins at 8 at the main campus.',
        );
      },
    ),
    need(
      world,
      halden,
      {
        by: delgado,
        at: [4, 1],
        ago: 6,
        weeks: 18,
        description: 'Operating manuals for the new plant rooms.',
      },
      (plan, step) => openNeed(world, plan, step, firstTier),
    ),
    need(
      world,
      halden,
      { by: bergeron, at: [3, 1], ago: 15, description: 'On hold until the pharmacy contract is signed.' },
      (plan, step) => {
        const open = openNeed(world, plan, step, firstTier);
        present(world, put(open, 'ferris', step(7)), step(8));
        hold(world, open, step(10), 'The budget is being reviewed.');
      },
    ),
    need(world, halden, { by: bergeron, at: [5, 1], ago: 12, weeks: 12 }, (plan, step) =>
      rejectNeed(
        world,
        askApproval(world, draft(world, plan), step(1)),
        step(2),
        'Please ask for half the time first; we can extend.',
      ),
    ),
    need(world, halden, { by: okoro, at: [5, 2], ago: 18, weeks: 10 }, (plan, step) =>
      cancel(world, openNeed(world, plan, step, firstTier), step(8), 'The position was filled from within.'),
    ),
  ];
}

function atBrightwater(world: World, brightwater: Program, resume: Buffer): Play[] {
  const manager = personOf(world, 'manager@brightwater');
  const farrow = personOf(world, 'n.farrow@brightwater');
  const put = putter(world, brightwater, resume);
  return [
    need(
      world,
      brightwater,
      {
        by: manager,
        at: [0, 0],
        ago: 2,
        weeks: 24,
        description: 'Control system engineer for the Lakeside upgrade.',
      },
      (plan, step) => askApproval(world, draft(world, plan), step(1)),
    ),
    need(world, brightwater, { by: farrow, at: [2, 2], ago: 1, weeks: 20 }, (plan) => draft(world, plan)),
    need(
      world,
      brightwater,
      {
        by: manager,
        at: [1, 0],
        ago: 14,
        positions: 2,
        description: 'Acceptance tests of the new meters, two of a team of five.',
      },
      (plan, step) => {
        const open = openNeed(world, plan, step, brightwater.enrolled);
        present(world, put(open, 'ferris', step(6)), step(7));
        present(world, put(open, 'cobalt', step(6)), step(7));
        put(open, 'juniper', step(8));
      },
    ),
    need(
      world,
      brightwater,
      { by: farrow, at: [2, 0], ago: 11, description: 'Works on the billing platform’s rate changes.' },
      (plan, step) => {
        const open = openNeed(world, plan, step, brightwater.enrolled);
        shortlist(world, present(world, put(open, 'ferris', step(6)), step(7)), step(8));
      },
    ),
  ];
}

type Extras = { applicant?: Applicant; rateFactor?: string; note?: string };

/** Puts somebody forward with a résumé, by the supplier's short name. */
function putter(world: World, program: Program, resume: Buffer) {
  return (open: Need, supplierKey: string, at: Date, extras: Extras = {}): Submittal => {
    const supplier = program.enrolled.find(({ key }) => key === supplierKey);
    if (!supplier) throw new Error(`${supplierKey} does not supply to ${program.key}`);
    const resumeOf = (applicant: Applicant) => keepResume(world, resume, open, supplier, applicant);
    return submit(world, open, supplier, at, { ...extras, resumeOf });
  };
}
