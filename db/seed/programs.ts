import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { readRateFile } from '#app/programs/rate-card-file.ts';
import { deriveJobs, type DerivedJob } from '#app/programs/rate-card-jobs.ts';
import {
  approvalRule,
  costCenter,
  department,
  enrollment,
  feeSchedule,
  job,
  program,
  programTerms,
  rateCardEntry,
  rateCardImport,
  rateCardImportJob,
  rateCardImportRefusal,
  site,
} from '#db/schema/index.ts';
import { programs, type ProgramPlan } from './cast.ts';
import { loadRows, type Tx } from './load.ts';
import { instant, organizationOf, personOf, type Person, type World } from './world.ts';

export type SeedJob = { id: string; title: string; description: string; maxBillRate: string; rateCardEntryId: string };
export type SeedDepartment = { id: string; name: string; costCenterIds: string[]; jobs: SeedJob[] };
export type SeedSupplier = { id: string; key: string; tier: number; recruiter: Person };

/** A client's program as the story uses it. */
export type Program = ProgramPlan & {
  clientId: string;
  siteIds: string[];
  units: SeedDepartment[];
  enrolled: SeedSupplier[];
  managers: Person[];
  approver: Person;
  finance: Person;
};

/** Above this a client's finance signs too. */
export const FINANCE_SIGNS_ABOVE_MINOR = 250_000_00;

const RATE_FILE = new URL('./data/gsa-schedule-70-rates.csv', import.meta.url);
const NO_JOB = { id: '', title: '', description: '', maxBillRate: '0', rateCardEntryId: '' };

type Card = { jobs: DerivedJob[]; refused: { rowNumber: number; title: string; reason: string }[]; rowCount: number; sha256: string };

async function readCard(): Promise<Card> {
  const bytes = await readFile(RATE_FILE);
  const file = readRateFile(bytes);
  if (!file.ok) throw new Error(file.problem);
  return {
    jobs: deriveJobs(file.rows, { basis: 'p75' }),
    refused: file.refused,
    rowCount: file.rows.length + file.refused.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** Both programs with their terms, places, suppliers and the jobs of the public rate file. */
export async function loadPrograms(tx: Tx, world: World): Promise<Program[]> {
  const card = await readCard();
  const loaded: Program[] = [];
  for (const plan of programs) {
    const made = planProgram(world, plan);
    await loadTerms(tx, world, made);
    await loadPlaces(tx, world, made);
    await loadCard(tx, world, made, card);
    loaded.push(made);
  }
  return loaded;
}

function planProgram(world: World, plan: ProgramPlan): Program {
  const since = instant(world.programsSince, 16);
  const clientId = organizationOf(world, plan.key);
  const recruiterOf = (key: string) => personOf(world, `recruiter@${key}`);
  return {
    ...plan,
    clientId,
    siteIds: plan.sites.map(() => world.random.id(since)),
    units: plan.departments.map(({ name, titles }) => ({
      id: world.random.id(since),
      name,
      costCenterIds: [world.random.id(since), world.random.id(since)],
      jobs: titles.map((title) => ({ ...NO_JOB, title })),
    })),
    enrolled: plan.suppliers.map(([key, tier]) => ({ id: organizationOf(world, key), key, tier, recruiter: recruiterOf(key) })),
    managers: world.people.filter((person) => person.organizationId === clientId && person.role === 'hiringManager'),
    approver: personOf(world, `approver@${plan.key}`),
    finance: personOf(world, `finance@${plan.key}`),
  };
}

async function loadTerms(tx: Tx, world: World, plan: Program): Promise<void> {
  const { clientId } = plan;
  const since = world.programsSince;
  const createdAt = instant(since, 16);
  const admin = personOf(world, 'admin@northgate');
  await loadRows(tx, program, [{ clientId, code: plan.code, timeZone: plan.timeZone, weekEndsOn: 0, billingCadence: 'monthly', createdAt }]);
  await loadRows(tx, programTerms, [
    {
      clientId,
      effectiveFrom: since,
      overtimeRule: plan.overtimeRule,
      paymentTermsDays: plan.paymentTermsDays,
      supplierTermsDays: plan.paymentTermsDays,
      payWhenPaid: plan.payWhenPaid,
      createdBy: admin.accountId,
      createdAt,
    },
  ]);
  await loadRows(tx, feeSchedule, plan.fees.map((fee) => ({ clientId, ...fee, effective: `[${since},)`, createdAt })));
  await loadRows(tx, approvalRule, [
    { clientId, subjectKind: 'requisition', position: 1, role: 'approver', aboveMinor: 0 },
    { clientId, subjectKind: 'requisition', position: 2, role: 'clientFinance', aboveMinor: FINANCE_SIGNS_ABOVE_MINOR },
  ]);
  await loadRows(tx, enrollment, plan.enrolled.map(({ id, tier }) => ({ clientId, supplierId: id, tier, enrolledOn: since })));
}

async function loadPlaces(tx: Tx, world: World, { clientId, ...plan }: Program): Promise<void> {
  const createdAt = instant(world.programsSince, 16);
  await loadRows(
    tx,
    site,
    plan.sites.map(([code, name, city, region], index) => ({ id: plan.siteIds[index], clientId, code, name, city, region, createdAt })),
  );
  await loadRows(
    tx,
    department,
    plan.departments.map(({ code, name }, index) => ({ id: plan.units[index]?.id, clientId, code, name, createdAt })),
  );
  await loadRows(
    tx,
    costCenter,
    plan.departments.flatMap(({ code, costCenters }, index) =>
      costCenters.map((name, place) => ({
        id: plan.units[index]?.costCenterIds[place],
        clientId,
        departmentId: plan.units[index]?.id ?? '',
        code: `${code}-${place + 1}00`,
        name,
        createdAt,
      })),
    ),
  );
}

/** The posted import of the rate file, and what it posted. */
async function loadCard(tx: Tx, world: World, plan: Program, card: Card): Promise<void> {
  const { clientId } = plan;
  const since = world.programsSince;
  const createdAt = instant(since, 17);
  const importId = world.random.id(createdAt);
  await loadRows(tx, rateCardImport, [
    {
      id: importId,
      clientId,
      status: 'posted',
      fileName: 'gsa-schedule-70-rates.csv',
      fileSha256: card.sha256,
      basis: 'p75',
      effectiveFrom: since,
      rowCount: card.rowCount,
      usableCount: card.rowCount - card.refused.length,
      refusedCount: card.refused.length,
      createdBy: personOf(world, 'admin@northgate').accountId,
      createdAt,
      postedAt: instant(since, 17, 20),
    },
  ]);
  await loadRows(
    tx,
    rateCardImportRefusal,
    card.refused.map(({ rowNumber, title, reason }) => ({ importId, clientId, rowNumber, reason, rowText: title })),
  );
  await loadRows(tx, rateCardImportJob, card.jobs.map((derived) => ({ importId, clientId, ...derived })));
  const made = card.jobs.map((derived) => ({ derived, jobId: world.random.id(createdAt), entryId: world.random.id(createdAt) }));
  await loadRows(
    tx,
    job,
    made.map(({ derived: { code, title, minEducation, minYears }, jobId }) => ({ id: jobId, clientId, code, title, minEducation, minYears, createdAt })),
  );
  await loadRows(
    tx,
    rateCardEntry,
    made.map(({ derived: { maxBillRate, lowestRate, medianRate }, jobId, entryId }) => ({
      id: entryId,
      clientId,
      jobId,
      maxBillRate,
      lowestRate,
      medianRate,
      effective: `[${since},)`,
      importId,
      createdAt,
    })),
  );
  const byTitle = new Map(made.map((each) => [each.derived.title, each]));
  for (const unit of plan.units) {
    unit.jobs = unit.jobs.map(({ title }) => {
      const found = byTitle.get(title);
      if (!found) throw new Error(`The rate card has no ${title}`);
      return { id: found.jobId, title, description: '', maxBillRate: found.derived.maxBillRate, rateCardEntryId: found.entryId };
    });
  }
}
