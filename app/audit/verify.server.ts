import type postgres from 'postgres';
import type { Database } from '#db/connection.ts';
import { isSignedHere } from './anchor.server.ts';
import { readAnchors } from './anchor-file.server.ts';
import type { Anchor } from './anchor-lines.ts';
import { atOneMoment } from './trail-rows.server.ts';
import { DEPLOYMENT_CHAIN } from './canonical.server.ts';
import { Findings } from './differences.ts';
import { verifyEvents, type EventsChecked } from './verify-events.server.ts';
import { verifyLinks, type ChainEnd } from './verify-links.server.ts';

/** An event waits a minute for its seal, and a few more where a worker is busy or starting. */
export const PATIENCE_MINUTES = 10;

export type Verified = EventsChecked & {
  chains: ChainEnd[];
  /** Anchors of the file that were held against the chains; null where there was no file. */
  anchorsOfFile: number | null;
  anchorsOfTable: number;
  newestAnchorAt: string | null;
  seconds: number;
  findings: Findings;
};

export type VerifyOptions = {
  /** The file of anchors, or a mail of them saved as a file. */
  anchors: string;
  patienceMinutes?: number;
};

/**
 * Recomputes the whole trail at one moment: each event against its seal, each seal against the one before it, and the
 * chains against the heads that were carried outside. Reads only, in bounded memory.
 */
export async function verifyTrail(
  database: Database,
  { anchors: file, patienceMinutes = PATIENCE_MINUTES }: VerifyOptions,
): Promise<Verified> {
  const started = performance.now();
  const findings = new Findings();
  const fromFile = await readAnchors(file);
  checkSignatures(fromFile?.anchors ?? [], fromFile?.unreadable ?? 0, file, findings);
  return atOneMoment(database, async (tx) => {
    const fromTable = await anchorsOfTable(tx);
    // The file counts before the table, which whoever forges a chain can forge as well.
    const anchors = [...fromTable, ...(fromFile?.anchors ?? [])];
    const events = await verifyEvents(tx, patienceMinutes, findings);
    const chains = await verifyLinks(tx, anchors, findings);
    return {
      ...events,
      chains,
      anchorsOfFile: fromFile?.anchors.length ?? null,
      anchorsOfTable: fromTable.length,
      newestAnchorAt: (fromFile?.anchors ?? []).reduce<string | null>(later, null),
      seconds: (performance.now() - started) / 1000,
      findings,
    };
  });
}

const later = (newest: string | null, { at }: Anchor): string =>
  newest === null || at > newest ? at : newest;

function checkSignatures(anchors: Anchor[], unreadable: number, file: string, findings: Findings): void {
  const about = { tampering: 'anchors' as const, chain: DEPLOYMENT_CHAIN, eventId: null, position: null };
  if (unreadable > 0)
    findings.add({ ...about, sentence: `${unreadable} lines of ${file} begin as anchors and are none.` });
  for (const anchor of anchors)
    if (!isSignedHere(anchor))
      findings.add({
        ...about,
        chain: anchor.chain,
        position: anchor.position,
        sentence: `The anchor of ${anchor.at} at position ${anchor.position} is not signed by this deployment: it was changed, or its key is not in MUSTER_KEYS.`,
      });
}

async function anchorsOfTable(tx: postgres.TransactionSql): Promise<Anchor[]> {
  const rows = await tx<Omit<Anchor, 'muster'>[]>`
    select anchoring_id as anchoring, chain, '' as name, position::int8 as position, encode(hash, 'hex') as hash, signature,
      to_char(anchored_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from audit_anchor`;
  return rows.map((row) => ({ ...row, muster: 'anchor 1' as const }));
}
