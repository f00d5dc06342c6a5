import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { switchable, triesEach, turns, type Case } from './mutant.ts';
import type { Doing, From, Telling, Who } from './undone.ts';

/*
 * A need within the card that somebody else approves before anybody is asked. Each guard is switched off, and one person
 * does it alone or beyond what was agreed, or something else is left to refuse it.
 */

const inNeeds = (name: string) => `app/requisitions/commands/${name}.server.ts`;
const NEED = 'app/requisitions/rules.ts';
const DRAFT = inNeeds('draft');
const RELEASE = inNeeds('release');
const POLICY = 'app/platform/authorization/policy.ts';
const UNLESS_OFF = '(actor, subject) => IS_OFF || ON(actor, subject)';
const who = (file: string, action: string, subject = 'row') => ({
  ...{ in: file, where: `authorize(ctx, '${action}', ${subject})`, off: 'ctx' },
});

const guards = {
  'a need is drafted by whoever may': who(DRAFT, 'requisition.draft', '{ clientId }'),
  'a need is changed by whoever may': who(inNeeds('edit'), 'requisition.edit'),
  'a need is handed in by whoever may': who(inNeeds('submit'), 'requisition.submit'),
  'a need is recalled by whoever may': who(
    inNeeds('recall'),
    'requisition.recall',
    '{ ...row, submittedBy: chain?.requestedBy }',
  ),
  'a need is held by whoever may': who(inNeeds('hold'), 'requisition.hold'),
  'a need is closed by whoever may': who(inNeeds('close'), 'requisition.close'),
  'a need is cancelled by whoever may': who(inNeeds('cancel'), 'requisition.close'),
  'a need is released by whoever may': who(RELEASE, 'requisition.release'),
  'a need is approved by whoever may': who(inNeeds('approve'), 'requisition.approve', 'asked'),
  'a need is rejected by whoever may': who(inNeeds('reject'), 'requisition.approve', 'asked'),
  'a need is taken up again by whoever may': who(inNeeds('revise'), 'requisition.edit'),
  'a need goes on by whoever may': who(inNeeds('resume'), 'requisition.hold'),
  'nobody approves a need of their own': {
    ...{ in: POLICY, after: "clientAdmin: all(ifMyClient, unlessMine),\n  },\n  'requisition.release'" },
    ...{ where: 'unlessMine', off: UNLESS_OFF },
  },
  'a second press drafts no second need': { in: DRAFT, where: 'await requisitionRow(ctx, id)', off: 'null' },
  'a press with another’s id finds no need': {
    ...{ in: DRAFT, where: 'existing.createdBy === ctx.actor.accountId', off: 'true' },
  },
  'a need is within the card': { in: NEED, where: 'compareRates(maxBillRate, card) > 0', off: 'false' },
  'a need is within the card of the day': {
    ...{ in: inNeeds('submit'), where: 'await ratesStillFit(ctx, row)', off: '[]' },
  },
  'the shares of a need are all of it': { in: NEED, where: 'percentsSumToOne(fractions)', off: 'true' },
  'a need is of places of its program': { in: NEED, where: '!sites.includes(input.siteId)', off: 'false' },
  'a need that was handed in is not changed': {
    ...{ in: inNeeds('edit'), where: '!isEditable(row.status)', off: 'false' },
  },
  'a need on which somebody was hired is not cancelled': {
    ...{ in: inNeeds('cancel'), where: 'row.filled > 0', off: 'false' },
  },
  'a need is approved before it is released': { in: RELEASE, where: '!isReleasable(status)', off: 'false' },
  'a need goes to active suppliers': { in: RELEASE, where: "one.status === 'active'", off: 'true' },
  'a need goes to enrolled suppliers': {
    ...{ in: RELEASE, where: 'chosen.length < new Set(input.suppliers).size', off: 'false' },
  },
};
switchable(guards);

const { acceptOffer } = await import('#app/assignments/commands/accept-offer.server.ts');
const { approveRequisition } = await import('#app/requisitions/commands/approve.server.ts');
const { cancelRequisition } = await import('#app/requisitions/commands/cancel.server.ts');
const { closeRequisition } = await import('#app/requisitions/commands/close.server.ts');
const { draftRequisition } = await import('#app/requisitions/commands/draft.server.ts');
const { editRequisition } = await import('#app/requisitions/commands/edit.server.ts');
const { holdRequisition } = await import('#app/requisitions/commands/hold.server.ts');
const { recallRequisition } = await import('#app/requisitions/commands/recall.server.ts');
const { rejectRequisition } = await import('#app/requisitions/commands/reject.server.ts');
const { releaseRequisition } = await import('#app/requisitions/commands/release.server.ts');
const { resumeRequisition } = await import('#app/requisitions/commands/resume.server.ts');
const { reviseRequisition } = await import('#app/requisitions/commands/revise.server.ts');
const { submitRequisition } = await import('#app/requisitions/commands/submit.server.ts');
const { extendedOffer, needTyped, openNeed, presentedCandidate } = await import('#test/factories/story.ts');
const { aProgram } = await import('#test/factories/program.ts');
const { storiesIn, triesIn } = await import('./undone.ts');

// Two positions are wanted, and somebody has an offer.
const world = await aProgram();
const { requisitionId: wanted } = await openNeed(world, { positions: 2 });
const { submittalId } = await presentedCandidate(world, wanted);
const { offerId } = await extendedOffer(world, submittalId);
const { cobalt } = world.suppliers;
const undone = storiesIn(world);

const tries = triesIn(undone);
const mayNot = (by: Who, what: Doing, from: From) => turns('not allowed', 'ok', tries(by, what, from));

const drafted: From = async (at) =>
  (await at.does('ana', (ctx) => draftRequisition(ctx, needTyped(world)))).id;
const handedIn: From = async (at) => {
  const id = await drafted(at);
  return (await at.does('ana', (ctx) => submitRequisition(ctx, id))).id;
};
const approved: From = async (at) => {
  const id = await handedIn(at);
  await at.does('approver', (ctx) => approveRequisition(ctx, id));
  return id;
};
const open: From = () => Promise.resolve(wanted);
const because = { reason: 'Plans have changed.' };
const edits: Doing = (ctx, id) => editRequisition(ctx, id, needTyped(world, { id, positions: 2 }));
const releases =
  (...suppliers: string[]): Doing =>
  (ctx, id) =>
    releaseRequisition(ctx, id, { suppliers });
const drafts = (over: Parameters<typeof needTyped>[1], more = {}) =>
  undone((at) => at.says('ana', (ctx) => draftRequisition(ctx, { ...needTyped(world, over), ...more })));
const draftsAgain = (by: Who) =>
  undone(async (at) => {
    const same = needTyped(world);
    await at.does('ana', (ctx) => draftRequisition(ctx, same));
    return at.says(by, (ctx) => draftRequisition(ctx, same));
  });
const accepted = (at: Telling) => at.does('recruiter', (ctx) => acceptOffer(ctx, offerId));
const cheaperCard = (at: Telling) =>
  at.writes(sql`update rate_card_entry set max_bill_rate = 80 where id = ${world.rateCardEntryId}`);

const cases: Record<keyof typeof guards, Case> = {
  'a need is drafted by whoever may': turns(
    'not allowed',
    'ok',
    undone((at) => at.says('approver', (ctx) => draftRequisition(ctx, needTyped(world)))),
  ),
  'a need is changed by whoever may': mayNot('otherManager', edits, drafted),
  'a need is handed in by whoever may': mayNot('otherManager', submitRequisition, drafted),
  'a need is recalled by whoever may': mayNot('otherManager', recallRequisition, handedIn),
  'a need is held by whoever may': mayNot(
    'otherManager',
    (ctx, id) => holdRequisition(ctx, id, because),
    open,
  ),
  'a need is closed by whoever may': mayNot(
    'otherManager',
    (ctx, id) => closeRequisition(ctx, id, because),
    open,
  ),
  'a need is cancelled by whoever may': mayNot(
    'otherManager',
    (ctx, id) => cancelRequisition(ctx, id, because),
    open,
  ),
  'a need is released by whoever may': turns(
    'not allowed',
    /^the database: new row violates row-level security/,
    tries('ana', releases(cobalt), approved),
  ),
  'a need is approved by whoever may': turns(
    'not allowed',
    /^refused: /,
    tries('otherManager', approveRequisition, handedIn),
  ),
  'a need is rejected by whoever may': turns(
    'not allowed',
    /^refused: /,
    tries('otherManager', (ctx, id) => rejectRequisition(ctx, id, because), handedIn),
  ),
  'a need is taken up again by whoever may': turns(
    'not allowed',
    'ok',
    tries('otherManager', reviseRequisition, handedIn, (at, id) =>
      at.does('approver', (ctx) => rejectRequisition(ctx, id, because)),
    ),
  ),
  'a need goes on by whoever may': turns(
    'not allowed',
    'ok',
    tries('otherManager', resumeRequisition, open, (at, id) =>
      at.does('ana', (ctx) => holdRequisition(ctx, id, because)),
    ),
  ),
  'nobody approves a need of their own': turns(
    'not allowed',
    /^refused: /,
    undone(async (at) => {
      await at.writes(sql`update approval_rule set role = 'clientAdmin' where client_id = ${world.clientId}`);
      const { id } = await at.does('clientAdmin', (ctx) => draftRequisition(ctx, needTyped(world)));
      await at.does('clientAdmin', (ctx) => submitRequisition(ctx, id));
      return at.says('clientAdmin', (ctx) => approveRequisition(ctx, id));
    }),
  ),
  'a second press drafts no second need': turns('ok', /^the database: duplicate key/, draftsAgain('ana')),
  'a press with another’s id finds no need': turns('missing', 'ok', draftsAgain('clientAdmin')),
  'a need is within the card': turns(/^invalid: maxBillRate/, 'ok', drafts({ maxRate: '121' })),
  'a need is within the card of the day': turns(
    /^invalid: maxBillRate/,
    'ok',
    tries('ana', submitRequisition, drafted, cheaperCard),
  ),
  'the shares of a need are all of it': turns(
    /^invalid: splits/,
    /^the database: the cost split of requisition adds up to 90/,
    drafts({ splits: ['60', '30'] }),
  ),
  'a need is of places of its program': turns(
    /^invalid: siteId/,
    /requisition_client_id_site_id_fkey/,
    drafts({}, { siteId: randomUUID() }),
  ),
  'a need that was handed in is not changed': turns(
    /^stale: It is pending/,
    'the database: what was asked for stands once it was handed in',
    tries('ana', edits, handedIn),
  ),
  'a need on which somebody was hired is not cancelled': turns(
    /^stale: Somebody was hired/,
    'ok',
    tries('ana', (ctx, id) => cancelRequisition(ctx, id, because), open, accepted),
  ),
  'a need is approved before it is released': turns(
    /^stale: It is pending approval/,
    'the database: a requisition is released once it is approved',
    tries('coordinator', releases(cobalt), handedIn),
  ),
  'a need goes to active suppliers': turns(
    /^invalid: suppliers/,
    'ok',
    tries('coordinator', releases(cobalt), approved, (at) =>
      at.writes(sql`update enrollment set status = 'suspended' where client_id = ${world.clientId}`),
    ),
  ),
  'a need goes to enrolled suppliers': turns(
    /^invalid: suppliers/,
    'ok',
    tries('coordinator', releases(cobalt, randomUUID()), approved),
  ),
};
triesEach(cases);
