import type postgres from 'postgres';
import { DEPLOYMENT_CHAIN, hashOfEvent, sealedColumns } from './canonical.server.ts';
import { ROWS_A_PIECE, textRows, type TextRow } from './trail-rows.server.ts';
import type { Findings } from './differences.ts';

const COLUMNS = sealedColumns.length;
const CLIENT = sealedColumns.findIndex(({ column }) => column === 'client_id');

/**
 * Each event beside its seal, and each of the two that has lost the other, from one id up to another. Whether one waits is
 * asked only of what has no seal.
 */
const query = (above: number, upTo: number) => `
  select ${sealedColumns.map(({ text }) => text).join(', ')},
    s.event_id::text, s.chain::text, s.position::text, s.algorithm::text, encode(s.previous_hash, 'hex'), encode(s.hash, 'hex'),
    case when s.event_id is null then (
      select floor(extract(epoch from clock_timestamp() - u.noted_at) / 60)::text from event_unsealed u where u.event_id = e.id) end
  from (select * from event where id > ${above} and id <= ${upTo}) e
  full join (select * from event_seal where event_id > ${above} and event_id <= ${upTo}) s on s.event_id = e.id`;

const ends = `
  select least((select min(id) from event), (select min(event_id) from event_seal))::text,
    greatest((select max(id) from event), (select max(event_id) from event_seal))::text`;

/** What waits for its seal and is no longer there. */
const lost = `
  select u.event_id::text, u.chain::text from event_unsealed u where not exists (select from event e where e.id = u.event_id) order by u.event_id limit ${ROWS_A_PIECE}`;

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
  const [[first, last] = []] = await textRows(tx, ends);
  if (first && last)
    for (let above = Number(first) - 1; above < Number(last); above += ROWS_A_PIECE)
      for (const row of await textRows(tx, query(above, above + ROWS_A_PIECE)))
        checkOne(row, patienceMinutes, checked, findings);
  for (const [id, chain] of await textRows(tx, lost))
    findings.add({
      tampering: 'removed',
      chain: chain ?? DEPLOYMENT_CHAIN,
      eventId: Number(id),
      position: null,
      sentence: `Event ${id} was removed before it was sealed.`,
    });
  return checked;
}

function checkOne(row: TextRow, patienceMinutes: number, checked: EventsChecked, findings: Findings): void {
  const id = row[0] ?? null;
  const isSealed = row[COLUMNS] !== null;
  if (id !== null) checked.events += 1;
  if (isSealed) checked.sealed += 1;
  if (id === null) return sayRemoved(row, findings);
  if (isSealed) return checkSeal(row, id, findings);
  const waited = row[COLUMNS + 6] ?? null;
  if (waited !== null) checked.waiting += 1;
  checkWaiting(row[CLIENT] ?? DEPLOYMENT_CHAIN, id, waited, patienceMinutes, findings);
}

function sayRemoved(row: TextRow, findings: Findings): void {
  const [eventId, chain, position] = row.slice(COLUMNS);
  findings.add({
    tampering: 'removed',
    chain: chain ?? DEPLOYMENT_CHAIN,
    eventId: Number(eventId),
    position: Number(position),
    sentence: `Event ${eventId} was removed: its seal at position ${position} stands alone.`,
  });
}

function checkWaiting(
  chain: string,
  id: string,
  waitedMinutes: string | null,
  patienceMinutes: number,
  findings: Findings,
): void {
  const about = { chain, eventId: Number(id), position: null };
  if (waitedMinutes === null)
    return findings.add({
      ...about,
      tampering: 'inserted',
      sentence: `Event ${id} was inserted past the trail: it has no seal and does not wait for one.`,
    });
  if (Number(waitedMinutes) >= patienceMinutes)
    findings.add({
      ...about,
      tampering: 'unsealed',
      sentence: `Event ${id} has waited ${waitedMinutes} minutes for its seal. Is a worker running?`,
    });
}

function checkSeal(row: TextRow, id: string, findings: Findings): void {
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
