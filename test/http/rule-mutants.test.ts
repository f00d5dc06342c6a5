import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { ApprovalKind } from '#app/values/approval-kinds.ts';
import type { Result } from '#app/values/result.ts';
import type { Person } from '#test/cast.ts';
import type { World } from '#test/factories/program.ts';
import { endOf, switchable, triesEach, turns, type Case } from './mutant.ts';

/*
 * What nobody may do though their role may: for themselves, on their own, through another. Each
 * rule is switched off, and it is done, or the database alone is left to refuse it.
 */

const VOCABULARY = 'app/platform/authorization/vocabulary.ts';
const STAND_INS = 'app/platform/authorization/stand-ins.server.ts';
const GIVE = 'app/approvals/commands/give-delegation.server.ts';
const DAYS = 'app/approvals/delegation-rules.ts';
const SIGN = 'app/approvals/rules.ts';

const guards = {
  'nobody keeps their own account': {
    ...{ in: VOCABULARY, where: 'subject.accountId !== actor.accountId', off: 'true' },
  },
  'nobody invites themselves': {
    ...{ in: 'app/people/commands/invite.server.ts', off: 'false' },
    where: 'input.email.toLowerCase() === ctx.actor.email.toLowerCase()',
  },
  'a role is given on its own side': {
    ...{ in: 'app/people/rules.ts', where: 'side !== organization.side', off: 'false' },
  },
  'the last administrator keeps the role': {
    ...{ in: 'app/people/commands/end-membership.server.ts', off: 'false' },
    where: '!(await keepAnAdministrator(ctx, found))',
  },
  'the last administrator is not disabled': {
    ...{ in: 'app/people/commands/disable-account.server.ts', off: 'false' },
    where: '!(await keepAnAdministrator(ctx, { ...standing, accountId: id, disabledAt: person.disabledAt }))',
  },
  'nobody approves what they handed in': {
    ...{ in: VOCABULARY, where: 'submittedBy !== account && createdBy !== account', off: 'true' },
  },
  'nobody approves in the place of whoever handed it in': {
    ...{ in: VOCABULARY, where: '[accountId, onBehalfOf?.accountId]', off: '[accountId]' },
  },
  'nobody signs what they asked for': { in: SIGN, where: 'both.includes(chain.requestedBy)', off: 'false' },
  'two signatures are two people': {
    ...{ in: SIGN, where: 'both.some((id) => signed.includes(id))', off: 'false' },
  },
  'a signature is of the role whose turn it is': {
    ...{ in: SIGN, where: 'step.role === person.role', off: 'true' },
  },
  'a delegation is of its kinds': {
    ...{ in: 'app/platform/authorization/authorize.server.ts', where: 'kinds.includes(kind)', off: 'true' },
  },
  'a delegation is of its days': {
    ...{ in: STAND_INS, off: 'undefined' },
    where: `sql\`(\${now.toISOString()}::timestamptz at time zone \${program.timeZone})::date
          between \${approvalDelegation.startsOn} and \${approvalDelegation.endsOn}\``,
  },
  'a delegation that was ended is over': {
    ...{ in: STAND_INS, where: 'isNull(approvalDelegation.endedAt)', off: 'undefined' },
  },
  'a delegation lapses with whoever gave it': {
    ...{ in: STAND_INS, where: 'isNull(membership.endedAt)', off: 'undefined' },
  },
  'a delegation lapses with an account that is disabled': {
    ...{ in: STAND_INS, where: 'isNull(account.disabledAt)', off: 'undefined' },
  },
  'nobody stands in for themselves': { in: GIVE, where: 'from.accountId === to.accountId', off: 'false' },
  'nobody gives themselves another’s approvals': {
    ...{ in: GIVE, where: 'to.accountId === ctx.actor.accountId', off: 'false' },
  },
  'a delegation is not passed on': {
    ...{
      in: GIVE,
      where: 'await inTheWay(ctx, { clientId, kinds, startsOn, endsOn }, from, to)',
      off: 'null',
    },
  },
  'nobody gives what they do not have': { in: DAYS, where: '!from.kinds.includes(kind)', off: 'false' },
  'nobody gets what is not for their role': { in: DAYS, where: '!to.kinds.includes(kind)', off: 'false' },
  'a delegation is not of the past': { in: DAYS, where: 'startsOn < today', off: 'false' },
  'a delegation is of ninety days at most': { in: DAYS, where: 'endsOn > latest', off: 'false' },
};
switchable(guards);

const { walled } = await import('#db/walled.ts');
const { disableAccount } = await import('#app/people/commands/disable-account.server.ts');
const { endMembership } = await import('#app/people/commands/end-membership.server.ts');
const { giveRole } = await import('#app/people/commands/give-role.server.ts');
const { invite } = await import('#app/people/commands/invite.server.ts');
const { giveDelegation } = await import('#app/approvals/commands/give-delegation.server.ts');
const { endDelegation } = await import('#app/approvals/commands/end-delegation.server.ts');
const { hindranceToSign } = await import('#app/approvals/rules.ts');
const { approveTimesheet } = await import('#app/timesheets/commands/approve-timesheet.server.ts');
const { NotAllowed } = await import('#app/platform/authorization/authorize.server.ts');
const { standInsOf } = await import('#app/platform/authorization/stand-ins.server.ts');
const { join } = await import('#test/cast.ts');
const { inWords } = await import('#test/factories/acts.ts');
const { aProgram } = await import('#test/factories/program.ts');
const { fillPosition } = await import('#test/factories/story.ts');
const { submittedWeek } = await import('#test/factories/weeks.ts');

const TODAY = '2026-03-16';
const because = { reason: 'She left the company.' };

/** How a command ends, also where the policy or the database alone refuses it. */
const said = (work: () => Promise<Result<unknown>>) =>
  endOf(async () => {
    const result = await work().catch((error: unknown) => {
      if (error instanceof NotAllowed) return null;
      throw error;
    });
    return result === null ? 'not allowed' : result.ok ? 'ok' : inWords(result.refusal);
  });

type Plan = { kinds?: ApprovalKind[]; startsOn?: string; endsOn?: string; by?: Person; in?: World };

/** One gives another their approvals, in a program of their own. */
async function gives(from: Person, to: Person, plan: Plan = {}) {
  const { kinds = ['timesheet'], startsOn = TODAY, endsOn = '2026-03-20', by = from } = plan;
  const world = plan.in ?? (await aProgram());
  world.on(TODAY);
  const id = randomUUID();
  const input = { id, kinds, startsOn, endsOn, toMembershipId: world.actor(to).membershipId };
  const fromMembershipId = by === from ? undefined : world.actor(from).membershipId;
  const outcome = await said(() =>
    world.act(by, (ctx) => giveDelegation(ctx, { ...input, fromMembershipId })),
  );
  return { world, id, outcome };
}
const giving = (from: Person, to: Person, plan?: Plan) => () =>
  gives(from, to, plan).then(({ outcome }) => outcome);

/** For how many Marco stands in, after what happened to what Ana gave him. */
const standsInAfter = (happens: (world: World, id: string) => Promise<unknown>, plan?: Plan) => async () => {
  const { world, id } = await gives('ana', 'otherManager', plan);
  await happens(world, id);
  const ways = await walled(world.database, { side: 'client', clientId: world.clientId }, (db) =>
    standInsOf(db, world.actor('otherManager'), world.now()),
  );
  return ways.length;
};

/** A week that one of them handed in is approved by another. */
async function approves(who: Person, handedInBy: Person, kinds: ApprovalKind[] = ['timesheet']) {
  const world = await aProgram({ overtime: 'none' });
  const assigned = await fillPosition(world);
  await gives('ana', 'otherManager', { kinds, in: world });
  const { timesheetId } = await submittedWeek(world, assigned, '2026-03-15', { Mon: 8 });
  const { accountId } = world.actor(handedInBy);
  await asMsp(world, sql`update timesheet set submitted_by = ${accountId} where id = ${timesheetId}`);
  return said(() => world.act(who, (ctx) => approveTimesheet(ctx, timesheetId)));
}
const asMsp = (world: World, statement: ReturnType<typeof sql>) =>
  walled(world.database, { side: 'msp' }, (db) => db.execute(statement));

const step = (position: number, role: string, decidedBy: string | null = null) => {
  const decision = decidedBy === null ? null : ('granted' as const);
  return { position, role, decision, decidedBy };
};
const open = step(1, 'approver');
const world = await aProgram();
const { clientAdmin, admin, supplierAdmin } = world.people;

const NOT_YOURS = 'refused: This week is not yours to approve.';

const cases: Record<keyof typeof guards, Case> = {
  'nobody keeps their own account': turns(
    'not allowed',
    'the database: nobody changes their own memberships',
    () =>
      said(() =>
        world.act('clientAdmin', (ctx) =>
          giveRole(ctx, clientAdmin.accountId, { organizationId: world.clientId, role: 'approver' }),
        ),
      ),
  ),
  'nobody invites themselves': turns(/^invalid: email/, 'the database: nobody invites themselves', () =>
    said(() =>
      world.act('admin', (ctx) =>
        invite(ctx, {
          ...{ id: randomUUID(), organizationId: world.mspId, name: 'Me', role: 'mspFinance' },
          email: admin.email.toUpperCase(),
        }),
      ),
    ),
  ),
  'a role is given on its own side': turns(
    /^invalid: role/,
    /^the database: mspAdmin is not a role/,
    async () => {
      const { accountId } = await walled(world.database, { side: 'msp' }, (db) =>
        join(db, { id: world.clientId, name: 'client' }, { name: 'Nadia Brandt', role: 'approver' }),
      );
      return said(() =>
        world.act('clientAdmin', (ctx) =>
          giveRole(ctx, accountId, { organizationId: world.clientId, role: 'mspAdmin' }),
        ),
      );
    },
  ),
  'the last administrator keeps the role': turns(
    /^refused: Helen Vark is the last administrator/,
    'the database: the last administrator of an organization stays',
    () => said(() => world.act('admin', (ctx) => endMembership(ctx, supplierAdmin.membershipId, because))),
  ),
  'the last administrator is not disabled': turns(
    /^refused: Helen Vark is the last administrator/,
    'the database: the last administrator of an organization stays',
    () => said(() => world.act('admin', (ctx) => disableAccount(ctx, supplierAdmin.accountId, because))),
  ),
  'nobody approves what they handed in': turns(NOT_YOURS, /violates .*their_own_week/, () =>
    approves('ana', 'ana'),
  ),
  'nobody approves in the place of whoever handed it in': turns(NOT_YOURS, /violates .*through_another/, () =>
    approves('otherManager', 'ana'),
  ),
  'a delegation is of its kinds': turns(NOT_YOURS, /^the database: nobody decides for another/, () =>
    approves('otherManager', 'recruiter', ['expense']),
  ),
  'nobody signs what they asked for': turns('asked for it', null, () =>
    hindranceToSign({ accountId: 'ana', role: 'approver' }, { requestedBy: 'ana', steps: [open] }),
  ),
  'two signatures are two people': turns('signed already', null, () =>
    hindranceToSign(
      { accountId: 'tom', role: 'approver' },
      { requestedBy: 'ana', steps: [step(0, 'approver', 'tom'), open] },
    ),
  ),
  'a signature is of the role whose turn it is': turns('not this role', null, () =>
    hindranceToSign({ accountId: 'tom', role: 'clientFinance' }, { requestedBy: 'ana', steps: [open] }),
  ),
  'a delegation is of its days': turns(
    0,
    1,
    standsInAfter(async () => undefined, { startsOn: '2026-03-17' }),
  ),
  'a delegation that was ended is over': turns(
    0,
    1,
    standsInAfter((own, id) => own.does('ana', (ctx) => endDelegation(ctx, id))),
  ),
  'a delegation lapses with whoever gave it': turns(
    0,
    1,
    standsInAfter((own) =>
      asMsp(own, sql`update membership set ended_at = now() where id = ${own.actor('ana').membershipId}`),
    ),
  ),
  'a delegation lapses with an account that is disabled': turns(
    0,
    1,
    standsInAfter((own) =>
      asMsp(own, sql`update account set disabled_at = now() where id = ${own.actor('ana').accountId}`),
    ),
  ),
  'nobody stands in for themselves': turns(
    /Nobody stands in for themselves/,
    /Nobody gives themselves/,
    giving('ana', 'ana'),
  ),
  'nobody gives themselves another’s approvals': turns(
    /^invalid: .*Nobody gives themselves/,
    /^the database: nobody gives themselves/,
    giving('ana', 'clientAdmin', { by: 'clientAdmin', kinds: ['expense'] }),
  ),
  'a delegation is not passed on': turns(
    /^invalid: .*is not passed on/,
    /^the database: .* not passed on/,
    async () => {
      const { world: own } = await gives('ana', 'otherManager');
      return giving('otherManager', 'clientAdmin', { in: own })();
    },
  ),
  'nobody gives what they do not have': turns(
    /does not approve/,
    /^the database: only roles that take/,
    giving('ana', 'approver', { kinds: ['requisition'] }),
  ),
  'nobody gets what is not for their role': turns(
    /are not for/,
    /^the database: only roles that take/,
    giving('ana', 'approver'),
  ),
  'a delegation is not of the past': turns(
    /^invalid: startsOn/,
    'ok',
    giving('ana', 'otherManager', { startsOn: '2026-03-15' }),
  ),
  'a delegation is of ninety days at most': turns(
    /^invalid: endsOn/,
    /^the database: .*ninety_days/,
    giving('ana', 'otherManager', { endsOn: '2026-06-14' }),
  ),
};
triesEach(cases);
