import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import {
  costCentersOf,
  departmentsOf,
  jobsOf,
  jobWithCard,
  programOf,
  programsIn,
  sitesOf,
} from '#app/programs/public.server.ts';
import { enrolledSuppliers } from '#app/suppliers/public.server.ts';
import { Decimal } from '#app/values/decimal.ts';
import { addDays, today, weekdayOf } from '#app/values/week.ts';
import type { RequisitionFormData } from './form-data.ts';
import { releaseView } from './release-view.ts';
import { freshId, hiringManagersOf, releasesOf, requisitionRow } from './rows.server.ts';
import { requisitionSplits } from './supply.server.ts';

const JOBS_SHOWN = 25;

/** The programs that a person may draft in, for the filter and for the first step of a new requisition. */
export async function programChoices(ctx: Context): Promise<{ clientId: string; name: string }[]> {
  if (ctx.actor.side === 'supplier') return [];
  const programs = await programsIn(ctx);
  return programs.map(({ clientId, clientName }) => ({ clientId, name: clientName }));
}

/** Jobs to choose from: what a search finds, or the first of the catalog. */
export async function jobChoices(ctx: Context, clientId: string, search: string | undefined) {
  const found = await jobsOf(ctx, clientId, { search, limit: JOBS_SHOWN + 1 });
  return { jobs: found.slice(0, JOBS_SHOWN), more: found.length > JOBS_SHOWN };
}

async function placesOf(ctx: Context, clientId: string) {
  return {
    sites: (await sitesOf(ctx, clientId)).map(({ id, name, city }) => ({
      value: id,
      label: `${name}, ${city}`,
    })),
    departments: (await departmentsOf(ctx, clientId)).map(({ id, name }) => ({ value: id, label: name })),
    managers: (await hiringManagersOf(ctx, clientId)).map(({ id, name }) => ({ value: id, label: name })),
  };
}

async function costCenterChoices(ctx: Context, clientId: string, onDate: string) {
  const open = await costCentersOf(ctx, clientId, onDate);
  return open.map(({ id, code, name, departmentName }) => ({
    value: id,
    label: `${code} ${name} (${departmentName})`,
  }));
}

/** The form of a new requisition, with what the job and its card suggest. Null for a job of another program. */
export async function newRequisitionForm(
  ctx: Context,
  clientId: string,
  jobId: string,
): Promise<RequisitionFormData | null> {
  const program = await programOf(ctx, clientId);
  if (!program) return null;
  const now = today(ctx.now, program.timeZone);
  const job = await jobWithCard(ctx, clientId, jobId, now);
  if (!job) return null;
  const places = await placesOf(ctx, clientId);
  const startsOn = firstMondayAfter(addDays(now, 14));
  const self = mayDo(ctx.actor, 'requisition.draft', { clientId }) ? ctx.actor.accountId : '';
  return {
    program,
    job,
    ...places,
    costCenters: await costCenterChoices(ctx, clientId, startsOn),
    values: {
      id: await freshId(ctx),
      title: job.title,
      description: job.description,
      positions: 1,
      siteId: onlyOne(places.sites),
      departmentId: onlyOne(places.departments),
      hiringManagerId: places.managers.some(({ value }) => value === self) ? self : '',
      startsOn,
      endsOn: addDays(startsOn, 13 * 7 - 1),
      weekHours: '40',
      minBillRate: shortRate(job.lowestRate ?? job.maxBillRate ?? ''),
      maxBillRate: shortRate(job.maxBillRate ?? ''),
      splits: [{ costCenterId: '', percent: '100' }],
    },
  };
}

/** The form of a draft, as it was saved. Null where there is none. */
export async function editRequisitionForm(ctx: Context, id: string): Promise<RequisitionFormData | null> {
  const row = await requisitionRow(ctx, id);
  const program = row && (await programOf(ctx, row.clientId));
  const job = row && (await jobWithCard(ctx, row.clientId, row.jobId, row.startsOn));
  if (!row || !program || !job) return null;
  const splits = await requisitionSplits(ctx, id);
  const { title, description, positions, siteId, departmentId, hiringManagerId, startsOn, endsOn } = row;
  return {
    program,
    job,
    ...(await placesOf(ctx, row.clientId)),
    costCenters: await costCenterChoices(ctx, row.clientId, startsOn),
    values: {
      ...{ id, title, description, positions, siteId, departmentId, hiringManagerId, startsOn, endsOn },
      weekHours: new Decimal(row.weekMinutes).div(60).round(4).toFixed(),
      minBillRate: shortRate(row.minBillRate),
      maxBillRate: shortRate(row.maxBillRate),
      splits: splits.map(({ costCenterId, percent }) => ({
        costCenterId,
        percent: new Decimal(percent).toFixed(),
      })),
    },
  };
}

const onlyOne = (options: { value: string }[]) => (options.length === 1 ? (options[0]?.value ?? '') : '');

/** `67.5500` as people type it: `67.55`. */
const shortRate = (rate: string) => {
  if (rate === '') return '';
  const value = new Decimal(rate);
  return value.round(2).eq(value) ? value.toFixed(2) : value.toFixed();
};

const firstMondayAfter = (date: string) => addDays(date, (8 - weekdayOf(date)) % 7);

/** To whom it was released and to whom it can be, by tier. */
export async function releaseChoices(ctx: Context, id: string) {
  const row = await requisitionRow(ctx, id);
  if (!row) return null;
  const suppliers = await enrolledSuppliers(ctx, row.clientId);
  return releaseView(suppliers, await releasesOf(ctx, id));
}
