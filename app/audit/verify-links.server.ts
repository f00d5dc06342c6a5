import type postgres from 'postgres';
import type { Anchor } from './anchor-lines.ts';
import { GENESIS } from './canonical.server.ts';
import { ROWS_A_PIECE, textRows, type TextRow } from './trail-rows.server.ts';
import type { Findings } from './differences.ts';

const links = (chain: string, above: number) => `
  select chain::text, position::text, event_id::text, encode(previous_hash, 'hex'), encode(hash, 'hex')
  from event_seal where chain = '${chain}' and position > ${above} order by event_seal.position limit ${ROWS_A_PIECE}`;

/** The chains that have a seal, each found by a look into the index, however long they are. */
const chains = `
  with recursive found as (
    select (select chain from event_seal order by chain limit 1) as chain
    union all
    select (select n.chain from event_seal n where n.chain > f.chain order by n.chain limit 1) from found f where f.chain is not null)
  select chain::text from found where chain is not null`;

/** Where a chain ends. */
export type ChainEnd = { chain: string; position: number; hash: string };

/**
 * Follows each chain from its first seal to its last: positions without a gap, each hash carried into the next, and each
 * anchor met by the hash that was carried outside.
 */
export async function verifyLinks(
  tx: postgres.TransactionSql,
  anchors: readonly Anchor[],
  findings: Findings,
): Promise<ChainEnd[]> {
  const open = anchorsByChain(anchors);
  const ends = new Map<string, ChainEnd>();
  for (const [name] of await textRows(tx, chains))
    for await (const [chain, at, eventId, previousHash, hash] of linksOf(tx, String(name))) {
      if (!chain || !hash || !previousHash) continue;
      const position = Number(at);
      const last = ends.get(chain) ?? { chain, position: 0, hash: GENESIS };
      checkLink(last, { position, eventId: Number(eventId), previousHash }, findings);
      ends.set(chain, { chain, position, hash });
      const anchor = open.get(chain)?.get(position);
      if (anchor) checkAnchor(anchor, Number(eventId), hash, findings);
      open.get(chain)?.delete(position);
    }
  sayCut(open, ends, findings);
  return [...ends.values()];
}

async function* linksOf(tx: postgres.TransactionSql, chain: string): AsyncGenerator<TextRow> {
  for (let above = 0; ;) {
    const rows = await textRows(tx, links(chain, above));
    yield* rows;
    if (rows.length < ROWS_A_PIECE) return;
    above = Number(rows.at(-1)?.[1]);
  }
}

type ByPosition = Map<number, Anchor>;

function anchorsByChain(anchors: readonly Anchor[]): Map<string, ByPosition> {
  const byChain = new Map<string, ByPosition>();
  for (const anchor of anchors) {
    const positions = byChain.get(anchor.chain) ?? new Map<number, Anchor>();
    byChain.set(anchor.chain, positions.set(anchor.position, anchor));
  }
  return byChain;
}

function checkLink(
  last: ChainEnd,
  link: { position: number; eventId: number; previousHash: string | undefined },
  findings: Findings,
): void {
  const about = { chain: last.chain, eventId: link.eventId, position: link.position };
  if (link.position !== last.position + 1)
    findings.add({
      ...about,
      tampering: 'removed',
      sentence: `${placesGone(last.position + 1, link.position - 1)} before event ${link.eventId} gone, with their events.`,
    });
  else if (link.previousHash !== last.hash)
    findings.add({
      ...about,
      tampering: 'order',
      sentence: `The chain breaks at position ${link.position}: event ${link.eventId} does not follow the one before it; something was inserted, exchanged or edited there.`,
    });
}

const placesGone = (from: number, to: number): string =>
  from === to ? `Position ${from} is` : `Positions ${from} to ${to} are`;

function checkAnchor(anchor: Anchor, eventId: number, hash: string, findings: Findings): void {
  if (anchor.hash === hash) return;
  findings.add({
    tampering: 'reforged',
    chain: anchor.chain,
    eventId,
    position: anchor.position,
    sentence: `The chain was forged anew: at position ${anchor.position} (event ${eventId}) it is not what was anchored on ${anchor.at}.`,
  });
}

/** Anchors that no seal met: the chain held more once. Told once for each chain, by the furthest. */
function sayCut(open: Map<string, ByPosition>, ends: Map<string, ChainEnd>, findings: Findings): void {
  for (const [chain, positions] of open) {
    const end = ends.get(chain)?.position ?? 0;
    const beyond = [...positions.values()].filter(({ position }) => position > end);
    const furthest = beyond.sort((a, b) => b.position - a.position)[0];
    if (!furthest) continue;
    findings.add({
      tampering: 'cut',
      chain,
      eventId: null,
      position: end,
      sentence: `The tail was cut: the chain ends at position ${end}, and ${furthest.position} was anchored on ${furthest.at}.`,
    });
  }
}
