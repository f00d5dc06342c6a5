import { addDays, daysOfWeek, weekEndingOn } from '#app/values/week.ts';
import type { Hire } from './hiring.ts';
import type { Program } from './programs.ts';
import { approvalOf, playWeek, type Pattern, type Walks } from './weeks.ts';
import type { World } from './world.ts';

const holidays = new Set(['12-25', '01-01', '07-04']);

/** What waits for the manager whom visitors play: some weeks as agreed, some that deserve a look. */
const waiting: { pattern?: Pattern; note?: string }[] = [
  {
    pattern: [600, 600, 600, 600, 480, 0, 0],
    note: 'Cutover of the main campus ran late four days in a row.',
  },
  {},
  {
    pattern: [480, 480, 480, 480, 480, 480, 480],
    note: 'Stood by for the migration over the weekend, as asked.',
  },
  {},
  { pattern: [480, 480, 840, 480, 480, 0, 0] },
  {},
  { pattern: [480, 480, 0, 0, 0, 0, 0], note: 'Ill from Wednesday on.' },
  {},
  {},
];

/** Every week of every assignment up to the last that has ended: the old ones approved, the newest at all stages. */
export function playTime(world: World, hires: Hire[], programs: Program[]): Walks {
  const walks: Walks = { submitted: [], approved: [] };
  const last = addDays(weekEndingOn(world.today, 0), -7);
  const recent = addDays(last, -7);
  const visited = programs[0]?.managers[0]?.accountId;
  const worked = hires.filter(({ row }) => row.status !== 'ready');
  for (const hire of worked)
    for (const endsOn of weeksOf(hire, addDays(recent, -7)))
      playWeek(world, walks, { hire, endsOn, pattern: usualWeek(world, hire, endsOn), outcome: 'approved' });
  playRecentWeek(world, walks, atWorkIn(worked, recent), recent, visited);
  playLastWeek(world, walks, atWorkIn(worked, last), last, visited);
  return walks;
}

const atWorkIn = (hires: Hire[], endsOn: string): Hire[] =>
  hires.filter(({ row }) => row.startsOn <= endsOn && row.endsOn > addDays(endsOn, -7));

/** The week before the last: some came late, and one of Cobalt's was sent back. */
function playRecentWeek(
  world: World,
  walks: Walks,
  hires: Hire[],
  endsOn: string,
  visited: string | undefined,
): void {
  const toReject = hires.find(
    (hire) =>
      hire.row.hiringManagerId === visited &&
      hire.submittal.supplier.key === 'cobalt' &&
      !isPlayed(world, hire),
  );
  for (const hire of hires) {
    const pattern = usualWeek(world, hire, endsOn);
    const dice = world.random.next();
    if (hire === toReject) playWeek(world, walks, { hire, endsOn, pattern, outcome: 'rejected' });
    else if (isPlayed(world, hire) || hire.row.hiringManagerId === visited || dice >= 0.08)
      playWeek(world, walks, { hire, endsOn, pattern, outcome: 'approved' });
    else if (dice >= 0.04) playWeek(world, walks, { hire, endsOn, pattern, outcome: 'submitted' });
  }
}

/** The last week: a draft of the worker whom visitors play, a desk full for their manager, and some not handed in. */
function playLastWeek(
  world: World,
  walks: Walks,
  hires: Hire[],
  endsOn: string,
  visited: string | undefined,
): void {
  let shown = 0;
  for (const hire of hires) {
    const usual = usualWeek(world, hire, endsOn);
    if (isPlayed(world, hire)) {
      playWeek(world, walks, { hire, endsOn, pattern: [480, 480, 510, 480, 0, 0, 0], outcome: 'draft' });
      continue;
    }
    const next = hire.row.hiringManagerId === visited ? waiting[shown++] : undefined;
    if (next) {
      playWeek(world, walks, { hire, endsOn, pattern: agreedWeek(hire), ...next, outcome: 'submitted' });
      continue;
    }
    const dice = world.random.next();
    if (dice < 0.15) continue;
    const isDecided =
      approvalOf(world, endsOn) < world.now && (dice < 0.75 || hire.row.hiringManagerId === visited);
    if (!isDecided && hire.row.hiringManagerId === visited) continue;
    playWeek(world, walks, {
      hire,
      endsOn,
      pattern: usual,
      outcome: isDecided ? 'approved' : 'submitted',
    });
  }
}

const isPlayed = (world: World, { row }: Hire): boolean =>
  world.people.some(({ role, name }) => role === 'worker' && name === row.workerName);

function weeksOf({ row }: Hire, until: string): string[] {
  const weeks: string[] = [];
  const end = weekEndingOn(row.endsOn, 0);
  for (
    let endsOn = weekEndingOn(row.startsOn, 0);
    endsOn <= until && endsOn <= end;
    endsOn = addDays(endsOn, 7)
  )
    weeks.push(endsOn);
  return weeks;
}

/** Five days of what was agreed. */
function agreedWeek({ row }: Pick<Hire, 'row'>): number[] {
  const day = row.weekMinutes / 5;
  return [day, day, day, day, day, 0, 0];
}

/** Most weeks are as agreed; some have a day off, some run over, few run far over. */
function usualWeek({ random }: World, { row }: Hire, endsOn: string): Pattern {
  const day = row.weekMinutes / 5;
  const pattern = agreedWeek({ row });
  const kind = random.next();
  if (kind < 0.1) pattern[random.int(0, 4)] = 0;
  else if (kind < 0.16) pattern[random.int(0, 4)] = day / 2;
  else if (kind < 0.26)
    for (const at of random.some([0, 1, 2, 3, 4], random.int(1, 3)))
      pattern[at] = 480 + 30 * random.int(1, 4);
  else if (kind < 0.29) pattern[5] = 60 * random.int(3, 6);
  else if (kind < 0.3) pattern[random.int(0, 4)] = 750;
  return daysOfWeek(endsOn).map((date, index) => {
    const isOut = date < row.startsOn || date > row.endsOn || holidays.has(date.slice(5));
    return isOut ? 0 : (pattern[index] ?? 0);
  });
}
