import type postgres from 'postgres';
import { DEPLOYMENT_CHAIN, hashOfEvent, sealedColumns } from './canonical.server.ts';
import { copiedRows, type CopiedRow } from './copied-rows.server.ts';
import type { Findings } from './differences.ts';

const COLUMNS = sealedColumns.length;
const CLIENT = sealedColumns.findIndex(({ column }) => column === 'client_id');

/** Each event beside its seal, and each of the two that has lost the other, in the order of their ids. */
const query = (patienceMinutes: number) => `
  select ${sealedColumns.map(({ text }) => text).join(', ')},
    s.event_id, s.chain, s.position, s.algorithm, encode(s.previous_hash, 'hex'), encode(s.hash, 'hex'),
    u.event_id, case when u.noted_at < clock_timestamp() - interval '${patienceMinutes} minutes' then 1 else 0 end,
    round(extract(epoch from clock_timestamp() - u.noted_at) / 60)
  from event e
  full join event_seal s on s.event_id = e.id
  full join event_unsealed u on u.event_id = coalesce(e.id, s.event_id)`;

export type EventsChecked = { events: number; sealed: number; waiting: number };

/**
 * Recomputes the hash of every event from its columns and holds it against its seal.
 * @param patienceMinutes how long an event may wait for its seal
 */
export async function verifyEvents(
  tx: postgres.TransactionSql,
  patienceMinutes: number,
  findings: Findings,
): Promise<EventsChecked> {
  const checked: EventsChecked = { events: 0, sealed: 0, waiting: 0 };
  for await (const rows of copiedRows(tx, query(patienceMinutes)))
    for (const row of rows) checkOne(row, checked, findings);
  return checked;
}

function checkOne(row: CopiedRow, checked: EventsChecked, findings: Findings): void {
  const id = row[0] ?? null;
  const sealedId = row[COLUMNS] ?? null;
  const waitingId = row[COLUMNS + 6] ?? null;
  if (id !== null) checked.events += 1;
  if (sealedId !== null) checked.sealed += 1;
  if (id === null) return sayRemoved(row, sealedId, waitingId, findings);
  if (sealedId === null) return checkUnsealed(row, id, waitingId, checked, findings);
  checkSeal(row, id, findings);
}

function sayRemoved(
  row: CopiedRow,
  sealedId: string | null,
  waitingId: string | null,
  findings: Findings,
): void {
  const position = sealedId === null ? null : Number(row[COLUMNS + 2]);
  const sentence =
    position === null
      ? `Event ${waitingId} was removed before it was sealed.`
      : `Event ${sealedId} was removed: its seal at position ${position} stands alone.`;
  findings.add({
    tampering: 'removed',
    chain: row[COLUMNS + 1] ?? DEPLOYMENT_CHAIN,
    eventId: Number(sealedId ?? waitingId),
    position,
    sentence,
  });
}

function checkUnsealed(
  row: CopiedRow,
  id: string,
  waitingId: string | null,
  checked: EventsChecked,
  findings: Findings,
): void {
  const chain = row[CLIENT] ?? DEPLOYMENT_CHAIN;
  const about = { chain, eventId: Number(id), position: null };
  if (waitingId === null)
    return findings.add({
      ...about,
      tampering: 'inserted',
      sentence: `Event ${id} was inserted past the trail: it has no seal and does not wait for one.`,
    });
  checked.waiting += 1;
  if (row[COLUMNS + 7] === '1')
    findings.add({
      ...about,
      tampering: 'unsealed',
      sentence: `Event ${id} has waited ${row[COLUMNS + 8]} minutes for its seal. Is a worker running?`,
    });
}

function checkSeal(row: CopiedRow, id: string, findings: Findings): void {
  const [, chain, position, algorithm, previousHash, hash] = row.slice(COLUMNS, COLUMNS + 6) as string[];
  const place = {
    algorithm: Number(algorithm),
    chain: String(chain),
    position: Number(position),
    previousHash: String(previousHash),
  };
  const about = { chain: place.chain, eventId: Number(id), position: place.position };
  const computed = hashOfEvent(place, row.slice(0, COLUMNS));
  if (computed === null)
    return findings.add({
      ...about,
      tampering: 'unknown',
      sentence: `Event ${id} is sealed with algorithm ${algorithm}, which this version does not know.`,
    });
  if (computed !== hash || place.chain !== (row[CLIENT] ?? DEPLOYMENT_CHAIN))
    findings.add({
      ...about,
      tampering: 'edited',
      sentence: `Event ${id} was edited after it was sealed at position ${position}: it or its seal is not what it was.`,
    });
}
