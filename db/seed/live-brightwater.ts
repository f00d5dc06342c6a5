import { present, shortlist } from './hiring.ts';
import { askApproval, draft, openNeed } from './needs.ts';
import type { Play, Put } from './play.ts';
import type { Program } from './programs.ts';
import { personOf, type World } from './world.ts';

/** What Brightwater is hiring for today. */
export function playsAtBrightwater(world: World, { enrolled }: Program, put: Put): Play[] {
  const manager = personOf(world, 'manager@brightwater');
  const farrow = personOf(world, 'n.farrow@brightwater');
  return [
    {
      ...{ by: manager, at: [0, 0], ago: 2, weeks: 24 },
      description: 'Control system engineer for the Lakeside upgrade.',
      go: (plan, step) => askApproval(world, draft(world, plan), step(1)),
    },
    {
      ...{ by: farrow, at: [2, 2], ago: 1, weeks: 20 },
      description: 'Writes down what the contact center needs from the new platform.',
      go: (plan) => draft(world, plan),
    },
    {
      ...{ by: manager, at: [1, 0], ago: 14, positions: 2 },
      description: 'Acceptance tests of the new meters, two of a team of five.',
      go: (plan, step) => {
        const need = openNeed(world, plan, step, enrolled);
        const early = [put(need, 'ferris', step(6)), put(need, 'cobalt', step(6))];
        for (const each of early) present(world, each, step(7));
        put(need, 'juniper', step(8));
      },
    },
    {
      ...{ by: farrow, at: [2, 0], ago: 11 },
      description: 'Works on the billing platform’s rate changes.',
      go: (plan, step) => {
        const need = openNeed(world, plan, step, enrolled);
        shortlist(world, present(world, put(need, 'ferris', step(6)), step(7)), step(8));
      },
    },
  ];
}
