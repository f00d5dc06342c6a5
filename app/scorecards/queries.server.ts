import { and, asc, desc, eq, sql } from 'drizzle-orm';
import {
  invoice,
  organization,
  program,
  scorecard,
  scorecardFee,
  scorecardLevel,
  scorecardRelief,
  serviceCredit,
} from '#db/schema/index.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import { programsIn } from '#app/programs/public.server.ts';
import type { ListQuery } from './forms.ts';

const PAGE = 50;
const FEES_LIMIT = 410;
const RELIEFS_LIMIT = 300;

/** A scorecard as it is kept. */
export type Card = typeof scorecard.$inferSelect;
export type ScorecardRow = Card & { clientName: string; timeZone: string };

const columns = { card: scorecard, clientName: organization.name, timeZone: program.timeZone };

const rows = (ctx: Context) =>
  ctx.db
    .select(columns)
    .from(scorecard)
    .innerJoin(organization, eq(organization.id, scorecard.clientId))
    .innerJoin(program, eq(program.clientId, scorecard.clientId));

/** Scorecards that the actor sees, the latest month first, 50 a page. */
export async function scorecardsPage(
  ctx: Context,
  { program: of, status, after }: ListQuery,
): Promise<KeysetPage<ScorecardRow>> {
  const [afterMonth, afterId] = after?.split('_') ?? [];
  const found = await rows(ctx)
    .where(
      and(
        ownRows(ctx, { clientId: scorecard.clientId }),
        of ? eq(scorecard.clientId, of) : undefined,
        status ? eq(scorecard.status, status) : undefined,
        afterMonth
          ? sql`(${scorecard.month}, ${scorecard.id}) < (${afterMonth}::date, ${afterId}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(scorecard.month), desc(scorecard.id))
    .limit(PAGE + 1);
  const flat = found.map(({ card, ...rest }) => ({ ...card, ...rest }));
  return keysetPage(flat, PAGE, ({ month, id }) => `${month}_${id}`);
}

/** One scorecard with its program; null where there is none, or a wall stands before it. */
export async function scorecardOf(ctx: Context, id: string): Promise<ScorecardRow | null> {
  const [row] = await rows(ctx).where(eq(scorecard.id, id));
  return row ? { ...row.card, clientName: row.clientName, timeZone: row.timeZone } : null;
}

/** The scorecard as a command needs it, locked for the rest of the transaction. */
export async function scorecardToChange(ctx: Context, id: string): Promise<Card | null> {
  const [row] = await ctx.db.select().from(scorecard).where(eq(scorecard.id, id)).for('update');
  return row ?? null;
}

export type ScoredLevel = typeof scorecardLevel.$inferSelect & { direction: 'higher' | 'lower' };

/** The levels of a scorecard in their order; at most 30 were counted. */
export async function levelsOfScorecard(ctx: Context, scorecardId: string): Promise<ScoredLevel[]> {
  const found = await ctx.db
    .select()
    .from(scorecardLevel)
    .where(eq(scorecardLevel.scorecardId, scorecardId))
    .orderBy(asc(scorecardLevel.place));
  return found.map((row) => ({ ...row, direction: row.direction === 'lower' ? 'lower' : 'higher' }));
}

export type ReliefRow = typeof scorecardRelief.$inferSelect;

/** What was claimed on the levels of a scorecard, in the order of the claims. */
export async function reliefsOfScorecard(ctx: Context, scorecardId: string): Promise<ReliefRow[]> {
  return ctx.db
    .select()
    .from(scorecardRelief)
    .where(eq(scorecardRelief.scorecardId, scorecardId))
    .orderBy(asc(scorecardRelief.claimedAt), asc(scorecardRelief.id))
    .limit(RELIEFS_LIMIT);
}

/** What the fee of the month was made of. */
export async function feesOfScorecard(ctx: Context, scorecardId: string) {
  const { place, label, invoiceId, amountMinor, note } = scorecardFee;
  return ctx.db
    .select({ place, label, invoiceId, amountMinor, note })
    .from(scorecardFee)
    .where(eq(scorecardFee.scorecardId, scorecardId))
    .orderBy(asc(place))
    .limit(FEES_LIMIT);
}

/** What a frozen scorecard gave or took back, and on which document it stands. */
export async function creditsOfScorecard(ctx: Context, scorecardId: string) {
  const { id, kind, amountMinor, settledBy, invoiceId } = serviceCredit;
  return ctx.db
    .select({ id, kind, amountMinor, settledBy, invoiceId, reference: invoice.reference })
    .from(serviceCredit)
    .leftJoin(invoice, eq(invoice.id, serviceCredit.invoiceId))
    .where(eq(serviceCredit.scorecardId, scorecardId))
    .orderBy(asc(kind));
}

/** The programs that scorecards may be filtered by. */
export async function programChoices(ctx: Context): Promise<{ value: string; label: string }[]> {
  const programs = await programsIn(ctx);
  return programs.map(({ clientId, clientName }) => ({ value: clientId, label: clientName }));
}
