import { sql } from 'drizzle-orm';
import type { WeekInput } from '#app/timesheets/forms.ts';
import type { Person } from '#test/cast.ts';
import { switchable, triesEach, turns, type Case } from './mutant.ts';
import type { Doing, Telling, Who } from './undone.ts';

/*
 * Time that can be true, said by one person and approved by another. Each guard is switched off, and hours count that
 * were never worked or that nobody stands by, or something else is left to refuse them.
 */

const RULES = 'app/timesheets/rules.ts';
const command = (name: string) => `app/timesheets/commands/${name}.server.ts`;
const APPROVE = command('approve-timesheets');
const who = (name: string, action: string) => ({
  ...{ in: command(name), where: `authorize(ctx, '${action}', sheet)`, off: 'ctx' },
});

const guards = {
  'a week is begun by whoever may': {
    ...{ in: command('start-week'), off: 'ctx' },
    where: "authorize(ctx, 'timesheet.enter', { clientId, supplierId, workerId })",
  },
  'a week is kept by whoever may': who('save-draft', 'timesheet.enter'),
  'a week is handed in by whoever may': who('submit-timesheet', 'timesheet.submit'),
  'a week is recalled by whoever may': who('recall-timesheet', 'timesheet.recall'),
  'a week is sent back by whoever may': who('reject-timesheet', 'timesheet.reject'),
  'a week is corrected by whoever may': who('correct-timesheet', 'timesheet.correct'),
  'a week is approved by whoever may': {
    ...{ in: APPROVE, where: "!mayDo(ctx.actor, 'timesheet.approve', week)", off: 'false' },
  },
  'a week is approved once': { in: APPROVE, where: '!isDecidable(week.status)', off: 'false' },
  'no time without a rate is approved': { in: APPROVE, where: 'unpriced === 0', off: 'true' },
  'a week ends when weeks of the program end': {
    ...{ in: RULES, where: 'weekdayOf(weekEndsOn) !== assignment.weekday', off: 'false' },
  },
  'a week is of an assignment that runs': {
    ...{
      in: RULES,
      where: '!assignmentsWithTime.some((status) => status === assignment.status)',
      off: 'false',
    },
  },
  'a week lies in its assignment': {
    ...{ in: RULES, off: 'false' },
    where: 'addDays(weekEndsOn, -6) > assignment.endsOn || weekEndsOn < assignment.startsOn',
  },
  'a week has begun': { in: RULES, where: 'firstDay <= week.today', off: 'true' },
  'a day has twenty-four hours': { in: RULES, where: '(worked[day] ?? 0) <= length', off: 'true' },
  'a day lies in the assignment': {
    ...{ in: RULES, where: 'week.startsOn <= date && date <= week.endsOn', off: 'true' },
  },
  'time is booked to the assignment’s cost centers': {
    ...{ in: RULES, where: '!week.costCenterIds.includes(costCenterId)', off: 'false' },
  },
  'a cost center stands once': { in: RULES, where: 'first < index', off: 'false' },
  'there is something to hand in': { in: RULES, where: 'thereIsSomethingToSubmit(rows)', off: '[]' },
  'somebody stands by the hours': { in: RULES, where: 'hoursAreAttested(attest)', off: '[]' },
  'what was handed in is not changed': {
    ...{ in: command('save-draft'), where: '!isEditable(sheet.status)', off: 'false' },
  },
  'a week is handed in once': {
    ...{ in: command('submit-timesheet'), where: '!isEditable(sheet.status)', off: 'false' },
  },
  'approved time alone is corrected': {
    ...{ in: command('correct-timesheet'), where: '!isCorrectable(sheet.status)', off: 'false' },
  },
  'a week has one correction at a time': {
    ...{ in: command('correct-timesheet'), off: '[]' },
    where: 'await ctx.db.select({ id: sheets.id }).from(sheets).where(eq(sheets.correctsId, id))',
  },
};
switchable(guards);

const { approveTimesheet } = await import('#app/timesheets/commands/approve-timesheet.server.ts');
const { correctTimesheet } = await import('#app/timesheets/commands/correct-timesheet.server.ts');
const { recallTimesheet } = await import('#app/timesheets/commands/recall-timesheet.server.ts');
const { rejectTimesheet } = await import('#app/timesheets/commands/reject-timesheet.server.ts');
const { saveDraft } = await import('#app/timesheets/commands/save-draft.server.ts');
const { startWeek } = await import('#app/timesheets/commands/start-week.server.ts');
const { submitTimesheet } = await import('#app/timesheets/commands/submit-timesheet.server.ts');
const { aProgram } = await import('#test/factories/program.ts');
const { fillPosition } = await import('#test/factories/story.ts');
const { storiesIn, triesIn } = await import('./undone.ts');

// One works from 2 March 2026 on and another from May on; it is the middle of March, and no time is entered yet.
const world = await aProgram({ overtime: 'none' });
const { assignmentId, worker } = await fillPosition(world);
const later = await fillPosition(world, { startsOn: '2026-05-04', name: 'Bea Marlow' });
world.on('2026-03-16');
const undone = storiesIn(world);

const row = (costCenter: 0 | 1, ...minutes: number[]) => ({
  costCenterId: world.costCenterIds[costCenter],
  days: Array.from({ length: 7 }, (_, day) => minutes[day] ?? 0),
});
const typed = (over: Partial<WeekInput> = {}): WeekInput => ({
  ...{ rows: [row(0, 480)], note: '', attest: true, intent: 'submit' as const },
  ...over,
});
const starts = (by: Who, weekEndsOn = '2026-03-15', of = assignmentId) =>
  undone((at) => at.says(by, (ctx) => startWeek(ctx, { assignmentId: of, weekEndsOn })));

const begun = async (at: Telling) =>
  (await at.does(worker, (ctx) => startWeek(ctx, { assignmentId, weekEndsOn: '2026-03-15' }))).id;
async function submitted(at: Telling): Promise<string> {
  const id = await begun(at);
  return (await at.does(worker, (ctx) => submitTimesheet(ctx, id, typed()))).id;
}
async function approved(at: Telling): Promise<string> {
  const id = await submitted(at);
  return (await at.does('ana', (ctx) => approveTimesheet(ctx, id))).id;
}
const tries = triesIn(undone);
const because = { reason: 'The clock was misread.' };
const submits =
  (over?: Partial<WeekInput>): Doing =>
  (ctx, id) =>
    submitTimesheet(ctx, id, typed(over));
const handsIn = (over: Partial<WeekInput>, happens?: (at: Telling) => Promise<unknown>) =>
  tries(worker, submits(over), begun, happens);
const saves: Doing = (ctx, id) => saveDraft(ctx, id, typed());
const corrects: Doing = (ctx, id) => correctTimesheet(ctx, id, because);
const approves: Doing = (ctx, id) => approveTimesheet(ctx, id);
const mayNot = (by: Person, what: Doing, from: (at: Telling) => Promise<string>) =>
  turns('not allowed', 'ok', tries(by, what, from));

const cases: Record<keyof typeof guards, Case> = {
  'a week is begun by whoever may': turns('not allowed', 'ok', starts('supplierFinance')),
  'a week is kept by whoever may': mayNot('supplierFinance', saves, begun),
  'a week is handed in by whoever may': mayNot('supplierFinance', submits(), begun),
  'a week is recalled by whoever may': mayNot('supplierFinance', recallTimesheet, submitted),
  'a week is sent back by whoever may': mayNot(
    'clientFinance',
    (ctx, id) => rejectTimesheet(ctx, id, because),
    submitted,
  ),
  'a week is corrected by whoever may': mayNot('supplierFinance', corrects, approved),
  'a week is approved by whoever may': turns(
    'refused: This week is not yours to approve.',
    'not allowed',
    tries('otherManager', approves, submitted),
  ),
  'a week is approved once': turns(/^stale: /, /^invalid: /, tries('ana', approves, approved)),
  'no time without a rate is approved': turns(
    /^invalid: .*no rate of the assignment covers/,
    'the database: the charges of an approved week do not cover its time',
    tries('ana', approves, submitted, (at) =>
      at.writes(sql`update assignment_rate set superseded_at = now() where assignment_id = ${assignmentId}`),
    ),
  ),
  'a week ends when weeks of the program end': turns(
    /^invalid: weekEndsOn/,
    'ok',
    starts(worker, '2026-03-14'),
  ),
  'a week is of an assignment that runs': turns(
    /^invalid: assignmentId/,
    /^invalid: weekEndsOn/,
    starts(later.worker, '2026-03-15', later.assignmentId),
  ),
  'a week lies in its assignment': turns(/^invalid: weekEndsOn/, 'ok', starts(worker, '2026-03-01')),
  'a week has begun': turns(/^invalid: form: This week begins on/, 'ok', starts(worker, '2026-03-29')),
  'a day has twenty-four hours': turns(
    /^invalid: rows\[0\].days\[0\]/,
    'ok',
    handsIn({ rows: [row(0, 1500)] }),
  ),
  'a day lies in the assignment': turns(
    /stays empty/,
    'the database: nobody works outside their assignment',
    handsIn({ rows: [row(0, 0, 0, 0, 0, 480)] }, (at) =>
      at.writes(sql`update assignment set ends_on = '2026-03-11' where id = ${assignmentId}`),
    ),
  ),
  'time is booked to the assignment’s cost centers': turns(
    /^invalid: rows\[0\].costCenterId/,
    'the database: time is booked to the cost centers of its assignment',
    handsIn({ rows: [row(1, 480)] }),
  ),
  'a cost center stands once': turns(
    /^invalid: rows\[1\].costCenterId/,
    'ok',
    handsIn({ rows: [row(0, 480), row(0, 480)] }),
  ),
  'there is something to hand in': turns(/no hours to submit/, 'ok', handsIn({ rows: [row(0)] })),
  'somebody stands by the hours': turns(/^invalid: attest/, 'ok', handsIn({ attest: false })),
  'what was handed in is not changed': turns(
    /^stale: /,
    'the database: the time of a submitted week is not changed',
    tries(worker, saves, submitted),
  ),
  'a week is handed in once': turns(
    /^stale: /,
    'the database: the time of a submitted week is not changed',
    tries(worker, submits(), submitted),
  ),
  'approved time alone is corrected': turns(
    /^stale: /,
    'the database: only approved time is corrected',
    tries(worker, corrects, submitted),
  ),
  'a week has one correction at a time': turns(
    'ok',
    /timesheet_corrected_once/,
    tries(worker, corrects, approved, (at, id) =>
      at.does(worker, (ctx) => correctTimesheet(ctx, id, because)),
    ),
  ),
};
triesEach(cases);
