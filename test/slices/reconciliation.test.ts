import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { billRun } from '#app/invoices/bill.server.ts';
import { decideParked } from '#app/invoices/commands/decide-parked.server.ts';
import { aReader } from '#test/factories/outlet.ts';
import { loader as csvLoader } from '#app/invoices/pages/reconciliation-csv.ts';
import { loader as pageLoader } from '#app/invoices/pages/reconciliation.tsx';
import { reconciliationCsv, reconciledRows } from '#app/invoices/reconciliation-csv.server.ts';
import { reconciliationOf } from '#app/invoices/reconciliation.server.ts';
import { numbered, totalOf } from '#app/invoices/reconciliation.ts';
import type { Person } from '#test/cast.ts';
import { billedPeriod, firstHalfOfMarch, previewedRun, secondHalfOfMarch } from '#test/factories/bills.ts';
import { aProgram, clientFunded, type World } from '#test/factories/program.ts';
import {
  aReconciledProgram,
  asOwner,
  controlsOf,
  differing,
  partsOf,
  titles,
} from '#test/factories/reconciled.ts';
import { fillPosition } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';

let world: World;
let first: string;
let second: string;

beforeAll(async () => {
  ({ world, first, second } = await aReconciledProgram());
});

describe('a run of which nothing is wrong', () => {
  test('agrees in every control, and so does the one after it, which catches up and takes back', async () => {
    const controls = [await controlsOf(world, first), await controlsOf(world, second)];
    expect(controls.map(({ length }) => length)).toEqual([20, 20]);
    expect(await differing(world, first)).toEqual([]);
    expect(await differing(world, second)).toEqual([]);
  });

  test('compares something in every control of one run or the other', async () => {
    const all = [...(await controlsOf(world, first)), ...(await controlsOf(world, second))];
    const compared = new Set(
      all
        .filter(({ first: one }) =>
          Object.values(totalOf(one)).some((value) => value !== null && value !== 0),
        )
        .map(({ title }) => title),
    );
    expect([...compared].sort()).toEqual([...new Set(all.map(({ title }) => title))].sort());
  });

  test('says where what was approved for the period stands', async () => {
    // Of three weeks that ended in the first half one was billed, one approved too late, one replaced by a later version.
    expect(await partsOf(world, first, titles.time)).toEqual({
      'Billed by this run': 1,
      'Parked in this run and left for a later one': 0,
      'Billed by another run': 2,
      'Still open': 0,
    });
    expect(await partsOf(world, second, titles.time)).toMatchObject({
      'Billed by this run': 1,
      'Still open': 1,
    });
    expect(await partsOf(world, first, titles.expenses)).toMatchObject({
      'Billed by this run': 2,
    });
    // The badge, and the laptop on the 3rd and the 10th.
    expect(await partsOf(world, first, titles.misc)).toMatchObject({
      'Billed by this run': 3,
    });
  });
});

test('what a run parked is said, and stays said after a later run billed it', async () => {
  const parking = await aProgram({ fees: clientFunded('3%'), overtime: 'none' });
  const worker = await fillPosition(parking, { bill: '100.00', pay: '60.00' });
  await asOwner(
    parking,
    `with made as (insert into purchase_order (client_id, number, funds_minor, effective) values ('${parking.clientId}', '4711', 83000, '[2026-01-01,)') returning id)
     update assignment set purchase_order_id = made.id from made where assignment.id = '${worker.assignmentId}'`,
  );
  parking.on('2026-03-16');
  await approvedWeek(parking, worker, '2026-03-08', { Mon: 8 });
  await approvedWeek(parking, worker, '2026-03-15', { Mon: 1 });
  const { runId } = await previewedRun(parking, firstHalfOfMarch);
  const [charges] = [
    await parking.rows<{ id: number }>(
      sql`select charge_id as id from parked_charge where billing_run_id = ${runId}`,
    ),
  ];
  await parking.does('finance', (ctx) =>
    decideParked(ctx, runId, {
      ...{ charges: charges.map(({ id }) => id), decision: 'excluded', reason: 'Until the order is raised' },
    }),
  );
  await parking.does('finance', (ctx) => billRun(ctx, runId));
  const shows = {
    'Billed by this run': 1,
    'Parked in this run and left for a later one': 1,
    'Billed by another run': 0,
    'Still open': 0,
  };
  expect(await partsOf(parking, runId, titles.time)).toEqual(shows);
  await asOwner(
    parking,
    `update purchase_order set funds_minor = 200000 where client_id = '${parking.clientId}'`,
  );
  parking.on('2026-04-01');
  const later = (await billedPeriod(parking, secondHalfOfMarch)).runId;
  for (const id of [runId, later]) expect(await differing(parking, id)).toEqual([]);
  expect(await partsOf(parking, runId, titles.time)).toEqual(shows);
});

describe('the evidence', () => {
  const read = async (runId: string, who: Person = 'auditor') => {
    const found = await world.reads(who, (ctx) => reconciliationOf(ctx, runId));
    if (!found?.groups) throw new Error('nothing to reconcile');
    return { ...found, groups: found.groups };
  };

  test('the CSV says who made it, when, how many controls it holds, and the SHA-256 of what is before', async () => {
    const found = await read(first);
    const at = new Date('2026-04-02T19:30:00Z');
    const text = reconciliationCsv(found, { by: 'Peter Lindholm, Northgate Workforce', at });
    const lines = text.trimEnd().split('\r\n');
    const before = `${lines.slice(0, -1).join('\r\n')}\r\n`;
    const sha256 = createHash('sha256').update(before).digest('hex');
    expect(lines.at(-1)).toBe(
      `Controls,20,all agree,Made by,"Peter Lindholm, Northgate Workforce",Made at,2026-04-02T12:30:00-07:00,SHA-256,${sha256}`,
    );
    expect(reconciledRows(found).sha256).toBe(sha256);
    expect(text.startsWith('\uFEFFReconciliation of a billing run')).toBe(true);
    // Whoever makes it again of the same figures gets the same.
    expect(reconciledRows(await read(first, 'finance')).sha256).toBe(sha256);
    expect(numbered(found.groups).map(({ number }) => number)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
    expect(lines.filter((line) => line.endsWith(',agrees'))).toHaveLength(20);
  });

  const asked = (load: typeof pageLoader | typeof csvLoader, who: Person, id: string): Promise<unknown> =>
    Promise.resolve(
      load({
        params: { id },
        request: new Request(`http://muster.test/billing/${id}/reconciliation`),
        context: {
          ...world.surroundings(),
          demo: false,
          actor: () => Promise.resolve(world.actor(who)),
          outlet: aReader,
        } as never,
      }),
    ).catch((error: unknown) => error);
  const statusOf = (answer: unknown): number | undefined =>
    answer instanceof Response ? answer.status : (answer as { init?: { status?: number } }).init?.status;

  test.each([
    'ana',
    'clientFinance',
    'clientAdmin',
    'recruiter',
    'supplierFinance',
    'rivalRecruiter',
    'coordinator',
  ] as const)('%s is refused, page and CSV, and finds no run behind the wall', async (who) => {
    expect(statusOf(await asked(pageLoader, who, first))).toBe(403);
    expect(statusOf(await asked(csvLoader, who, first))).toBe(403);
    if (world.actor(who).side !== 'msp')
      expect(await world.reads(who, (ctx) => reconciliationOf(ctx, first))).toBeNull();
  });

  test('the auditor reads it; a run that is not finalized leads back; what is not there is not found', async () => {
    expect(await asked(pageLoader, 'auditor', first)).toMatchObject({
      made: { by: expect.stringContaining('Peter') as string },
    });
    const csv = (await asked(csvLoader, 'auditor', first)) as Response;
    expect([csv.status, csv.headers.get('Content-Disposition')]).toEqual([
      200,
      expect.stringContaining(`reconciliation-${world.code}-2026-03-15.csv`),
    ]);
    world.on('2026-04-16');
    const { runId } = await previewedRun(world, { startsOn: '2026-04-01', endsOn: '2026-04-15' });
    for (const load of [pageLoader, csvLoader]) {
      const led = (await asked(load, 'auditor', runId)) as Response;
      expect([led.status, led.headers.get('Location')]).toEqual([302, `/billing/${runId}`]);
      expect(statusOf(await asked(load, 'auditor', randomUUID()))).toBe(404);
    }
  });
});
