import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { switchable, triesEach, turns, type Case } from './mutant.ts';
import type { Telling } from './undone.ts';

/*
 * Who is forgotten, when, and what stays. Each guard is switched off, and somebody is erased who must not be, or the
 * database alone keeps what the law does.
 */

const PRIVACY = 'app/privacy';
const DATA = `${PRIVACY}/personal-data.ts`;
const OBSTACLES = `${PRIVACY}/obstacles.server.ts`;
const RETENTION = `${PRIVACY}/retention.server.ts`;

/** A statement that finds candidates whose time is over, with one of its conditions or without. */
const old = (condition: string) => `sql\`
    select c.id from candidate c
    where c.created_at < \${since} and c.email not like \${erasedAddress}
      and not exists (select from worker w where w.candidate_id = c.id)
${condition}    order by c.created_at limit 500\``;
const heard = `      and not exists (select from submittal s where s.candidate_id = c.id
        and (s.created_at >= \${since} or s.status not in ('placed', 'rejected', 'not_selected', 'withdrawn')))
`;

const guards = {
  'a copy is of the person alone': {
    ...{ in: `${PRIVACY}/export.server.ts`, where: 'rowsOf(one, [id])', off: 'sql`true`' },
  },
  'nobody else is erased': {
    ...{ in: `${PRIVACY}/erase.server.ts`, where: 'rowsOf(one, ids)', off: 'sql`true`' },
  },
  'the trail stays as it is': {
    ...{ in: DATA, where: "{ actor_name: 'kept', summary: 'kept', reason: 'kept' }" },
    off: "{ get actor_name() { return IS_OFF ? 'name' : 'kept'; }, summary: 'kept', reason: 'kept' }",
  },
  'what a receipt says stays as it is': {
    ...{ in: DATA, where: "signed('receipt', 'recorded_by', 'kept')" },
    off: "({ ...ON, columns: { get recorded_by_name() { return IS_OFF ? 'name' : 'kept'; } } })",
  },
  'whoever works is not forgotten': { in: OBSTACLES, where: 'found.live > 0', off: 'false' },
  'whoever is in the running is not forgotten': { in: OBSTACLES, where: 'found.running > 0', off: 'false' },
  'whoever has time that is not billed is not forgotten': {
    ...{ in: OBSTACLES, where: 'found.openTime > 0', off: 'false' },
  },
  'whoever’s work is not paid is not forgotten': { in: OBSTACLES, where: 'found.unpaid > 0', off: 'false' },
  'whoever’s time the law keeps is not forgotten': {
    ...{ in: OBSTACLES, where: 'found.lastWeek && found.lastWeek >= since', off: 'false' },
  },
  'whoever belongs to an organization is not forgotten': {
    ...{ in: OBSTACLES, where: '(found?.memberships ?? 0) > 0', off: 'false' },
  },
  'a rule of retention is set by whoever may': {
    ...{ in: `${PRIVACY}/commands/set-retention.server.ts`, where: "authorize(ctx, 'retention.set')" },
    off: 'ctx',
  },
  'what is young is kept': {
    ...{ in: `${PRIVACY}/rules.ts`, where: 'cut.setUTCMonth(cut.getUTCMonth() - months)', off: 'undefined' },
  },
  'a candidate of whom something was heard is kept': {
    ...{ in: RETENTION, where: old(heard), off: old('') },
  },
};
switchable(guards);

// In a database of its own, of which everybody could be erased.
const { separateTestDatabase } = await import('#test/setup/database.ts');
process.env['MUSTER_TEST_URL'] = (await separateTestDatabase('privacy_mutants')).url;
const { fulfillRequest } = await import('#app/privacy/commands/answer-request.server.ts');
const { makeRequest } = await import('#app/privacy/commands/make-request.server.ts');
const { setRetention } = await import('#app/privacy/commands/set-retention.server.ts');
const { rowsAbout } = await import('#app/privacy/export.server.ts');
const { ofCandidate } = await import('#app/privacy/personal-data.ts');
const { eraseOldCandidates, purge } = await import('#app/privacy/retention.server.ts');
const { systemActor: system } = await import('#app/platform/jobs/system-actor.server.ts');
const { startWeek } = await import('#app/timesheets/commands/start-week.server.ts');
const { ok } = await import('#app/values/result.ts');
const { billedPeriod, firstHalfOfMarch } = await import('#test/factories/bills.ts');
const { aProgram } = await import('#test/factories/program.ts');
const { placementInRows, weekInRows } = await import('#test/factories/rows.ts');
const { openNeed, presentedCandidate } = await import('#test/factories/story.ts');
const { storiesIn } = await import('./undone.ts');

// Somebody who works and has no time yet, somebody whose time is billed and not paid, and somebody in the running.
const world = await aProgram();
const idle = await placementInRows(world, { workerName: 'Ida Marlow' });
const busy = await placementInRows(world, { workerName: 'Bea Marlow' });
await weekInRows(world, busy, { weekEndsOn: '2026-03-08' });
const { submittalId } = await presentedCandidate(world, (await openNeed(world)).requisitionId);
const [running] = await world.rows<{ id: string }>(
  sql`select candidate_id as id from submittal where id = ${submittalId}`,
);
world.on('2026-03-16');
await billedPeriod(world, firstHalfOfMarch);
const undone = storiesIn(world);
const { ana } = world.people;
const candidate = `candidate:${idle.candidateId}`;

const requested = async (at: Telling, person: string) =>
  (await at.does('admin', (ctx) => makeRequest(ctx, { id: randomUUID(), kind: 'erasure', person }))).id;

/** Whether somebody is forgotten, years later, after what happened. */
const forgets = (
  person: string,
  happens: (at: Telling) => Promise<unknown> = async () => undefined,
  day = '2035-01-10',
) =>
  undone(async (at) => {
    await happens(at);
    at.on(day);
    const id = await requested(at, person);
    return at.says('admin', (ctx) => fulfillRequest(ctx, id));
  });
const ended =
  ({ assignmentId }: { assignmentId: string }) =>
  (at: Telling) =>
    at.writes(sql`update assignment set status = 'ended' where id = ${assignmentId}`);
const leaves =
  ({ accountId }: Actor) =>
  (at: Telling) =>
    at.writes(sql`update membership set ended_at = now() where account_id = ${accountId}`);

/** Which of two copies of messages are left after a night. */
const night = undone(async (at) => {
  const ids = [randomUUID(), randomUUID()];
  for (const [index, id] of ids.entries()) {
    await at.writes(sql`insert into mail (id, kind, props, to_email, queued_at)
      values (${id}, 'invitation', '{}', 'a@b.example', ${index === 0 ? '2030-01-01' : '2031-12-01'})`);
    await at.writes(sql`insert into mail_message (mail_id, to_email, subject, html, text)
      values (${id}, 'a@b.example', 's', 'h', 't')`);
  }
  at.on('2032-01-01');
  await at.does(system, async (ctx) => ok(await purge(ctx, 'mail')));
  const left = await at.row<{ count: number }>(
    sql`select count(*)::int as count from mail where id in (${ids[0]}, ${ids[1]})`,
  );
  return `${left?.count} left`;
});

const cases: Record<keyof typeof guards, Case> = {
  'a copy is of the person alone': turns(
    ['Ida Marlow'],
    ['Bea Marlow', 'Ida Marlow', 'Luis Ortiz'],
    async () => {
      const [table] = ofCandidate;
      if (!table) throw new Error('nothing is kept of candidates');
      const rows = await world.reads('admin', (ctx) => rowsAbout(ctx, table, idle.candidateId));
      return rows.map(({ name }) => String(name)).sort();
    },
  ),
  'nobody else is erased': turns(
    'Bea Marlow',
    'Erased person',
    undone(async (at) => {
      await ended(idle)(at);
      at.on('2035-01-10');
      const id = await requested(at, candidate);
      await at.does('admin', (ctx) => fulfillRequest(ctx, id));
      const other = sql`select name from candidate where id = ${busy.candidateId}`;
      return (await at.row<{ name: string }>(other))?.name ?? '';
    }),
  ),
  'the trail stays as it is': turns(
    'ok',
    'the database: permission denied for table event',
    forgets(`account:${ana.accountId}`, leaves(ana)),
  ),
  'what a receipt says stays as it is': turns(
    'ok',
    'the database: permission denied for table receipt',
    forgets(`account:${ana.accountId}`, leaves(ana)),
  ),
  'whoever works is not forgotten': turns(/an assignment that has not ended/, 'ok', forgets(candidate)),
  'whoever is in the running is not forgotten': turns(
    /in the running for a need/,
    'ok',
    forgets(`candidate:${running?.id}`),
  ),
  'whoever has time that is not billed is not forgotten': turns(
    /is not billed yet/,
    'ok',
    forgets(candidate, async (at) => {
      const { assignmentId } = idle;
      await at.does('recruiter', (ctx) => startWeek(ctx, { assignmentId, weekEndsOn: '2026-03-15' }));
      await ended(idle)(at);
    }),
  ),
  'whoever’s work is not paid is not forgotten': turns(
    /is not paid yet/,
    'ok',
    forgets(`candidate:${busy.candidateId}`, ended(busy)),
  ),
  'whoever’s time the law keeps is not forgotten': turns(
    /kept by law/,
    /^invalid: form: [^;]* is not paid yet\.$/,
    forgets(`candidate:${busy.candidateId}`, ended(busy), '2026-06-01'),
  ),
  'whoever belongs to an organization is not forgotten': turns(
    /still belong to an organization/,
    'ok',
    forgets(`account:${ana.accountId}`),
  ),
  'a rule of retention is set by whoever may': turns(
    'not allowed',
    'ok',
    undone((at) =>
      at.says('auditor', (ctx) =>
        setRetention(ctx, { documentType: 'mail', months: 1, basis: 'House rule' }),
      ),
    ),
  ),
  'what is young is kept': turns('1 left', '0 left', night),
  'a candidate of whom something was heard is kept': turns(
    'Luis Ortiz',
    'Erased person',
    undone(async (at) => {
      at.on('2035-01-10');
      await at.does(system, async (ctx) => ok(await eraseOldCandidates(ctx)));
      const name = sql`select name from candidate where id = ${running?.id}`;
      return (await at.row<{ name: string }>(name))?.name ?? '';
    }),
  ),
};
triesEach(cases);
