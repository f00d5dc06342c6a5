import { eq, sql } from 'drizzle-orm';
import { program } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { invalid, missing, ok, type Result } from '#app/values/result.ts';
import { rateCardPosted } from '../events.ts';
import { rateCardImport } from '../lifecycle.ts';
import {
  cardsInTheWay,
  comparison,
  countChanges,
  importOf,
  type ImportCounts,
} from '../rate-card-queries.server.ts';
import { cardStartsLater } from '../rules.ts';

/**
 * Posts a previewed rate card, all of it or nothing: jobs are added or renamed by their code, cards whose rate changes
 * end the day before the new one starts, and cards whose rate stays are left untouched.
 * Refuses: `Stale` where it was posted or discarded already, `Invalid` where a card posted meanwhile starts on the
 * day of this one or later.
 */
export async function postRateCard(
  ctx: Context,
  id: string,
): Promise<Result<ImportCounts & { clientId: string; effectiveFrom: string }>> {
  const preview = await importOf(ctx, id);
  if (!preview) return missing();
  const { clientId, effectiveFrom } = preview;
  authorize(ctx, 'rateCard.import', { clientId });

  // One posting at a time in a program: the second sees what the first has posted.
  await ctx.db
    .select({ code: program.code })
    .from(program)
    .where(eq(program.clientId, clientId))
    .for('update');
  const posted = await transition(ctx, rateCardImport, preview, 'post', { postedAt: ctx.now });
  if (!posted.ok) return posted;
  const problems = cardStartsLater(await cardsInTheWay(ctx, id), effectiveFrom, '');
  if (problems.length > 0) return invalid(...problems);

  const counts = await countChanges(ctx, id);
  await upsertJobs(ctx, id);
  await endReplacedCards(ctx, id);
  await startNewCards(ctx, id);
  const { new: added, changed, same } = counts;
  await recordEvent(
    ctx,
    rateCardPosted({ subjectId: id, clientId, facts: { importId: id, effectiveFrom, added, changed, same } }),
  );
  return ok({ ...counts, clientId, effectiveFrom });
}

async function upsertJobs(ctx: Context, importId: string): Promise<void> {
  await ctx.db.execute(sql`
    insert into job (client_id, code, title, min_education, min_years)
    select client_id, code, title, min_education, min_years from rate_card_import_job where import_id = ${importId}
    on conflict (client_id, code) do update
      set title = excluded.title,
        min_education = coalesce(excluded.min_education, job.min_education),
        min_years = coalesce(excluded.min_years, job.min_years)
      where (job.title, job.min_education, job.min_years) is distinct from (excluded.title,
        coalesce(excluded.min_education, job.min_education), coalesce(excluded.min_years, job.min_years))`);
}

async function endReplacedCards(ctx: Context, importId: string): Promise<void> {
  await ctx.db.execute(sql`
    update rate_card_entry entry set effective = daterange(lower(entry.effective), compared.effective_from)
    from (${comparison(importId)}) compared
    where entry.id = compared.before_id and compared.kind = 'changed' and entry.effective @> compared.effective_from`);
}

async function startNewCards(ctx: Context, importId: string): Promise<void> {
  await ctx.db.execute(sql`
    insert into rate_card_entry (client_id, job_id, max_bill_rate, lowest_rate, median_rate, effective, import_id, currency)
    select compared.client_id, job_id, max_bill_rate, lowest_rate, median_rate, daterange(effective_from, null),
      ${importId}::uuid, program.currency
    from (${comparison(importId)}) compared join program on program.client_id = compared.client_id
    where kind <> 'same'`);
}
