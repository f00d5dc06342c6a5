import { readFile } from 'node:fs/promises';
import { and, eq, inArray } from 'drizzle-orm';
import { postRateCard } from '#app/programs/commands/post-rate-card.server.ts';
import { previewRateCard } from '#app/programs/commands/preview-rate-card.server.ts';
import { programCreated, termsAgreed } from '#app/programs/events.ts';
import type { Db } from '#db/connection.ts';
import * as schema from '#db/schema/index.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import { programs, type ProgramPlan } from './program-plans.ts';
import { loadRows } from './load.ts';
import { instant, organizationOf, personOf, tell, type Person, type World } from './world.ts';
import { writeEventsUntil } from './write-events.ts';

export type SeedJob = { id: string; title: string; maxBillRate: string; rateCardEntryId: string };
export type SeedUnit = { id: string; name: string; costCenterIds: string[]; jobs: SeedJob[] };
export type SeedSupplier = { id: string; key: string; name: string; tier: number; recruiter: Person };

/** A client's program as the story uses it. */
export type Program = ProgramPlan & {
  clientId: string;
  clientName: string;
  siteIds: string[];
  units: SeedUnit[];
  enrolled: SeedSupplier[];
  managers: Person[];
  approver: Person;
  finance: Person;
};

/** Above this a client's finance signs too. */
const FINANCE_SIGNS_ABOVE_MINOR = 250_000_00;

export const approvalRules = [
  { position: 1, role: 'approver', aboveMinor: 0 },
  { position: 2, role: 'clientFinance', aboveMinor: FINANCE_SIGNS_ABOVE_MINOR },
] as const;

const RATE_FILE = new URL('./data/gsa-schedule-70-rates.csv', import.meta.url);

/** Both programs with their terms, places, suppliers and the jobs of the public rate file. */
export async function loadPrograms(tx: Db, world: World): Promise<Program[]> {
  const loaded = programs.map((plan) => planProgram(world, plan));
  for (const program of loaded) {
    await loadTerms(tx, world, program);
    await loadPlaces(tx, world, program);
  }
  await writeEventsUntil(tx, world, instant(world.programsSince, 17));
  for (const [index, program] of loaded.entries()) {
    await importRates(tx, world, program, 17 + index);
    await findJobs(tx, program);
  }
  return loaded;
}

function planProgram(world: World, plan: ProgramPlan): Program {
  const since = instant(world.programsSince, 16);
  const clientId = organizationOf(world, plan.key);
  const approver = personOf(world, `approver@${plan.key}`);
  return {
    ...plan,
    clientId,
    clientName: approver.organization,
    siteIds: plan.sites.map(() => world.random.id(since)),
    units: plan.departments.map(({ name }) => ({
      id: world.random.id(since),
      name,
      costCenterIds: [world.random.id(since), world.random.id(since)],
      jobs: [],
    })),
    enrolled: plan.suppliers.map(([key, tier]) => {
      const recruiter = personOf(world, `recruiter@${key}`);
      return { id: organizationOf(world, key), key, name: recruiter.organization, tier, recruiter };
    }),
    managers: world.people.filter(
      (person) => person.organizationId === clientId && person.role === 'hiringManager',
    ),
    approver,
    finance: personOf(world, `finance@${plan.key}`),
  };
}

async function loadTerms(tx: Db, world: World, plan: Program): Promise<void> {
  const { clientId, clientName, code, timeZone, overtimeRule, paymentTermsDays, payWhenPaid } = plan;
  const since = world.programsSince;
  const createdAt = instant(since, 16);
  const admin = personOf(world, 'admin@northgate');
  await loadRows(tx, schema.program, [
    { clientId, code, timeZone, weekEndsOn: 0, billingCadence: 'monthly', createdAt },
  ]);
  const termsId = world.random.id(createdAt);
  const terms = { overtimeRule, paymentTermsDays, supplierTermsDays: paymentTermsDays, payWhenPaid };
  await loadRows(tx, schema.programTerms, [
    { id: termsId, clientId, effectiveFrom: since, ...terms, createdBy: admin.accountId, createdAt },
  ]);
  const effective = `[${since},)`;
  await loadRows(
    tx,
    schema.feeSchedule,
    plan.fees.map((fee) => ({ clientId, ...fee, effective, createdAt })),
  );
  await loadRows(
    tx,
    schema.approvalRule,
    approvalRules.map((rule) => ({ clientId, subjectKind: 'requisition', ...rule })),
  );
  await loadRows(
    tx,
    schema.enrollment,
    plan.enrolled.map(({ id, tier }) => ({ clientId, supplierId: id, tier, enrolledOn: since })),
  );
  tell(
    world,
    createdAt,
    admin,
    programCreated({ subjectId: clientId, clientId, facts: { code, clientName } }),
  );
  tell(
    world,
    createdAt,
    admin,
    termsAgreed({ subjectId: clientId, clientId, facts: { termsId, effectiveFrom: since } }),
  );
}

async function loadPlaces(tx: Db, world: World, { clientId, ...plan }: Program): Promise<void> {
  const createdAt = instant(world.programsSince, 16);
  await loadRows(
    tx,
    schema.site,
    plan.sites.map(([code, name, city, region], index) => ({
      ...{ id: plan.siteIds[index], clientId, code, name, city, region, createdAt },
    })),
  );
  await loadRows(
    tx,
    schema.department,
    plan.departments.map(({ code, name }, index) => ({
      id: plan.units[index]?.id,
      clientId,
      code,
      name,
      createdAt,
    })),
  );
  await loadRows(
    tx,
    schema.costCenter,
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

/** Takes the rate file in the way a person does: it is read, looked at and posted. */
async function importRates(tx: Db, world: World, { clientId }: Program, hour: number): Promise<void> {
  const since = world.programsSince;
  const admin = personOf(world, 'admin@northgate');
  const file = new File([await readFile(RATE_FILE)], 'gsa-schedule-70-rates.csv', { type: 'text/csv' });
  const id = world.random.id(instant(since, hour));
  const input = { id, basis: 'p75', effectiveFrom: since, file } as const;
  mustSucceed(
    'The preview of the rate card',
    await previewRateCard(contextOf(tx, admin, instant(since, hour)), clientId, input),
  );
  mustSucceed(
    'The posting of the rate card',
    await postRateCard(contextOf(tx, admin, instant(since, hour, 25)), id),
  );
}

async function findJobs(tx: Db, plan: Program): Promise<void> {
  const { job, rateCardEntry } = schema;
  const titles = plan.departments.flatMap((each) => each.titles);
  const rows = await tx
    .select({
      id: job.id,
      title: job.title,
      maxBillRate: rateCardEntry.maxBillRate,
      rateCardEntryId: rateCardEntry.id,
    })
    .from(job)
    .innerJoin(rateCardEntry, eq(rateCardEntry.jobId, job.id))
    .where(and(eq(job.clientId, plan.clientId), inArray(job.title, titles)));
  plan.departments.forEach((department, index) => {
    const jobs = department.titles.flatMap((title) => rows.filter((row) => row.title === title).slice(0, 1));
    if (jobs.length < department.titles.length)
      throw new Error(`The rate card lacks a job of ${department.name}`);
    plan.units[index]?.jobs.push(...jobs);
  });
}
