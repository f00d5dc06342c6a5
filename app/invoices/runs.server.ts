import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { account, billingRun, billingRunProgress, organization, program } from '#db/schema/index.ts';
import { programsIn, type ProgramFacts } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import { nextPeriod, periodContaining, type Period } from '#app/values/period.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { isUnbilled } from './charges.server.ts';
import type { BillingQuery } from './forms.ts';
import type { BillingRunStatus } from './lifecycle.ts';

const RUNS_A_PAGE = 50;

export type Run = typeof billingRun.$inferSelect;

/**
 * The run as a command needs it, locked for the rest of the transaction. While a worker is posting it the answer is
 * `Stale` at once, instead of a wait of minutes.
 */
export async function runToChange(ctx: Context, id: string): Promise<Result<Run>> {
  const its = eq(billingRun.id, id);
  const [run] = await ctx.db.select().from(billingRun).where(its).for('no key update', { skipLocked: true });
  if (run) return ok(run);
  const [there] = await ctx.db.select({ id: billingRun.id }).from(billingRun).where(its);
  return there ? stale('This run is being posted right now.') : missing();
}

export type ProgramToBill = {
  program: ProgramFacts;
  lastEndsOn: string | null;
  /** The run that is neither finalized nor discarded. */
  open: (Period & { id: string; status: BillingRunStatus }) | null;
  next: Period;
  /** Whether the next period is over in the program's time zone, so that it may be billed. */
  isDue: boolean;
  /** Approved charges that the next period would bill. */
  lines: number;
};

type SoFar = {
  client_id: string;
  last_ends_on: string | null;
  first_week: string | null;
  open_id: string | null;
  open_status: BillingRunStatus | null;
  open_starts_on: string | null;
  open_ends_on: string | null;
};

/** Where billing stands in every program that the actor sees: what is open, and which period comes next. */
export async function programsToBill(ctx: Context): Promise<ProgramToBill[]> {
  return standingOf(ctx, await programsIn(ctx));
}

/** The same for one program. */
export async function programToBill(ctx: Context, program: ProgramFacts): Promise<ProgramToBill> {
  const [standing] = await standingOf(ctx, [program]);
  if (!standing) throw new Error(`No billing standing of program ${program.clientId}`);
  return standing;
}

async function standingOf(ctx: Context, programs: ProgramFacts[]): Promise<ProgramToBill[]> {
  if (programs.length === 0) return [];
  const ids = sql.join(
    programs.map(({ clientId }) => sql`${clientId}::uuid`),
    sql`, `,
  );
  const soFar = await ctx.db.execute<SoFar>(sql`
    select p.client_id, last.ends_on::text as last_ends_on, first.week::text as first_week, o.id as open_id, o.status as open_status,
           o.starts_on::text as open_starts_on, o.ends_on::text as open_ends_on
    from program p
    left join lateral (select max(ends_on) as ends_on from billing_run r where r.client_id = p.client_id and r.status = 'finalized') last on true
    left join lateral (select min(week_ends_on) as week from charge c
                       where c.client_id = p.client_id and ${isUnbilled()} and last.ends_on is null) first on true
    left join lateral (select * from billing_run r where r.client_id = p.client_id and r.status in ('open', 'previewed')
                       order by r.starts_on limit 1) o on true
    where p.client_id in (${ids})`);
  const known = new Map(soFar.map((row) => [row.client_id, row]));
  const standing = programs.map((program) => standingFrom(ctx, program, known.get(program.clientId)));
  const lines = await linesWaiting(ctx, standing);
  return standing.map((one) => ({ ...one, lines: lines.get(one.program.clientId) ?? 0 }));
}

function standingFrom(
  ctx: Context,
  program: ProgramFacts,
  row: SoFar | undefined,
): Omit<ProgramToBill, 'lines'> {
  const day = today(ctx.now, program.timeZone);
  const { billingCadence, weekEndsOn } = program;
  const lastEndsOn = row?.last_ends_on ?? null;
  const next =
    nextPeriod(billingCadence, lastEndsOn, weekEndsOn) ??
    periodContaining(billingCadence, row?.first_week ?? day, weekEndsOn);
  const open =
    row?.open_id && row.open_status && row.open_starts_on && row.open_ends_on
      ? { id: row.open_id, status: row.open_status, startsOn: row.open_starts_on, endsOn: row.open_ends_on }
      : null;
  return { program, lastEndsOn, open, next, isDue: next.endsOn < day };
}

async function linesWaiting(
  ctx: Context,
  standing: Omit<ProgramToBill, 'lines'>[],
): Promise<Map<string, number>> {
  const ends = standing.map(({ program, next }) => sql`(${program.clientId}::uuid, ${next.endsOn}::date)`);
  const rows = await ctx.db.execute<{ client_id: string; lines: number }>(sql`
    select v.client_id, (select count(*) from charge c
                         where c.client_id = v.client_id and ${isUnbilled()} and c.week_ends_on <= v.ends_on)::int as lines
    from (values ${sql.join(ends, sql`, `)}) v (client_id, ends_on)`);
  return new Map(rows.map(({ client_id, lines }) => [client_id, lines]));
}

export type RunRow = Period & {
  id: string;
  status: BillingRunStatus;
  clientId: string;
  clientName: string;
  currency: string;
  timeZone: string;
  /** What the preview saw, which is also what was finalized. */
  lines: number | null;
  totalMinor: number | null;
  finalizedAt: Date | null;
  finalizing: boolean;
  lastProblem: string | null;
};

/** Runs, newest first, 50 a page. */
export async function runsPage(ctx: Context, { client, after }: BillingQuery): Promise<KeysetPage<RunRow>> {
  const [afterDay, afterId] = after?.split('_') ?? [];
  const rows = await ctx.db
    .select({
      id: billingRun.id,
      status: billingRun.status,
      clientId: billingRun.clientId,
      clientName: organization.name,
      currency: program.currency,
      timeZone: program.timeZone,
      startsOn: billingRun.startsOn,
      endsOn: billingRun.endsOn,
      lines: billingRun.previewedLines,
      totalMinor: billingRun.previewedMinor,
      finalizedAt: billingRun.finalizedAt,
      finalizing: sql<boolean>`${billingRun.status} = 'previewed' and ${billingRun.finalizeRequestedAt} is not null`,
      lastProblem: billingRun.lastProblem,
    })
    .from(billingRun)
    .innerJoin(organization, eq(organization.id, billingRun.clientId))
    .innerJoin(program, eq(program.clientId, billingRun.clientId))
    .where(
      and(
        client ? eq(billingRun.clientId, client) : undefined,
        afterDay
          ? sql`(${billingRun.startsOn}, ${billingRun.id}) < (${afterDay}::date, ${afterId}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(billingRun.startsOn), desc(billingRun.id))
    .limit(RUNS_A_PAGE + 1);
  return keysetPage(rows, RUNS_A_PAGE, (row) => `${row.startsOn}_${row.id}`);
}

export type RunWithProgress = Run & {
  previewedByName: string | null;
  finalizeRequestedByName: string | null;
  step: string | null;
  done: number | null;
  total: number | null;
};

/** One run with how far its finalization has come; null where there is none. */
export async function runOf(ctx: Context, id: string): Promise<RunWithProgress | null> {
  const nameOf = (column: typeof billingRun.previewedBy | typeof billingRun.finalizeRequestedBy) =>
    sql<string | null>`(select name from ${account} where ${account.id} = ${column})`;
  const [row] = await ctx.db
    .select({
      run: billingRun,
      previewedByName: nameOf(billingRun.previewedBy),
      finalizeRequestedByName: nameOf(billingRun.finalizeRequestedBy),
      step: billingRunProgress.step,
      done: billingRunProgress.done,
      total: billingRunProgress.total,
    })
    .from(billingRun)
    .leftJoin(billingRunProgress, eq(billingRunProgress.runId, billingRun.id))
    .where(eq(billingRun.id, id));
  if (!row) return null;
  const { run, ...rest } = row;
  return { ...run, ...rest };
}

const RUNS_WAITING = 50;

/** Runs that wait for somebody to finalize or discard them; those being finalized wait for nobody. */
export async function runsOpen(ctx: Context) {
  return ctx.db
    .select({
      id: billingRun.id,
      clientName: organization.name,
      currency: program.currency,
      startsOn: billingRun.startsOn,
      endsOn: billingRun.endsOn,
      previewedLines: billingRun.previewedLines,
      previewedMinor: billingRun.previewedMinor,
      previewedAt: billingRun.previewedAt,
      createdAt: billingRun.createdAt,
      lastProblem: billingRun.lastProblem,
    })
    .from(billingRun)
    .innerJoin(organization, eq(organization.id, billingRun.clientId))
    .innerJoin(program, eq(program.clientId, billingRun.clientId))
    .where(and(inArray(billingRun.status, ['open', 'previewed']), isNull(billingRun.finalizeRequestedAt)))
    .orderBy(asc(billingRun.createdAt), asc(billingRun.id))
    .limit(RUNS_WAITING);
}
export type OpenRun = Awaited<ReturnType<typeof runsOpen>>[number];
