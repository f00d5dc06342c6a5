import { sql } from 'drizzle-orm';
import { openAccounts } from '#test/factories/money.ts';
import { aProgram, clientFunded, supplierFunded, type World } from '#test/factories/program.ts';
import { fillPosition, type Assigned } from '#test/factories/story.ts';

/** What the model believes, in its own simple arithmetic: one pay code, one cost center, whole weeks. */
export type Week = {
  minutes: number;
  /** Cents an hour at which it was frozen last. */
  rate: number;
  /** Which agreement of the assignment's rates that was. */
  version: number;
  /** What the client's documents hold of it now, in cents; null while no run has billed it. */
  billedMinor: number | null;
  /** Whether something of its current line was credited, or it waits for the next run as corrected. */
  credited: boolean;
  waiting: { minutes: number; rate: number; version: number } | null;
};

export type Model = {
  today: string;
  nextPeriodStart: string;
  /** Rates by assignment, newest last: from which Monday on, in cents. */
  agreed: { from: string; rate: number }[][];
  weeks: Map<string, Week>;
  closed: string[];
};

export type Life = { world: World; assigned: [Assigned, Assigned]; finance: string };

export const FIRST_DAY = '2026-03-02';
export const RATES = [8700, 6125] as const;

/** A program with two people at work and bank accounts to pay to, and the model of it before anything happened. */
export async function aLife(): Promise<{ model: Model; real: Life }> {
  const world = await aProgram({
    overtime: 'none',
    fees: [...supplierFunded('2.5%', '0.9%'), ...clientFunded('3%')],
  });
  const first = await fillPosition(world, { bill: '87.00', pay: '40.00', on: FIRST_DAY });
  const second = await fillPosition(world, {
    bill: '61.25',
    pay: '40.00',
    name: 'Nora Vance',
    on: FIRST_DAY,
  });
  await openAccounts(world);
  return {
    model: {
      today: FIRST_DAY,
      nextPeriodStart: '2026-03-01',
      agreed: RATES.map((rate) => [{ from: FIRST_DAY, rate }]),
      weeks: new Map(),
      closed: [],
    },
    real: { world, assigned: [first, second], finance: world.people.finance.accountId },
  };
}

/** What stands in the database, for the model to be compared with. */
export async function whatIsBilled(world: World) {
  const [row] = await world.rows<{ time: number; minutes: number }>(sql`
    select coalesce(sum(time_minor), 0)::bigint as time, coalesce(sum(minutes), 0)::bigint as minutes from invoice where client_id = ${world.clientId} and side = 'client'`);
  return row ?? { time: 0, minutes: 0 };
}
