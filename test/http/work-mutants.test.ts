import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { switchable, triesEach, turns, type Case } from './mutant.ts';
import type { Doing, From, Telling, Who } from './undone.ts';

/*
 * Positions that are filled once, and rates that two sides agree on. Each guard is switched off, and one person does it
 * alone or beyond what was agreed, or something else is left to refuse it.
 */

const inWork = (name: string) => `app/assignments/commands/${name}.server.ts`;
const PROPOSE = inWork('propose-revision');
const POSITIONS = 'app/requisitions/positions.server.ts';
const ACCEPTANCE = 'app/submittals/acceptance.server.ts';
const POLICY = 'app/platform/authorization/policy.ts';
const UNLESS_OFF = '(actor, subject) => IS_OFF || ON(actor, subject)';
const who = (file: string, action: string, subject = 'row') => ({
  ...{ in: file, where: `authorize(ctx, '${action}', ${subject})`, off: 'ctx' },
});

const guards = {
  'an offer is accepted by whoever may': who(inWork('accept-offer'), 'offer.answer', 'offer'),
  'an offer is accepted once': { in: ACCEPTANCE, where: "row.status !== 'extended'", off: 'false' },
  'an offer is accepted until its day': {
    ...{ in: ACCEPTANCE, where: 'hasExpired(row.expiresOn, today(ctx.now, row.timeZone))', off: 'false' },
  },
  'a position is filled once': { in: POSITIONS, where: 'row.filled >= positions', off: 'false' },
  'an assignment begins by whoever may': who(inWork('activate-assignment'), 'assignment.activate'),
  'an assignment begins on its first day': {
    ...{ in: inWork('activate-assignment'), off: 'false' },
    where: "row.status === 'ready' && !hasCome(row.startsOn, today(ctx.now, row.timeZone))",
  },
  'a supplier’s reference is its own to set': who(inWork('set-supplier-reference'), 'assignment.reference'),
  'an assignment is ended by whoever may': who(inWork('end-assignment'), 'assignment.end'),
  'an assignment ends within what was agreed': {
    ...{ in: 'app/assignments/rules.ts', where: 'endsOn < agreed.startsOn', off: 'false' },
  },
  'new rates are proposed by whoever may': who(PROPOSE, 'assignment.revise'),
  'new rates are approved by whoever may': who(inWork('approve-revision'), 'revision.approve'),
  'nobody approves rates of their own': {
    ...{
      in: POLICY,
      after: "'revision.approve': {\n    mspCoordinator: ",
      where: 'unlessMine',
      off: UNLESS_OFF,
    },
  },
  'new rates are answered by whoever may': who(inWork('accept-revision'), 'revision.answer'),
  'new rates are ended by whoever may': {
    ...{ in: inWork('end-revision'), where: 'authorize(ctx, action, row)', off: 'ctx' },
  },
  'new rates are within the card': {
    in: PROPOSE,
    where: 'await ratesProblems(ctx, wanted, where)',
    off: '[]',
  },
  'accepted rates are within the card': {
    ...{ in: inWork('accept-revision'), off: '[]' },
    where: 'await ratesProblems(ctx, { billRate, payRate }, where)',
  },
  'new rates begin within the assignment': {
    ...{ in: PROPOSE, where: 'revisionLiesWithin(wanted.effectiveFrom, row)', off: '[]' },
  },
  'one revision waits at a time': {
    ...{ in: PROPOSE, where: 'earlier.find(({ status }) => isOpen(status))', off: 'undefined' },
  },
  'a second press proposes nothing more': {
    ...{ in: PROPOSE, where: 'earlier.some((one) => one.id === id)', off: 'false' },
  },
  'what a worker is paid is the supplier’s to say': {
    ...{ in: PROPOSE, where: "wanted.payRate !== null && ctx.actor.side === 'client'", off: 'false' },
  },
};
switchable(guards);

const { acceptOffer } = await import('#app/assignments/commands/accept-offer.server.ts');
const { activateAssignment } = await import('#app/assignments/commands/activate-assignment.server.ts');
const { setSupplierReference } = await import('#app/assignments/commands/set-supplier-reference.server.ts');
const { acceptRevision } = await import('#app/assignments/commands/accept-revision.server.ts');
const { approveRevision } = await import('#app/assignments/commands/approve-revision.server.ts');
const { endAssignment } = await import('#app/assignments/commands/end-assignment.server.ts');
const { endRevision } = await import('#app/assignments/commands/end-revision.server.ts');
const { proposeRevision } = await import('#app/assignments/commands/propose-revision.server.ts');
const { revisionForm } = await import('#app/assignments/forms.ts');
const { extendedOffer, fillPosition, openNeed, presentedCandidate } =
  await import('#test/factories/story.ts');
const { aProgram } = await import('#test/factories/program.ts');
const { storiesIn, triesIn } = await import('./undone.ts');

// Somebody works, somebody will from May on, and two others have an offer.
const world = await aProgram();
const { assignmentId } = await fillPosition(world);
const { assignmentId: later } = await fillPosition(world, { startsOn: '2026-05-04', name: 'Tessa Marlow' });
const { requisitionId: wanted } = await openNeed(world, { positions: 2 });
const offers: string[] = [];
for (const name of ['Ida Marlow', 'Bea Marlow']) {
  const { submittalId } = await presentedCandidate(world, wanted, { name });
  offers.push((await extendedOffer(world, submittalId)).offerId);
}
const [oneOffer = '', otherOffer = ''] = offers;
const undone = storiesIn(world);

const tries = triesIn(undone);
const mayNot = (by: Who, what: Doing, from: From) => turns('not allowed', 'ok', tries(by, what, from));

const because = { reason: 'Plans have changed.' };
const accepts = (
  by: Who,
  before: (at: Telling) => Promise<unknown> = async () => undefined,
  offer = oneOffer,
) => tries(by, acceptOffer, () => Promise.resolve(offer), before);
const accepted = (at: Telling) => at.does('recruiter', (ctx) => acceptOffer(ctx, oneOffer));

const rates = (over = {}) =>
  revisionForm.parse({
    ...{ id: randomUUID(), effectiveFrom: '2026-03-09', billRate: '90', payRate: '60' },
    ...{ reason: 'Agreed late.', intent: 'propose', ...over },
  });
const proposed: From = async (at) =>
  (await at.does('coordinator', (ctx) => proposeRevision(ctx, assignmentId, rates()))).id;
const agreed: From = async (at) => {
  const id = await proposed(at);
  return (await at.does('ana', (ctx) => approveRevision(ctx, id))).id;
};
const proposes = (by: Who, over = {}, before?: (at: Telling) => Promise<unknown>) =>
  undone(async (at) => {
    await before?.(at);
    return at.says(by, (ctx) => proposeRevision(ctx, assignmentId, rates(over)));
  });
const ends =
  (endsOn: string): Doing =>
  (ctx, id) =>
    endAssignment(ctx, id, { endsOn, ...because });
const cheaperCard = (at: Telling) =>
  at.writes(sql`update rate_card_entry set max_bill_rate = 80 where id = ${world.rateCardEntryId}`);

const cases: Record<keyof typeof guards, Case> = {
  'an offer is accepted by whoever may': turns('not allowed', 'ok', accepts('supplierFinance')),
  'an offer is accepted once': turns(
    'stale: This offer is accepted already.',
    'stale: This is accepted already.',
    accepts('recruiter', accepted),
  ),
  'an offer is accepted until its day': turns(
    /^stale: /,
    'ok',
    accepts('recruiter', async (at) => at.on('2026-03-10')),
  ),
  'a position is filled once': turns(
    /^stale: /,
    /no_more_filled_than_asked_for/,
    accepts(
      'recruiter',
      async (at) => {
        await accepted(at);
        await at.writes(sql`update requisition set filled = positions where id = ${wanted}`);
      },
      otherOffer,
    ),
  ),
  'an assignment begins by whoever may': turns(
    'not allowed',
    'ok',
    tries(
      'approver',
      activateAssignment,
      () => Promise.resolve(later),
      async (at) => at.on('2026-05-04'),
    ),
  ),
  'an assignment begins on its first day': turns(
    /^stale: It starts on/,
    'ok',
    tries('ana', activateAssignment, () => Promise.resolve(later)),
  ),
  'a supplier’s reference is its own to set': turns(
    'not allowed',
    'ok',
    tries(
      'ana',
      (ctx, id) => setSupplierReference(ctx, id, { supplierReference: 'W-1' }),
      () => Promise.resolve(assignmentId),
    ),
  ),
  'an assignment is ended by whoever may': mayNot('approver', ends('2026-03-02'), () =>
    Promise.resolve(assignmentId),
  ),
  'an assignment ends within what was agreed': turns(
    /^invalid: endsOn/,
    /assignment_check/,
    tries('ana', ends('2026-03-01'), () => Promise.resolve(assignmentId)),
  ),
  'new rates are proposed by whoever may': turns('not allowed', 'ok', proposes('finance')),
  'new rates are approved by whoever may': mayNot('finance', approveRevision, proposed),
  'nobody approves rates of their own': turns(
    'not allowed',
    /nobody_approves_their_own_revision/,
    tries('coordinator', approveRevision, proposed),
  ),
  'new rates are answered by whoever may': mayNot(
    'supplierFinance',
    (ctx, id) => acceptRevision(ctx, id, {}),
    agreed,
  ),
  'new rates are ended by whoever may': mayNot(
    'finance',
    (ctx, id) => endRevision(ctx, id, 'cancel', because),
    proposed,
  ),
  'new rates are within the card': turns(
    /^invalid: billRate/,
    'ok',
    proposes('coordinator', { billRate: '121' }),
  ),
  'accepted rates are within the card': turns(
    /^invalid: payRate/,
    'ok',
    tries('recruiter', (ctx, id) => acceptRevision(ctx, id, {}), agreed, cheaperCard),
  ),
  'new rates begin within the assignment': turns(
    /^invalid: effectiveFrom/,
    'ok',
    proposes('coordinator', { effectiveFrom: '2026-02-02' }),
  ),
  'one revision waits at a time': turns(
    /still waits for an answer/,
    /revision_one_open/,
    proposes('coordinator', {}, proposed),
  ),
  'a second press proposes nothing more': turns(
    'ok',
    /^stale: /,
    undone(async (at) => {
      const same = rates();
      await at.does('coordinator', (ctx) => proposeRevision(ctx, assignmentId, same));
      return at.says('coordinator', (ctx) => proposeRevision(ctx, assignmentId, same));
    }),
  ),
  'what a worker is paid is the supplier’s to say': turns(
    /^invalid: payRate/,
    /row-level security policy for table "revision_pay"/,
    proposes('ana'),
  ),
};
triesEach(cases);
