import { randomUUID } from 'node:crypto';
import PDFDocument from 'pdfkit';
import { asc, eq, sql } from 'drizzle-orm';
import { addCode } from '#app/expenses/commands/add-code.server.ts';
import { addLine } from '#app/expenses/commands/add-line.server.ts';
import { approveCharge } from '#app/expenses/commands/approve-charge.server.ts';
import { approveSheet } from '#app/expenses/commands/approve-sheet.server.ts';
import { rejectSheet } from '#app/expenses/commands/reject-sheet.server.ts';
import { requestCharge } from '#app/expenses/commands/request-charge.server.ts';
import { startSheet } from '#app/expenses/commands/start-sheet.server.ts';
import { submitSheet } from '#app/expenses/commands/submit-sheet.server.ts';
import { makeDueCharges } from '#app/expenses/due-charges.server.ts';
import { addDays } from '#app/values/week.ts';
import type { Db } from '#db/connection.ts';
import { assignmentSplit, miscCharge } from '#db/schema/index.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import type { Program } from './programs.ts';
import { instant, organizationOf, personOf, type Person, type World } from './world.ts';

const codes = [
  { code: 'MILES', name: 'Mileage', limit: '200.00', bearsFees: false },
  { code: 'TRAVEL', name: 'Travel', receiptAbove: '25.00', bearsFees: false },
  { code: 'MEALS', name: 'Meals', receiptAbove: '25.00', limit: '60.00', bearsFees: false },
  { code: 'GEAR', name: 'Equipment', receiptAbove: '0', limit: '1500.00', bearsFees: true },
];

type Spent = { code: string; amount: string; daysAgo: number; note: string };
type SheetPlan = { title: string; lines: Spent[]; outcome: 'draft' | 'submitted' | 'approved' | 'rejected' };

const sheets: SheetPlan[] = [
  {
    title: 'Visit to the north clinic',
    lines: [{ code: 'MILES', amount: '41.60', daysAgo: 6, note: 'Main campus to the north clinic and back' }],
    outcome: 'draft',
  },
  {
    title: 'Training in Sacramento',
    lines: [
      { code: 'TRAVEL', amount: '186.40', daysAgo: 9, note: 'Train, both ways' },
      { code: 'MEALS', amount: '48.25', daysAgo: 9, note: '' },
      { code: 'MEALS', amount: '22.10', daysAgo: 8, note: 'Breakfast' },
    ],
    outcome: 'submitted',
  },
  {
    title: 'Cutover weekend',
    lines: [
      { code: 'TRAVEL', amount: '64.00', daysAgo: 19, note: 'Taxi home after midnight, two nights' },
      { code: 'GEAR', amount: '139.90', daysAgo: 20, note: 'Label printer for the racks' },
    ],
    outcome: 'approved',
  },
  {
    title: 'Parking in October',
    lines: [{ code: 'TRAVEL', amount: '72.00', daysAgo: 12, note: 'Garage, six days' }],
    outcome: 'rejected',
  },
];

/** What Cobalt's people at Halden spent lately, at every stage, and two charges that hang on no hour. */
export async function playExpenses(tx: Db, world: World, programs: Program[]): Promise<void> {
  for (const { clientId } of programs) await agreeCodes(tx, world, clientId);
  const places = await placesToSpend(tx, world);
  const receipt = await makeReceipt();
  for (const [index, plan] of sheets.entries()) {
    const place = places[index % places.length];
    if (place) await playSheet(tx, world, place, plan, receipt);
  }
  const [first, second] = places;
  if (first) await playCharges(tx, world, first, second ?? first);
}

async function agreeCodes(tx: Db, world: World, clientId: string): Promise<void> {
  const ctx = contextOf(tx, personOf(world, 'admin@northgate'), instant(world.programsSince, 17));
  for (const code of codes)
    mustSucceed(`The code ${code.code}`, await addCode(ctx, clientId, { id: randomUUID(), ...code }));
}

type Place = { assignmentId: string; clientId: string; endsOn: string; costCenterId: string };

/** Work at Halden that Cobalt's people have done for at least two months; the worker whom visitors play comes first. */
async function placesToSpend(tx: Db, world: World): Promise<Place[]> {
  const manager = personOf(world, 'manager@halden').accountId;
  const cobalt = organizationOf(world, 'cobalt');
  const played = world.people.find(({ role }) => role === 'worker')?.name;
  const rows = world.book.assignment.filter(
    (row) =>
      row.status === 'active' &&
      row.supplierId === cobalt &&
      row.hiringManagerId === manager &&
      row.startsOn <= addDays(world.today, -60) &&
      row.endsOn > world.today,
  );
  const places: Place[] = [];
  for (const { id, clientId, endsOn } of rows.sort(
    (a, b) => Number(b.workerName === played) - Number(a.workerName === played),
  )) {
    if (!id) continue;
    const [split] = await tx
      .select({ costCenterId: assignmentSplit.costCenterId })
      .from(assignmentSplit)
      .where(eq(assignmentSplit.assignmentId, id))
      .orderBy(asc(sql`${assignmentSplit.percent} * -1`))
      .limit(1);
    if (split) places.push({ assignmentId: id, clientId, endsOn, ...split });
    if (places.length === sheets.length) break;
  }
  return places;
}

async function playSheet(
  tx: Db,
  world: World,
  { assignmentId, clientId, costCenterId }: Place,
  { title, lines, outcome }: SheetPlan,
  receipt: Buffer,
): Promise<void> {
  const day = (daysAgo: number, hour: number) => instant(addDays(world.today, -daysAgo), hour);
  const recruiter = personOf(world, 'recruiter@cobalt');
  const manager = personOf(world, 'manager@halden');
  const last = Math.min(...lines.map(({ daysAgo }) => daysAgo));
  const as = (who: Person, daysAgo: number, hour: number) => contextOf(tx, who, day(daysAgo, hour));
  const enter = as(recruiter, last - 1, 15);
  const id = randomUUID();
  mustSucceed(title, await startSheet(enter, { id, assignmentId, title }));
  const codeIds = await codeIdsOf(tx, clientId);
  for (const { code, amount, daysAgo, note } of lines) {
    const expenseCodeId = codeIds.get(code) ?? '';
    const spentOn = addDays(world.today, -daysAgo);
    const file = new File([new Uint8Array(receipt)], `${code.toLowerCase()} ${spentOn}.pdf`);
    const line = { id: randomUUID(), spentOn, expenseCodeId, costCenterId, amount, note };
    mustSucceed(title, await addLine(enter, id, { intent: 'add', ...line, receipt: file }));
  }
  if (outcome === 'draft') return;
  mustSucceed(title, await submitSheet(as(recruiter, last - 1, 16), id, { attest: true }));
  const decide = as(manager, last - 2, 16);
  if (outcome === 'approved') mustSucceed(title, await approveSheet(decide, id));
  if (outcome === 'rejected')
    mustSucceed(
      title,
      await rejectSheet(decide, id, { reason: 'Staff park free in garage B. Why not there?' }),
    );
}

async function codeIdsOf(tx: Db, clientId: string): Promise<Map<string, string>> {
  const rows = await tx.execute<{ id: string; code: string }>(
    sql`select id, code from expense_code where client_id = ${clientId}`,
  );
  return new Map([...rows].map(({ id, code }) => [code, id]));
}

/** A weekly rent that runs, and a check that waits for the manager. */
async function playCharges(tx: Db, world: World, rented: Place, checked: Place): Promise<void> {
  const at = (daysAgo: number) => instant(addDays(world.today, -daysAgo), 16);
  const manager = personOf(world, 'manager@halden');
  const id = randomUUID();
  const common = { bearsFees: false, reason: '' };
  const rent = { label: 'Rent of a secured laptop', amount: '18.00', cadence: 'weekly' as const };
  mustSucceed(
    rent.label,
    await requestCharge(contextOf(tx, personOf(world, 'coordinator@northgate'), at(37)), {
      ...{ id, ...rent, ...common, startsOn: addDays(world.today, -35) },
      ...{ assignmentId: rented.assignmentId, costCenterId: rented.costCenterId, endsOn: rented.endsOn },
    }),
  );
  mustSucceed(rent.label, await approveCharge(contextOf(tx, manager, at(36)), id));
  await makeDueCharges(contextOf(tx, manager, world.now), eq(miscCharge.id, id));
  mustSucceed(
    'The check',
    await requestCharge(contextOf(tx, personOf(world, 'recruiter@cobalt'), at(2)), {
      ...{ id: randomUUID(), label: 'Background check', amount: '85.00', cadence: 'once', ...common },
      ...{ assignmentId: checked.assignmentId, costCenterId: checked.costCenterId },
      startsOn: addDays(world.today, -3),
      reason: 'Asked for by your security office for the new badge system.',
    }),
  );
}

/** One page about nothing in particular: only its name differs from receipt to receipt. */
async function makeReceipt(): Promise<Buffer> {
  const document = new PDFDocument({ size: [226, 320], margin: 24, info: { Title: 'Receipt' } });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.once('end', resolve));
  document.fontSize(14).text('Receipt').moveDown(0.5);
  document.fontSize(9).text('A sample document of the Muster demo.').moveDown().text('Paid. Thank you.');
  document.end();
  await ended;
  return Buffer.concat(chunks);
}
