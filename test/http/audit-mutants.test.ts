import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { switchable, triesEach, turns, type Case } from './mutant.ts';

/*
 * The trail is forged by whoever owns the database, and verifying it must say so. Each check is switched off, and what
 * was done is no longer found, or taken for something else. A review of who may do what belongs to it.
 */

const EVENTS = 'app/audit/verify-events.server.ts';
const LINKS = 'app/audit/verify-links.server.ts';
const REVIEW = 'app/audit/commands/review-access.server.ts';

const guards = {
  'an event that was edited is found': { in: EVENTS, where: 'computed !== hash', off: 'false' },
  'an event that was removed is found': {
    ...{ in: EVENTS, where: 'sayRemoved(row, findings)', off: 'undefined' },
  },
  'an event that was removed with its seal is found': {
    ...{ in: LINKS, where: 'link.position !== last.position + 1', off: 'false' },
  },
  'an event that was removed before it was sealed is found': {
    ...{ in: EVENTS, where: 'await textRows(tx, lost)', off: '[]' },
  },
  'an event that was slipped in is found': { in: EVENTS, where: 'waitedMinutes === null', off: 'false' },
  'an event that waits too long is found': {
    ...{ in: EVENTS, where: 'Number(waitedMinutes) >= patienceMinutes', off: 'false' },
  },
  'an unknown seal is found': { in: EVENTS, where: 'computed === null', off: 'false' },
  'a seal that does not follow the one before is found': {
    ...{ in: LINKS, where: 'link.previousHash !== last.hash', off: 'false' },
  },
  'a tail that was cut is found': { in: LINKS, where: '!furthest', off: 'true' },
  'a chain that is not what was anchored is found': {
    ...{ in: LINKS, where: 'anchor.hash === hash', off: 'true' },
  },
  'an anchor that was changed is found': {
    ...{ in: 'app/audit/verify.server.ts', where: '!isSignedHere(anchor)', off: 'false' },
  },
  'a review is of the list that was looked at': { in: REVIEW, where: 'sha256 !== listSha256', off: 'false' },
  'a review is of no day to come': {
    ...{ in: REVIEW, where: 'reviewedOn > ctx.now.toISOString().slice(0, 10)', off: 'false' },
  },
};
switchable(guards);

// In a database of its own, which is forged.
const { separateTestDatabase } = await import('#test/setup/database.ts');
process.env['MUSTER_TEST_URL'] = (await separateTestDatabase('audit_mutants')).url;
const { accessSums } = await import('#app/audit/access-list.server.ts');
const { anchorTrail } = await import('#app/audit/anchor.server.ts');
const { reviewAccess } = await import('#app/audit/commands/review-access.server.ts');
const { sealTrail } = await import('#app/audit/seal.server.ts');
const { verifyTrail } = await import('#app/audit/verify.server.ts');
const { inWords } = await import('#test/factories/acts.ts');
const { aProgram } = await import('#test/factories/program.ts');
const world = await aProgram();
const { clientId, database } = world;
const folder = await mkdtemp(path.join(tmpdir(), 'muster-anchors-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Does what every guard refuses, as an owner of the database can. */
const forge = (statement: string) =>
  database.sql.begin(async (tx) => {
    await tx`reset role`;
    await tx`select set_config('app.side', 'msp', true), set_config('session_replication_role', 'replica', true)`;
    await tx.unsafe(statement);
  });

/** Six events happen, past the triggers or as they always do. */
const happen = (pastTriggers = false) =>
  database.sql.begin(async (tx) => {
    await tx`reset role`;
    await tx`select set_config('app.side', 'msp', true),
      set_config('session_replication_role', ${pastTriggers ? 'replica' : 'origin'}, true)`;
    await tx`insert into event (kind, subject_kind, subject_id, client_id, actor_name, actor_organization, summary)
      select 'timesheet.approved', 'timesheet', ${clientId}, ${clientId}, 'Ana', 'Halden', 'approved ' || g
      from generate_series(1, 6) g`;
  });

const at = (position: number) =>
  `(select event_id from event_seal where chain = '${clientId}' and position = ${position})`;
const sealAt = (position: number) => `chain = '${clientId}' and position = ${position}`;
const removed = (position: number) =>
  forge(`delete from event where id = ${at(position)}; delete from event_seal where ${sealAt(position)}`);

type Trail = { anchors: string };

/** What verifying a new trail of six sealed events finds, after what was done to it. */
const found = (happens: (trail: Trail) => Promise<unknown>) => async () => {
  await forge('truncate event, event_seal, event_unsealed, audit_anchor');
  await happen();
  const anchors = path.join(folder, `${randomUUID()}.jsonl`);
  await sealTrail(world.surroundings());
  await happens({ anchors });
  const { findings } = await verifyTrail(database, { anchors });
  return [...new Set(findings.told.map(({ tampering }) => tampering))].sort().join(' and ');
};
const anchored = ({ anchors }: Trail) => anchorTrail(world.surroundings(), 'Nadia Frost', anchors);

/** The administrator of the program office signs what they saw. */
async function reviewed(over: { listSha256?: string; reviewedOn?: string }): Promise<string> {
  const { sha256 } = await world.reads('admin', (ctx) => accessSums(ctx, clientId));
  const today = world.now().toISOString().slice(0, 10);
  const input = {
    id: randomUUID(),
    organizationId: clientId,
    reviewedOn: today,
    note: '',
    listSha256: sha256,
  };
  const result = await world.act('admin', (ctx) => reviewAccess(ctx, { ...input, ...over }));
  return result.ok ? 'signed' : inWords(result.refusal);
}

const cases: Record<keyof typeof guards, Case> = {
  'an event that was edited is found': turns(
    'edited',
    '',
    found(() => forge(`update event set summary = 'approved 80.00 h' where id = ${at(3)}`)),
  ),
  'an event that was removed is found': turns(
    'removed',
    '',
    found(() => forge(`delete from event where id = ${at(3)}`)),
  ),
  'an event that was removed with its seal is found': turns(
    'removed',
    'order',
    found(() => removed(3)),
  ),
  'an event that was removed before it was sealed is found': turns(
    'removed',
    '',
    found(async () => {
      await happen();
      await forge('delete from event where id = (select max(id) from event)');
    }),
  ),
  'an event that was slipped in is found': turns(
    'inserted',
    '',
    found(() => happen(true)),
  ),
  'an event that waits too long is found': turns(
    'unsealed',
    '',
    found(async () => {
      await happen();
      await forge(`update event_unsealed set noted_at = noted_at - interval '11 minutes'`);
    }),
  ),
  'an unknown seal is found': turns(
    'unknown',
    'edited',
    found(() => forge(`update event_seal set algorithm = 9 where ${sealAt(3)}`)),
  ),
  'a seal that does not follow the one before is found': turns(
    'edited and order',
    'edited',
    found(() => forge(`update event_seal set previous_hash = sha256('x') where ${sealAt(3)}`)),
  ),
  'a tail that was cut is found': turns(
    'cut',
    '',
    found(async (trail) => {
      await anchored(trail);
      await removed(6);
    }),
  ),
  'a chain that is not what was anchored is found': turns(
    'edited and reforged',
    'edited',
    found(async (trail) => {
      await anchored(trail);
      await forge(`update event_seal set hash = sha256('x') where ${sealAt(6)}`);
    }),
  ),
  'an anchor that was changed is found': turns(
    'anchors and reforged',
    'reforged',
    found(async (trail) => {
      await anchored(trail);
      const text = await readFile(trail.anchors, 'utf8');
      await writeFile(trail.anchors, text.replace('"position":6', '"position":5'));
    }),
  ),
  'a review is of the list that was looked at': turns(/another role since you opened/, 'signed', () =>
    reviewed({ listSha256: '0'.repeat(64) }),
  ),
  'a review is of no day to come': turns(/has not come yet/, 'signed', () =>
    reviewed({ reviewedOn: '2999-12-31' }),
  ),
};
triesEach(cases);
