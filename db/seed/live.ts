import { addDays } from '#app/values/week.ts';
import { submit, type Applicant } from './hiring.ts';
import { splitOf } from './history.ts';
import { playsAtBrightwater } from './live-brightwater.ts';
import { playsAtHalden } from './live-halden.ts';
import type { NeedPlan } from './needs.ts';
import type { Play, Put } from './play.ts';
import type { Program } from './programs.ts';
import { keepResume } from './resume.ts';
import { instant, mondayFrom, stepsFrom, type World } from './world.ts';

/** What goes on today: needs at every stage, so that whoever comes in finds something that waits for them. */
export function playToday(world: World, programs: Program[], resume: Buffer): void {
  const plays = programs.flatMap((program) => {
    const put = putter(world, program, resume);
    const own =
      program.key === 'halden' ? playsAtHalden(world, program, put) : playsAtBrightwater(world, program, put);
    return own.map((play) => ({ program, play }));
  });
  // The numbers of requisitions follow the order in which these are written.
  for (const { program, play } of plays.sort((a, b) => b.play.ago - a.play.ago)) {
    const plan = planOf(world, program, play);
    play.go(plan, stepsFrom(world, plan.createdAt));
  }
}

function planOf(world: World, program: Program, play: Play): NeedPlan {
  const { by, at, ago, positions = 1, weeks = 26, description } = play;
  const unit = program.units[at[0]];
  const job = unit?.jobs[at[1]];
  const [siteId] = program.siteIds;
  if (!unit || !job || !siteId) throw new Error(`${program.key} has no job ${at.join('.')}`);
  const startsOn = mondayFrom(addDays(world.today, 35 - ago));
  return {
    ...{ program, unit, job, manager: by, siteId, split: splitOf([70, 30], unit.costCenterIds), positions },
    ...{ startsOn, endsOn: addDays(startsOn, 7 * weeks - 3), weekMinutes: 2400, description },
    createdAt: instant(addDays(world.today, -ago), 15, 20 + world.random.int(0, 120)),
  };
}

function putter(world: World, program: Program, resume: Buffer): Put {
  return (need, supplierKey, at, extras = {}) => {
    const supplier = program.enrolled.find(({ key }) => key === supplierKey);
    if (!supplier) throw new Error(`${supplierKey} does not supply to ${program.key}`);
    const resumeOf = (applicant: Applicant) => keepResume(world, resume, need, supplier, applicant);
    return submit(world, need, supplier, at, { ...extras, resumeOf });
  };
}
