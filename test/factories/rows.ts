import { createHash, randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import {
  assignment,
  assignmentPay,
  assignmentRate,
  assignmentSplit,
  candidate,
  offer,
  release,
  requisition,
  requisitionBudget,
  requisitionSplit,
  submittal,
  submittalPay,
  charge,
  timeLine,
  timesheet,
  worker,
} from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import { lineAmountMinor } from '#app/values/price.ts';
import { addDays } from '#app/values/week.ts';
import type { SupplierName } from '../cast.ts';
import { atNoon } from './clock.ts';
import { BEGINNING, type World } from './program.ts';

/*
 * Rows put straight into the tables, past every command, for tests of the database itself: its walls, its second
 * lock, and how it prices. Stories go through the commands instead (story.ts).
 */

/** What lies under an assignment, by id. */
export type Placement = {
  supplierId: string;
  requisitionId: string;
  submittalId: string;
  offerId: string;
  candidateId: string;
  workerId: string;
  assignmentId: string;
  rateIds: Record<'ST' | 'OT' | 'DT', string>;
};

type Count = { requisitions: number };
const counts = new Map<string, Count>();

/** The next number of the world's own requisitions and assignments; the commands count elsewhere, from 1001. */
function nextNumber(world: World): number {
  const count = counts.get(world.clientId) ?? { requisitions: 0 };
  counts.set(world.clientId, count);
  return (count.requisitions += 1);
}

const asMsp = <T>(world: World, work: (db: Db) => Promise<T>) =>
  walled(world.database, { side: 'msp' }, work);

type NeedOptions = {
  supplier?: SupplierName;
  positions?: number;
  splits?: [string, string];
  /** All of them, for a need that an assignment goes with. */
  filled?: boolean;
};

/** An open requisition with its budget and cost split, released to one supplier. */
export function needInRows(world: World, options: NeedOptions = {}): Promise<{ requisitionId: string }> {
  return asMsp(world, async (db) => ({ requisitionId: await writeNeed(db, world, options) }));
}

async function writeNeed(
  db: Db,
  world: World,
  { supplier = 'cobalt', positions = 1, splits = ['60', '40'], filled = false }: NeedOptions,
): Promise<string> {
  const { clientId, jobId, siteId, departmentId, costCenterIds, people } = world;
  const id = randomUUID();
  await db.insert(requisition).values({
    id,
    clientId,
    jobId,
    siteId,
    departmentId,
    positions,
    number: nextNumber(world),
    status: filled ? 'filled' : 'open',
    filled: filled ? positions : 0,
    title: world.jobTitle,
    startsOn: BEGINNING,
    endsOn: '2027-12-31',
    weekMinutes: 2400,
    minBillRate: '50',
    maxBillRate: '120',
    hiringManagerId: people.ana.accountId,
    hiringManagerName: people.ana.name,
    createdBy: people.ana.accountId,
  });
  await db.insert(requisitionBudget).values({ requisitionId: id, clientId, estimateMinor: 18_096_000 });
  await db.insert(requisitionSplit).values(
    costCenterIds.map((costCenterId, index) => ({
      requisitionId: id,
      clientId,
      costCenterId,
      percent: splits[index] ?? '0',
    })),
  );
  await db.insert(release).values({
    requisitionId: id,
    clientId,
    supplierId: world.suppliers[supplier],
    tier: 1,
    releasedAt: atNoon(BEGINNING),
    releasedBy: people.coordinator.accountId,
  });
  return id;
}

type PlacementOptions = NeedOptions & { bill?: Record<'ST' | 'OT' | 'DT', string>; workerName?: string };

/** Everything from the need to an active assignment with rates, pay and cost split. */
export function placementInRows(world: World, options: PlacementOptions = {}): Promise<Placement> {
  return asMsp(world, async (db) => {
    const requisitionId = await writeNeed(db, world, { ...options, filled: true });
    const people = await writeCandidate(db, world, requisitionId, options);
    return writeAssignment(db, world, { ...people, requisitionId }, options);
  });
}

async function writeCandidate(
  db: Db,
  world: World,
  requisitionId: string,
  { supplier = 'cobalt', workerName = 'Tessa Marlow' }: PlacementOptions,
) {
  const { clientId, people } = world;
  const supplierId = world.suppliers[supplier];
  const [candidateId, submittalId, offerId, workerId] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ];
  const at = atNoon(BEGINNING);
  await db.insert(candidate).values({
    id: candidateId,
    supplierId,
    name: workerName,
    email: `${candidateId}@people.example`,
    personKey: createHash('sha256').update(candidateId).digest('hex'),
  });
  await db.insert(submittal).values({
    id: submittalId,
    clientId,
    supplierId,
    requisitionId,
    candidateId,
    status: 'placed',
    billRate: '87',
    availableFrom: BEGINNING,
    representedSince: at,
    representedBy: people.recruiter.accountId,
    submittedBy: people.recruiter.accountId,
    submittedAt: at,
    presentedAt: at,
  });
  await db.insert(submittalPay).values({ submittalId, supplierId, payRate: '60' });
  await db.insert(offer).values({
    id: offerId,
    clientId,
    supplierId,
    requisitionId,
    submittalId,
    status: 'accepted',
    billRate: '87',
    startsOn: BEGINNING,
    endsOn: '2027-12-31',
    extendedBy: people.ana.accountId,
    extendedAt: at,
    expiresOn: '2025-01-20',
    answeredBy: people.recruiter.accountId,
    answeredAt: at,
  });
  await db.insert(worker).values({ id: workerId, supplierId, candidateId, name: workerName });
  return { supplierId, candidateId, submittalId, offerId, workerId, workerName };
}

async function writeAssignment(
  db: Db,
  world: World,
  below: Omit<Placement, 'assignmentId' | 'rateIds'> & { workerName: string },
  { bill = { ST: '87.00', OT: '130.50', DT: '174.00' } }: PlacementOptions,
): Promise<Placement> {
  const { clientId, jobId, jobTitle, siteId, departmentId, people, rateCardEntryId } = world;
  const { workerName, ...ids } = below;
  const { supplierId, requisitionId, submittalId, offerId, workerId } = ids;
  const assignmentId = randomUUID();
  const rateIds = { ST: randomUUID(), OT: randomUUID(), DT: randomUUID() };
  const payCodes = ['ST', 'OT', 'DT'] as const;
  const pay = { ST: '60', OT: '90', DT: '120' };
  const effective = `[${BEGINNING},)`;
  await db.insert(assignment).values({
    id: assignmentId,
    clientId,
    supplierId,
    requisitionId,
    submittalId,
    offerId,
    workerId,
    workerName,
    jobId,
    jobTitle,
    siteId,
    departmentId,
    number: nextNumber(world),
    status: 'active',
    hiringManagerId: people.ana.accountId,
    hiringManagerName: people.ana.name,
    startsOn: BEGINNING,
    endsOn: '2027-12-31',
    weekMinutes: 2400,
    overtimeRule: 'us-ca',
  });
  await db.insert(assignmentRate).values(
    payCodes.map((payCode) => ({
      id: rateIds[payCode],
      clientId,
      supplierId,
      assignmentId,
      payCode,
      billRate: bill[payCode],
      cardMaxBillRate: '120',
      rateCardEntryId,
      effective,
    })),
  );
  await db
    .insert(assignmentPay)
    .values(
      payCodes.map((payCode) => ({ assignmentId, supplierId, payCode, payRate: pay[payCode], effective })),
    );
  await db.insert(assignmentSplit).values(
    world.costCenterIds.map((costCenterId, index) => ({
      assignmentId,
      clientId,
      supplierId,
      costCenterId,
      percent: index === 0 ? '60' : '40',
    })),
  );
  return { ...ids, assignmentId, rateIds };
}

export type ChargeRow = { payCode?: 'ST' | 'OT' | 'DT'; minutes: number; rate: string; costCenter?: 0 | 1 };

type WeekOptions = {
  weekEndsOn: string;
  /** How far the week has come. */
  status?: 'draft' | 'submitted' | 'approved';
  /** What it costs, frozen; only for a week that is approved. */
  charges?: ChargeRow[];
};

/** A week of 9 hours on its Monday, and, where it is approved, what it costs. */
export async function weekInRows(
  world: World,
  placement: Placement,
  { weekEndsOn, status = 'approved', charges = [{ minutes: 540, rate: '87.00' }] }: WeekOptions,
): Promise<{ timesheetId: string; chargeIds: number[] }> {
  const { clientId, departmentId, people } = world;
  const { supplierId, assignmentId, workerId } = placement;
  const timesheetId = randomUUID();
  const at = atNoon(weekEndsOn);
  await asMsp(world, async (db) => {
    await db.insert(timesheet).values({
      id: timesheetId,
      clientId,
      supplierId,
      assignmentId,
      workerId,
      weekEndsOn,
      departmentId,
      hiringManagerId: people.ana.accountId,
      overtimeRule: 'us-ca',
      workedMinutes: 540,
    });
    await db.insert(timeLine).values({
      clientId,
      supplierId,
      timesheetId,
      assignmentId,
      workDate: addDays(weekEndsOn, -6),
      payCode: 'ST',
      costCenterId: world.costCenterIds[0],
      minutes: 540,
    });
    if (status === 'draft') return;
    const { accountId, name } = people.recruiter;
    await db
      .update(timesheet)
      .set({
        status: 'submitted',
        attested: true,
        submittedBy: accountId,
        submittedByName: name,
        submittedAt: at,
      })
      .where(eq(timesheet.id, timesheetId));
  });
  if (status !== 'approved') return { timesheetId, chargeIds: [] };
  // Charges of a test need not cover its nine hours, as those of an approved week must.
  const { accountId, name } = people.ana;
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true), set_config('session_replication_role', 'replica', true)`;
    await tx`update timesheet set status = 'approved', approved_by = ${accountId}, approved_by_name = ${name}, approved_at = ${at.toISOString()} where id = ${timesheetId}`;
  });
  const chargeIds = await asMsp(world, (db) =>
    writeCharges(db, world, placement, { timesheetId, weekEndsOn, charges }),
  );
  return { timesheetId, chargeIds };
}

async function writeCharges(
  db: Db,
  world: World,
  placement: Placement,
  { timesheetId, weekEndsOn, charges }: { timesheetId: string; weekEndsOn: string; charges: ChargeRow[] },
): Promise<number[]> {
  const { clientId, departmentId, jobId, costCenterIds } = world;
  const { supplierId, assignmentId, workerId, rateIds } = placement;
  const written = await db
    .insert(charge)
    .values(
      charges.map(({ payCode = 'ST', minutes, rate, costCenter = 0 }) => ({
        clientId,
        supplierId,
        timesheetId,
        assignmentId,
        workerId,
        departmentId,
        jobId,
        weekEndsOn,
        serviceFrom: addDays(weekEndsOn, -6),
        payCode,
        minutes,
        costCenterId: costCenterIds[costCenter],
        rateId: rateIds[payCode],
        billRate: rate,
        amountMinor: lineAmountMinor(minutes, rate),
      })),
    )
    .returning({ id: charge.id });
  return written.map(({ id }) => id);
}

/** Undone at the end, so that a test may try what it likes. */
export class Undo extends Error {}

/**
 * Runs raw SQL as the application's role on the MSP's side of the wall, up to the checks that wait for the commit,
 * and takes it back. @throws what the database said
 */
export async function tryOut(world: World, work: (db: Db) => Promise<unknown>): Promise<void> {
  try {
    await asMsp(world, async (db) => {
      await work(db);
      await db.execute(sql`set constraints all immediate`);
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
}
