import { readFile } from 'node:fs/promises';
import { and, eq, inArray } from 'drizzle-orm';
import { addCard } from '#app/programs/commands/add-card.server.ts';
import { keepSiteGroups } from '#app/programs/commands/keep-site-groups.server.ts';
import { postRateCard } from '#app/programs/commands/post-rate-card.server.ts';
import { previewRateCard } from '#app/programs/commands/preview-rate-card.server.ts';
import { programCreated, termsAgreed } from '#app/programs/events.ts';
import { makeAgreement } from '#app/suppliers/commands/make-agreement.server.ts';
import type { Db } from '#db/connection.ts';
import * as schema from '#db/schema/index.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import { programs, type ProgramPlan } from './program-plans.ts';
import { loadRows } from './load.ts';
import { instant, monthsBefore, organizationOf, personOf, tell, type Person, type World } from './world.ts';
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

/** A job of the public file that no department hires in the story. */
const PAY_LED_JOB = 'Help Desk Technician';

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
    await agreeRates(tx, world, program);
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
    plan.enrolled.map(({ id, tier }) => ({
      ...{ clientId, supplierId: id, tier, enrolledOn: since },
      ...{ enrolledBy: admin.accountId, enrolledByName: admin.name },
    })),
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
    termsAgreed({ subjectId: clientId, clientId, facts: { termsId, effectiveFrom: since, changed: {} } }),
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

/**
 * What goes beyond the card for all: Halden's clinics have a pay-led card of their own for a job that is not hired in the
 * story, and from this month on Cobalt bills overtime at cost. Assignments of before keep what they were agreed at.
 */
async function agreeRates(tx: Db, world: World, { key, clientId, enrolled }: Program): Promise<void> {
  const supplier = enrolled[0];
  if (key !== 'halden' || !supplier) return;
  const admin = personOf(world, 'admin@northgate');
  const startsOn = monthsBefore(world.today, 0);
  const since = instant(world.programsSince, 18);
  const group = {
    verb: 'add',
    id: world.random.id(since),
    code: 'CLINICS',
    name: 'Outlying clinics',
  } as const;
  const [north] = await tx
    .select({ id: schema.site.id })
    .from(schema.site)
    .where(and(eq(schema.site.clientId, clientId), eq(schema.site.code, 'NORTH')));
  const [job] = await tx
    .select({ id: schema.job.id })
    .from(schema.job)
    .where(and(eq(schema.job.clientId, clientId), eq(schema.job.title, PAY_LED_JOB)));
  if (!north || !job) throw new Error('The program lacks a site or a job');
  const asAdmin = contextOf(tx, admin, since);
  mustSucceed('The site group', await keepSiteGroups(asAdmin, clientId, group));
  const put = { verb: 'put', siteId: north.id, siteGroupId: group.id } as const;
  mustSucceed('The site of the group', await keepSiteGroups(asAdmin, clientId, put));
  const card = { direction: 'pay', maxPayRate: '31', maxMarkup: '0.42', currency: 'USD' } as const;
  const where = { id: world.random.id(since), siteGroupId: group.id, startsOn, endRunning: false };
  mustSucceed('The pay-led card', await addCard(asAdmin, clientId, job.id, { ...card, ...where }));
  const agreed = {
    ...{ id: world.random.id(since), startsOn, endRunning: false, payWhenPaid: null, nonbillableDays: 0 },
    ...{ overtimeConvention: 'premium_at_cost' as const, overtimeBurden: '0.12', maxMarkup: '0.6' },
    ...{ tenureWeeks: 52, tenurePercent: '0.02' },
  };
  const agreeing = contextOf(tx, admin, instant(startsOn, 16));
  mustSucceed('The agreement', await makeAgreement(agreeing, clientId, supplier.id, agreed));
}
