import { sql, type SQL } from 'drizzle-orm';
import type { Database, Db } from '#db/connection.ts';
import { laws, type Difference, type Law } from './verify-laws.server.ts';
import { lineSentences, offendingLines } from './verify-lines.server.ts';
import { verifyWeeks, WEEK_SENTENCE } from './verify-weeks.server.ts';

/** Of each law at most so many differences are told; that there are more is said. */
const SHOWN = 50;

/** Everything that is asked, in a sentence each. */
export const sentences: string[] = [...lineSentences, ...laws.map(({ sentence }) => sentence), WEEK_SENTENCE];

export type Verified = {
  lines: number;
  documents: number;
  weeks: number;
  laws: number;
  seconds: number;
  differences: Difference[];
};

/** Told when a law has been asked, for whoever watches. */
type Tell = (sentence: string, differences: number) => void;

/**
 * Makes every posted number anew from what is stored (minutes, rates, fee schedules, tax rules, splits) and says where
 * the two differ. Reads only. Two connections work beside each other on one and the same moment of the database: one
 * reads all lines once, the other weeks, documents and books.
 * @param tell told after each law, for whoever watches
 */
export async function verifyMoney(database: Database, tell: Tell = () => undefined): Promise<Verified> {
  const started = performance.now();
  const differences: Difference[] = [];
  const found = (sentence: string, ofIt: Difference[]) => {
    differences.push(...ofIt.slice(0, SHOWN));
    tell(sentence, ofIt.length);
  };
  const { counts, weeks } = await reading(database, async (db, snapshot) => {
    const others = async () => {
      const checked = await verifyWeeks(db);
      found(WEEK_SENTENCE, checked.differences);
      for (const law of laws) found(law.sentence, await offendersOf(db, law));
      return checked.checked;
    };
    const [checked] = await Promise.all([
      others(),
      reading(database, (beside) => verifyLines(beside, found), snapshot),
    ]);
    const [row] = await db.execute<{ lines: number; documents: number }>(
      sql`select (select count(*) from invoice_line)::int as lines, (select count(*) from invoice)::int as documents`,
    );
    return { counts: row, weeks: checked };
  });
  return {
    lines: counts?.lines ?? 0,
    documents: counts?.documents ?? 0,
    weeks,
    laws: sentences.length,
    seconds: (performance.now() - started) / 1000,
    differences,
  };
}

/**
 * One transaction that sees one moment and changes nothing. It is a command of the house, so it sees what the owner of
 * the database sees; where walls stand for the owner too, it sees what the MSP sees, which is all of it.
 * @param snapshot of another such transaction, to see the same moment
 */
async function reading<T>(
  database: Database,
  work: (db: Db, snapshot: string) => Promise<T>,
  snapshot?: string,
): Promise<T> {
  return database.db.transaction(
    async (db) => {
      if (snapshot) await db.execute(sql.raw(`set transaction snapshot '${snapshot}'`));
      // Whole tables are joined and grouped once each: row-by-row joins are never the way, whatever statistics say; memory
      // is cheaper here than temporary files; and two connections that work beside each other are as many as there are hands.
      await db.execute(sql`
        select set_config('app.side', 'msp', true), set_config('work_mem', '160MB', true), set_config('enable_nestloop', 'off', true),
          set_config('random_page_cost', '1.1', true), set_config('max_parallel_workers_per_gather', '0', true),
          set_config('jit', 'off', true), set_config('statement_timeout', '0', true)`);
      const [row] = await db.execute<{ snapshot: string }>(sql`select pg_export_snapshot() as snapshot`);
      return work(db, row?.snapshot ?? '');
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

type Found = {
  reference: string | null;
  charge_id: number | null;
  stored: string | number | null;
  expected: string | number | null;
};

async function offendersOf(db: Db, { sentence, offenders }: Law): Promise<Difference[]> {
  const rows = await first<Found>(db, offenders);
  return rows.map((row) => difference(sentence, row));
}

/** Asks everything that is asked of lines in one reading of them. */
async function verifyLines(
  db: Db,
  found: (sentence: string, differences: Difference[]) => void,
): Promise<void> {
  // Nothing here is in order, and sorting it, or reading it through an index, costs twice what hashing it does.
  await db.execute(
    sql`select set_config('enable_mergejoin', 'off', true), set_config('enable_indexscan', 'off', true)`,
  );
  const rows = await first<Found & { law: number }>(db, offendingLines);
  for (const [place, sentence] of lineSentences.entries())
    found(
      sentence,
      rows.filter(({ law }) => law === place).map((row) => difference(sentence, row)),
    );
}

const first = <Row extends Found>(db: Db, offenders: SQL) =>
  db.execute<Row>(sql`select * from (${offenders}) found limit ${SHOWN * lineSentences.length}`);

const difference = (
  sentence: string,
  { reference, charge_id: chargeId, stored, expected }: Found,
): Difference => ({
  ...{ sentence, reference, chargeId, stored, expected },
});
