import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Person } from '#test/cast.ts';
import { switchable, triesEach, turns, type Case } from './mutant.ts';
import type { Telling } from './undone.ts';

/*
 * What was billed is taken back by two, and books that are closed stay so. Each guard is switched off, and one person
 * does what takes two, something else is posted than was seen, or the database alone keeps it.
 */

const inCorrections = (name: string) => `app/corrections/commands/${name}.server.ts`;
const inLedger = (name: string) => `app/ledger/commands/${name}.server.ts`;
const ISSUE = inCorrections('issue-correction');
const LINES = 'app/corrections/rules.ts';
const MONTHS = 'app/ledger/rules.ts';
const POLICY = 'app/platform/authorization/policy.ts';
const who = (file: string, action: string, subject: string) => ({
  ...{ in: file, where: `authorize(ctx, '${action}', ${subject})`, off: 'ctx' },
});

const guards = {
  'whoever drafts a correction does not issue it': {
    ...{
      in: POLICY,
      after: "'correction.approve': { mspAdmin: ",
      where: 'unlessMine',
    },
    off: '(actor, subject) => IS_OFF || ON(actor, subject)',
  },
  'a correction is drafted by whoever may': who(
    inCorrections('draft-correction'),
    'correction.propose',
    '{ clientId: input.clientId }',
  ),
  'a correction is handed on by whoever may': who(
    inCorrections('submit-correction'),
    'correction.propose',
    'row',
  ),
  'a correction is given up by whoever may': who(
    inCorrections('cancel-correction'),
    'correction.propose',
    'row',
  ),
  'a correction is rejected by whoever may': who(
    inCorrections('reject-correction'),
    'correction.approve',
    'row',
  ),
  'a correction is issued by whoever may': who(ISSUE, 'correction.approve', 'row'),
  'a second press drafts no second correction': {
    ...{ in: inCorrections('draft-correction'), where: 'await draftedBefore(ctx, input.id)', off: 'null' },
  },
  'what is not billed is not corrected': { in: LINES, where: '!charge.isBilled', off: 'false' },
  'a credit is not credited': { in: LINES, where: 'charge.isCredit', off: 'false' },
  'no more is credited than is left': {
    ...{ in: LINES, where: 'line.creditMinor > charge.remainingMinor', off: 'false' },
  },
  'a line is credited once': { in: ISSUE, where: '!(await isStillThere(ctx, id))', off: 'false' },
  'a correction is issued as it was shown': {
    ...{ in: ISSUE, off: 'false' },
    where:
      'now.client.netMinor !== shown.client.netMinor || now.supplier.netMinor !== shown.supplier.netMinor',
  },
  'a correction overdraws no order': { in: ISSUE, where: 'overdrawnOrders(now)', off: '[]' },
  'no correction is of a closed month': {
    ...{
      in: ISSUE,
      where: "await whyMonthIsClosed(ctx, row.clientId, issueDay(ctx, program, '0001-01-01'))",
    },
    off: 'null',
  },
  'a month is closed by whoever may': who(inLedger('close-month'), 'ledger.close', 'program'),
  'a month is closed once it is over': { in: MONTHS, where: 'lastOfMonth(month) >= today', off: 'false' },
  'months are closed in their order': { in: MONTHS, where: 'open === undefined', off: 'true' },
  'a month is closed once': {
    ...{ in: inLedger('close-month'), where: "isShut(states.get(month) ?? 'open')", off: 'false' },
  },
  'whoever may asks to reopen': who(inLedger('ask-to-reopen'), 'ledger.reopen', 'period'),
  'a month is reopened by whoever may': who(inLedger('reopen-month'), 'ledger.reopen', 'period'),
  'a month is kept closed by whoever may': who(inLedger('keep-month-closed'), 'ledger.reopen', 'period'),
  'a month is reopened by two': {
    ...{ in: inLedger('reopen-month'), off: 'false' },
    where: "period.status === 'reopening' && period.reopenAskedBy === ctx.actor.accountId",
  },
  'the last month is reopened first': { in: MONTHS, where: 'last === undefined', off: 'true' },
};
switchable(guards);

const { cancelCorrection } = await import('#app/corrections/commands/cancel-correction.server.ts');
const { draftCorrection } = await import('#app/corrections/commands/draft-correction.server.ts');
const { issueCorrection } = await import('#app/corrections/commands/issue-correction.server.ts');
const { rejectCorrection } = await import('#app/corrections/commands/reject-correction.server.ts');
const { submitCorrection } = await import('#app/corrections/commands/submit-correction.server.ts');
const { correctionForm } = await import('#app/corrections/forms.ts');
const { askToReopen } = await import('#app/ledger/commands/ask-to-reopen.server.ts');
const { closeMonth } = await import('#app/ledger/commands/close-month.server.ts');
const { keepMonthClosed } = await import('#app/ledger/commands/keep-month-closed.server.ts');
const { reopenMonth } = await import('#app/ledger/commands/reopen-month.server.ts');
const { billedCharge, clientId, closed, coveredCharge, undone } = await import('./billed-march.ts');
const { triesIn } = await import('./undone.ts');

type Typed = {
  how?: 'whole' | 'share' | 'rate';
  sharePercent?: string;
  rate?: string;
  charge?: number;
  id?: string;
};
const typed = ({ how = 'whole', charge = billedCharge, id = randomUUID(), ...rest }: Typed = {}) =>
  correctionForm.parse({
    ...{ id, clientId, how, charges: [String(charge)], ...rest },
    ...{ reasonCode: 'dispute', reason: 'A dispute was settled' },
  });
const drafts = (by: Person, over?: Typed) =>
  undone((at) => at.says(by, (ctx) => draftCorrection(ctx, typed(over))));
const drafted = async (at: Telling, over?: Typed) =>
  (await at.does('finance', (ctx) => draftCorrection(ctx, typed(over)))).id;
async function submitted(at: Telling, over?: Typed): Promise<string> {
  const id = await drafted(at, over);
  return (await at.does('finance', (ctx) => submitCorrection(ctx, id))).id;
}

const tries = triesIn(undone, submitted);

const [march, april] = ['2026-03-01', '2026-04-01'];
const closing = (month: string) => (ctx: Parameters<typeof closeMonth>[0]) =>
  closeMonth(ctx, { client: clientId, month });
const because = { reason: 'A self-bill was left out.' };
/** Somebody closes a month on a day. */
const closes = (by: Person, month: string, day = '2026-05-01', before: string[] = []) =>
  undone(async (at) => {
    at.on(day);
    for (const one of before) await at.does('finance', closing(one));
    return at.says(by, closing(month));
  });
const inMarch = async (at: Telling) => (await at.does('finance', closing(march))).id;
async function toBeReopened(at: Telling): Promise<string> {
  const id = await inMarch(at);
  return (await at.does('finance', (ctx) => askToReopen(ctx, id, because))).id;
}

const cases: Record<keyof typeof guards, Case> = {
  'whoever drafts a correction does not issue it': turns(
    'not allowed',
    /nobody_approves_their_own_correction/,
    undone(async (at) => {
      const { id } = await at.does('admin', (ctx) => draftCorrection(ctx, typed()));
      await at.does('admin', (ctx) => submitCorrection(ctx, id));
      return at.says('admin', (ctx) => issueCorrection(ctx, id));
    }),
  ),
  'a correction is drafted by whoever may': turns('not allowed', 'ok', drafts('auditor')),
  'a correction is handed on by whoever may': turns(
    'not allowed',
    'ok',
    tries('auditor', submitCorrection, drafted),
  ),
  'a correction is given up by whoever may': turns('not allowed', 'ok', tries('auditor', cancelCorrection)),
  'a correction is rejected by whoever may': turns(
    'not allowed',
    'ok',
    tries('auditor', (ctx, id) => rejectCorrection(ctx, id, because)),
  ),
  'a correction is issued by whoever may': turns('not allowed', 'ok', tries('auditor', issueCorrection)),
  'a second press drafts no second correction': turns(
    'ok',
    /^the database: duplicate key/,
    undone(async (at) => {
      const same = { id: randomUUID() };
      await drafted(at, same);
      return at.says('finance', (ctx) => draftCorrection(ctx, typed(same)));
    }),
  ),
  'what is not billed is not corrected': turns(
    /^invalid: charges: This is not billed yet/,
    'ok',
    drafts('finance', { charge: coveredCharge }),
  ),
  'a credit is not credited': turns(
    /^invalid: charges: A credit is not credited again/,
    /^invalid: charges: Nothing is left to credit/,
    undone(async (at) => {
      const id = await submitted(at);
      await at.does('admin', (ctx) => issueCorrection(ctx, id));
      const found = sql`select id from charge where credits_charge_id = ${billedCharge}`;
      const charge = Number((await at.row<{ id: number }>(found))?.id);
      return at.says('finance', (ctx) => draftCorrection(ctx, typed({ charge })));
    }),
  ),
  'no more is credited than is left': turns(
    /^invalid: charges: At most/,
    /^the database: credits of 93960 would exceed/,
    undone(async (at) => {
      const id = await submitted(at, { how: 'share', sharePercent: '60' });
      await at.does('admin', (ctx) => issueCorrection(ctx, id));
      return at.says('finance', (ctx) => draftCorrection(ctx, typed({ how: 'share', sharePercent: '60' })));
    }),
  ),
  'a line is credited once': turns(
    /^stale: A line was credited meanwhile/,
    /^the database: credits of 156600 would exceed/,
    undone(async (at) => {
      const [one, two] = [await submitted(at), await submitted(at)];
      await at.does('admin', (ctx) => issueCorrection(ctx, one));
      return at.says('admin', (ctx) => issueCorrection(ctx, two));
    }),
  ),
  'a correction is issued as it was shown': turns(
    /^stale: It would change something else now/,
    'ok',
    tries('admin', issueCorrection, submitted, (at, id) =>
      at.writes(
        sql`update correction set preview = jsonb_set(preview, '{client,netMinor}', '1') where id = ${id}`,
      ),
    ),
  ),
  'a correction overdraws no order': turns(
    /^stale: Purchase order 4711 has less left/,
    /purchase_orders_are_not_overdrawn/,
    tries('admin', issueCorrection, (at) => submitted(at, { how: 'rate', rate: '90' })),
  ),
  'no correction is of a closed month': turns(
    /^stale: The books of .* are closed/,
    /^the database: the books of .* are closed/,
    tries('admin', issueCorrection, submitted, closed),
  ),
  'a month is closed by whoever may': turns('not allowed', 'ok', closes('auditor', march)),
  'a month is closed once it is over': turns(
    /Apr 2026 is not over/,
    'ok',
    closes('finance', april, '2026-04-30', [march]),
  ),
  'months are closed in their order': turns(/Close Mar 2026 first/, 'ok', closes('finance', april)),
  'a month is closed once': turns(
    'stale: Mar 2026 is closed already.',
    'stale: This is closed already.',
    closes('finance', march, '2026-05-01', [march]),
  ),
  'whoever may asks to reopen': turns(
    'not allowed',
    'ok',
    tries('auditor', (ctx, id) => askToReopen(ctx, id, because), inMarch),
  ),
  'a month is reopened by whoever may': turns(
    'not allowed',
    'ok',
    tries('auditor', reopenMonth, toBeReopened),
  ),
  'a month is kept closed by whoever may': turns(
    'not allowed',
    'ok',
    tries('auditor', keepMonthClosed, toBeReopened),
  ),
  'a month is reopened by two': turns(
    /Somebody else has to agree/,
    /reopening_takes_two/,
    tries('finance', reopenMonth, toBeReopened),
  ),
  'the last month is reopened first': turns(
    /Reopen Apr 2026 first/,
    'ok',
    tries(
      'finance',
      (ctx, id) => askToReopen(ctx, id, because),
      async (at) => {
        at.on('2026-05-01');
        const id = await inMarch(at);
        await at.does('finance', closing(april));
        return id;
      },
    ),
  ),
};
triesEach(cases);
