import { extendOffer, newApplicant, present, shortlist, turnDown } from './hiring.ts';
import { askApproval, cancel, draft, hold, openNeed, rejectNeed, sign } from './needs.ts';
import type { Play, Put } from './play.ts';
import type { Program } from './programs.ts';
import { personOf, type World } from './world.ts';

/** What Halden is hiring for today. */
export function playsAtHalden(world: World, program: Program, put: Put): Play[] {
  return [
    ...beforeRelease(world),
    competition(world, program, put),
    screening(world, program, put),
    offered(world, program, put),
    ...withoutCandidates(world, program, put),
  ];
}

function beforeRelease(world: World): Play[] {
  const manager = personOf(world, 'manager@halden');
  return [
    {
      ...{ by: manager, at: [0, 0], ago: 1 },
      description: 'Second engineer for the north clinic’s network. Budget to be settled.',
      go: (plan) => draft(world, plan),
    },
    {
      ...{ by: manager, at: [1, 1], ago: 2, weeks: 20 },
      description: 'Maps the intake forms of three clinics to the records program.',
      go: (plan, step) => askApproval(world, draft(world, plan), step(1)),
    },
    {
      ...{ by: personOf(world, 'm.delgado@halden'), at: [4, 0], ago: 3, positions: 2, weeks: 40 },
      description: 'Two project managers for the tower: one for the fit-out, one for the move.',
      go: (plan, step) => askApproval(world, draft(world, plan), step(1)),
    },
    {
      ...{ by: personOf(world, 'a.okoro@halden'), at: [2, 0], ago: 5, weeks: 16 },
      description: 'Analyst for the claims backlog.',
      go: (plan, step) => {
        const ask = askApproval(world, draft(world, plan), step(1));
        for (const { position } of ask.steps) sign(world, ask, step(2 + position));
      },
    },
    {
      ...{ by: personOf(world, 's.bergeron@halden'), at: [5, 1], ago: 12, weeks: 12 },
      description: 'Cleans up the staff systems’ job codes.',
      go: (plan, step) => {
        const ask = askApproval(world, draft(world, plan), step(1));
        rejectNeed(world, ask, step(2), 'Please ask for half the time first; we can extend.');
      },
    },
  ];
}

/** Two suppliers put the same person forward and know nothing of each other; the coordinator sees it. */
function competition(world: World, { enrolled }: Program, put: Put): Play {
  return {
    ...{ by: personOf(world, 'manager@halden'), at: [0, 2], ago: 16, positions: 2 },
    description: 'Runs and upgrades the databases under the records program. Nights now and then.',
    go: (plan, step) => {
      const need = openNeed(world, plan, step, enrolled);
      const twice = newApplicant(world);
      const best = put(need, 'cobalt', step(6), { rateFactor: '0.91' });
      put(need, 'cobalt', step(6), {
        applicant: twice,
        rateFactor: '0.93',
        note: 'Available at once; prefers the day shift.',
      });
      const dear = put(need, 'juniper', step(6), { rateFactor: '0.99' });
      const second = put(need, 'ferris', step(7), { rateFactor: '0.97' });
      const third = put(need, 'meridian', step(7), { rateFactor: '0.88' });
      for (const each of [best, dear, second, third]) present(world, each, step(8));
      put(need, 'juniper', step(9), { applicant: twice, rateFactor: '0.89' });
      turnDown(world, dear, step(10), 'The rate is above what the others ask.');
      shortlist(world, best, step(11));
    },
  };
}

function screening(world: World, { enrolled }: Program, put: Put): Play {
  return {
    ...{ by: personOf(world, 'manager@halden'), at: [0, 3], ago: 9 },
    description: 'Service desk, early shift. Friendly on the phone.',
    go: (plan, step) => {
      const firstTier = enrolled.filter(({ tier }) => tier === 1);
      const need = openNeed(world, plan, step, firstTier);
      present(world, put(need, 'juniper', step(5)), step(6));
      put(need, 'cobalt', step(6));
      put(need, 'juniper', step(7));
      put(need, 'ferris', step(7), { note: 'Has worked at Halden before, in patient accounts.' });
    },
  };
}

/** An offer that Cobalt may answer. */
function offered(world: World, { enrolled }: Program, put: Put): Play {
  return {
    ...{ by: personOf(world, 'manager@halden'), at: [0, 4], ago: 20 },
    description: 'Takes over storage and backup from the vendor.',
    go: (plan, step) => {
      const need = openNeed(
        world,
        plan,
        step,
        enrolled.filter(({ tier }) => tier === 1),
      );
      const chosen = put(need, 'cobalt', step(7), { rateFactor: '0.92' });
      const other = put(need, 'ferris', step(7), { rateFactor: '0.95' });
      for (const each of [chosen, other]) present(world, each, step(9));
      shortlist(world, chosen, step(12));
      const message = 'We would be glad to have them. The first day begins at 8 at the main campus.';
      extendOffer(world, chosen, step(17), plan.startsOn, message);
    },
  };
}

function withoutCandidates(world: World, { enrolled }: Program, put: Put): Play[] {
  const firstTier = enrolled.filter(({ tier }) => tier === 1);
  return [
    {
      ...{ by: personOf(world, 'm.delgado@halden'), at: [4, 1], ago: 6, weeks: 18 },
      description: 'Operating manuals for the new plant rooms.',
      go: (plan, step) => openNeed(world, plan, step, firstTier),
    },
    {
      ...{ by: personOf(world, 's.bergeron@halden'), at: [3, 1], ago: 15 },
      description: 'Connects the pharmacy’s stock to purchasing.',
      go: (plan, step) => {
        const need = openNeed(world, plan, step, firstTier);
        present(world, put(need, 'ferris', step(7)), step(8));
        hold(world, need, step(10), 'The budget is being reviewed.');
      },
    },
    {
      ...{ by: personOf(world, 'a.okoro@halden'), at: [5, 2], ago: 18, weeks: 10 },
      description: 'Keeps the training calendar during a leave.',
      go: (plan, step) =>
        cancel(
          world,
          openNeed(world, plan, step, firstTier),
          step(8),
          'The position was filled from within.',
        ),
    },
  ];
}
