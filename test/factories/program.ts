import { randomInt, randomUUID } from 'node:crypto';
import {
  approvalRule,
  costCenter,
  department,
  enrollment,
  feeSchedule,
  job,
  organization,
  program,
  programTerms,
  rateCardEntry,
  site,
} from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { parsePercent } from '#app/values/percent.ts';
import { openDatabase } from '#test/setup/connection.ts';
import {
  join,
  parts,
  personNames,
  supplierNames,
  supplierPlans,
  type Home,
  type Person,
  type SupplierName,
} from '../cast.ts';
import { actsIn, type Stage } from './acts.ts';
import { theMsp } from './msp.ts';

type FeePlan = { label: string; funding: 'client' | 'supplier'; fraction: string };

const feeLabels = { supplier: ['MSP fee', 'VMS fee'], client: ['Program fee', 'Technology fee'] };

function feesOf(funding: 'client' | 'supplier', percents: string[]): FeePlan[] {
  return percents.map((percent, index) => {
    const fraction = parsePercent(percent);
    if (fraction === null) throw new Error(`${percent} is no percentage`);
    return { label: feeLabels[funding][index] ?? `Fee ${index + 1}`, funding, fraction };
  });
}

/** Fees deducted from what suppliers receive: `supplierFunded('2.5%', '0.9%')`. */
export const supplierFunded = (...percents: string[]): FeePlan[] => feesOf('supplier', percents);
/** Fees added to what the client pays: `clientFunded('3%')`. */
export const clientFunded = (...percents: string[]): FeePlan[] => feesOf('client', percents);

export type ProgramOptions = {
  fees?: FeePlan[];
  overtime?: 'none' | 'us-flsa' | 'us-ca';
  cadence?: 'weekly' | 'semimonthly' | 'monthly';
  payWhenPaid?: boolean;
  /** Whether the MSP looks at candidates before the client does. */
  screens?: boolean;
  /** Approval chain of requisitions: who signs above which amount. */
  approvals?: { role: 'approver' | 'clientFinance' | 'clientAdmin'; aboveMinor: number }[];
  maxBillRate?: string;
};

/** One client's program with everybody in it, and nothing that any other test can see or disturb. */
export type World = Stage & {
  clientId: string;
  clientName: string;
  /** The program's short name, unique in the database. */
  code: string;
  mspId: string;
  suppliers: Record<SupplierName, string>;
  people: Record<Person, Actor>;
  siteId: string;
  departmentId: string;
  costCenterIds: [string, string];
  jobId: string;
  jobTitle: string;
  rateCardEntryId: string;
};

/** Nothing in a story lies before this day. */
export const BEGINNING = '2025-01-01';

const letters = (count: number) =>
  Array.from({ length: count }, () => String.fromCharCode(65 + randomInt(26))).join('');

/**
 * A program of its own for one test: client, three suppliers, terms, fees, places, a job with its rate card, an
 * approval rule, and people for every role. Made behind the wall, as the MSP would.
 */
export async function aProgram(options: ProgramOptions = {}): Promise<World> {
  const database = await openDatabase();
  const msp = await theMsp(database);
  const code = letters(6);
  const client: Home = { id: randomUUID(), name: `Halden Medical Center ${code}` };
  const suppliers = Object.fromEntries(
    supplierNames.map((name) => [name, { id: randomUUID(), name: `${supplierPlans[name].name} ${code}` }]),
  ) as Record<SupplierName, Home>;
  const facts = await walled(database, { side: 'msp' }, async (db) => {
    await settle(db, client, code, suppliers, options);
    const places = await furnish(db, client.id, options);
    return { ...places, people: await invite(db, { msp, client, ...suppliers }) };
  });
  return {
    ...actsIn(database, facts.people),
    ...facts,
    clientId: client.id,
    clientName: client.name,
    code,
    mspId: msp.id,
    suppliers: { cobalt: suppliers.cobalt.id, juniper: suppliers.juniper.id, rival: suppliers.rival.id },
  };
}

async function settle(
  db: Db,
  client: Home,
  code: string,
  suppliers: Record<SupplierName, Home>,
  {
    fees = supplierFunded('2.5%', '0.9%'),
    overtime = 'us-ca',
    cadence = 'semimonthly',
    payWhenPaid = false,
    screens = true,
    approvals = [{ role: 'approver', aboveMinor: 0 }],
  }: ProgramOptions,
): Promise<void> {
  const clientId = client.id;
  await db.insert(organization).values([
    {
      ...client,
      side: 'client',
      legalName: `${client.name}, Inc.`,
      addressLines: ['2200 Halden Avenue', 'Sacramento, CA 95814'],
    },
    ...supplierNames.map((name) => ({
      ...suppliers[name],
      side: 'supplier' as const,
      legalName: `${suppliers[name].name}, LLC`,
    })),
  ]);
  await db
    .insert(program)
    .values({ clientId, code, timeZone: 'America/Los_Angeles', billingCadence: cadence });
  await db.insert(programTerms).values({
    clientId,
    effectiveFrom: BEGINNING,
    overtimeRule: overtime,
    paymentTermsDays: 45,
    supplierTermsDays: 30,
    payWhenPaid,
    mspScreensSubmittals: screens,
  });
  if (fees.length > 0)
    await db
      .insert(feeSchedule)
      .values(fees.map((fee) => ({ ...fee, clientId, effective: `[${BEGINNING},)` })));
  await db.insert(enrollment).values(
    supplierNames.map((name) => ({
      clientId,
      supplierId: suppliers[name].id,
      tier: supplierPlans[name].tier,
      enrolledOn: BEGINNING,
    })),
  );
  if (approvals.length > 0)
    await db.insert(approvalRule).values(
      approvals.map(({ role, aboveMinor }, index) => ({
        clientId,
        subjectKind: 'requisition' as const,
        position: index + 1,
        role,
        aboveMinor,
      })),
    );
}

async function furnish(db: Db, clientId: string, { maxBillRate = '120.0000' }: ProgramOptions) {
  const siteId = randomUUID();
  const departmentId = randomUUID();
  const costCenterIds: [string, string] = [randomUUID(), randomUUID()];
  const jobId = randomUUID();
  const rateCardEntryId = randomUUID();
  const jobTitle = 'Systems Analyst';
  await db
    .insert(site)
    .values({ id: siteId, clientId, code: 'MAIN', name: 'Main campus', city: 'Sacramento', region: 'CA' });
  await db
    .insert(department)
    .values({ id: departmentId, clientId, code: 'IS', name: 'Information services' });
  await db.insert(costCenter).values([
    { id: costCenterIds[0], clientId, departmentId, code: 'IS-100', name: 'Infrastructure' },
    { id: costCenterIds[1], clientId, departmentId, code: 'IS-200', name: 'Service desk' },
  ]);
  await db.insert(job).values({ id: jobId, clientId, code: 'SA', title: jobTitle });
  await db.insert(rateCardEntry).values({
    id: rateCardEntryId,
    clientId,
    jobId,
    currency: 'USD',
    maxBillRate,
    lowestRate: '40.0000',
    medianRate: '80.0000',
    effective: `[${BEGINNING},)`,
  });
  return { siteId, departmentId, costCenterIds, jobId, jobTitle, rateCardEntryId };
}

async function invite(
  db: Db,
  homes: Record<'msp' | 'client' | SupplierName, Home>,
): Promise<Record<Person, Actor>> {
  const people: Partial<Record<Person, Actor>> = {};
  for (const person of personNames) people[person] = await join(db, homes[parts[person].at], parts[person]);
  return people as Record<Person, Actor>;
}
