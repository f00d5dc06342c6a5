import { sql } from 'drizzle-orm';
import type { Database } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import { laws, type Difference, type Law } from './verify-laws.server.ts';
import { verifyWeeks } from './verify-weeks.server.ts';

/** Of each law at most so many differences are told; that there are more is said. */
const SHOWN = 50;

export type Verified = {
  lines: number;
  documents: number;
  weeks: number;
  laws: number;
  seconds: number;
  differences: Difference[];
};

/**
 * Makes every posted number anew from what is stored (minutes, rates, fee schedules, tax rules, splits) and says where
 * the two differ. Reads only. Two connections work beside each other: one on weeks and lines, one on documents and books.
 * @param tell told after each law, for whoever watches
 */
export async function verifyMoney(
  database: Database,
  tell: (sentence: string, differences: number) => void = () => undefined,
): Promise<Verified> {
  const started = performance.now();
  const differences: Difference[] = [];
  const queue = [...laws];
  const work = async () => {
    for (let law = queue.shift(); law; law = queue.shift()) {
      const found = await offendersOf(database, law);
      differences.push(...found);
      tell(law.sentence, found.length);
    }
  };
  const weeks = readOnly(database, (db) => verifyWeeks(db)).then((result) => {
    differences.push(...result.differences.slice(0, SHOWN));
    tell('A week is classified by its overtime rule', result.differences.length);
    return result.checked;
  });
  const [checked] = await Promise.all([weeks.then(async (count) => (await work(), count)), work()]);
  const [counts] = await readOnly(database, (db) =>
    db.execute<{ lines: number; documents: number }>(
      sql`select (select count(*) from invoice_line)::int as lines, (select count(*) from invoice)::int as documents`,
    ),
  );
  return {
    lines: counts?.lines ?? 0,
    documents: counts?.documents ?? 0,
    weeks: checked,
    laws: laws.length + 1,
    seconds: (performance.now() - started) / 1000,
    differences,
  };
}

const readOnly = <T>(database: Database, work: Parameters<typeof walled<T>>[2]): Promise<T> =>
  walled(
    database,
    { side: 'msp' },
    async (db) => {
      // Whole tables are joined and grouped once each. The planner cannot see past the walls and takes every table for a
      // handful of rows, so row-by-row joins are switched off; and memory is cheaper here than temporary files.
      await db.execute(
        sql`select set_config('work_mem', '128MB', true), set_config('enable_nestloop', 'off', true), set_config('statement_timeout', '0', true)`,
      );
      return work(db);
    },
    { readOnly: true },
  );

async function offendersOf(database: Database, { sentence, offenders }: Law): Promise<Difference[]> {
  const rows = await readOnly(database, (db) =>
    db.execute<{
      reference: string | null;
      charge_id: number | null;
      stored: string | number | null;
      expected: string | number | null;
    }>(sql`select * from (${offenders}) found limit ${SHOWN}`),
  );
  return rows.map(({ reference, charge_id, stored, expected }) => ({
    ...{ sentence, reference, stored, expected },
    chargeId: charge_id,
  }));
}
