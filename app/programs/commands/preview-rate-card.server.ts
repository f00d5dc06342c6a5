import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { rateCardImport } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { withoutControls } from '#app/values/text.ts';
import { rateCardPreviewed } from '../events.ts';
import type { RateCardInput } from '../forms.ts';
import { programOf } from '../public.server.ts';
import { readRateFile, type RefusedRow } from '../rate-card-file.ts';
import { deriveJobs, type DerivedJob } from '../rate-card-jobs.ts';
import { cardsInTheWay } from '../rate-card-queries.server.ts';
import { cardStartsLater } from '../rules.ts';

const MAX_FILE_NAME_LENGTH = 200;
const MAX_ROW_TEXT_LENGTH = 400;

/**
 * Reads a file of rates and keeps what it would post, for somebody to look at. The catalog stays as it is.
 * Refuses: `Invalid` at the file where it cannot be read or no row of it can be used, and at the date where a card
 * that starts on that day or later would have to be replaced; nothing is stored then.
 */
export async function previewRateCard(
  ctx: Context,
  clientId: string,
  input: RateCardInput,
): Promise<Result<{ id: string }>> {
  if (!(await programOf(ctx, clientId))) return missing();
  authorize(ctx, 'rateCard.import', { clientId });

  const bytes = new Uint8Array(await input.file.arrayBuffer());
  const read = readRateFile(bytes);
  if (!read.ok) return invalid(problem('file', read.problem));
  const { rows, refused } = read;
  if (rows.length === 0) return invalid(problem('file', noRowUsable(refused)));

  const { id, basis, effectiveFrom } = input;
  const fileName = fitting(input.file.name, MAX_FILE_NAME_LENGTH) || 'rates.csv';
  const [kept] = await ctx.db
    .insert(rateCardImport)
    .values({
      ...{ id, clientId, fileName, basis, effectiveFrom },
      fileSha256: createHash('sha256').update(bytes).digest('hex'),
      rowCount: rows.length + refused.length,
      usableCount: rows.length,
      refusedCount: refused.length,
      createdBy: ctx.actor.accountId,
      createdAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: rateCardImport.id });
  if (!kept) return whatIsThere(ctx, clientId, id);

  await keepJobs(ctx, id, clientId, deriveJobs(rows, { basis }));
  await keepRefusals(ctx, id, clientId, refused);
  const problems = cardStartsLater(await cardsInTheWay(ctx, id), effectiveFrom, 'effectiveFrom');
  if (problems.length > 0) return invalid(...problems);

  const facts = { fileName, rows: rows.length + refused.length, refused: refused.length };
  await recordEvent(ctx, rateCardPreviewed({ subjectId: id, clientId, facts }));
  return ok({ id });
}

/** A second press finds the preview that the first one made. */
async function whatIsThere(ctx: Context, clientId: string, id: string): Promise<Result<{ id: string }>> {
  const [there] = await ctx.db
    .select({ clientId: rateCardImport.clientId })
    .from(rateCardImport)
    .where(eq(rateCardImport.id, id));
  return there?.clientId === clientId ? ok({ id }) : missing();
}

function noRowUsable(refused: RefusedRow[]): string {
  const [first] = refused;
  const why = first ? ` Row ${first.rowNumber}, for one: ${first.reason}` : '';
  return `None of the ${refused.length.toLocaleString('en')} rows can be used.${why}`;
}

/** Thousands of rows travel as one JSON text and become rows in one statement. */
async function keepJobs(ctx: Context, importId: string, clientId: string, jobs: DerivedJob[]): Promise<void> {
  await ctx.db.execute(sql`
    insert into rate_card_import_job (import_id, client_id, code, title, max_bill_rate, lowest_rate, median_rate,
      highest_rate, row_count, min_education, min_years, merged_titles)
    select ${importId}::uuid, ${clientId}::uuid, code, title, "maxBillRate", "lowestRate", "medianRate", "highestRate", "rowCount",
      "minEducation", "minYears", array(select jsonb_array_elements_text("mergedTitles"))
    from jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) as derived(code text, title text, "maxBillRate" numeric,
      "lowestRate" numeric, "medianRate" numeric, "highestRate" numeric, "rowCount" int, "minEducation" text,
      "minYears" smallint, "mergedTitles" jsonb)`);
}

async function keepRefusals(
  ctx: Context,
  importId: string,
  clientId: string,
  refused: RefusedRow[],
): Promise<void> {
  const rows = refused.map(({ rowNumber, title, reason }) => ({
    rowNumber,
    reason: withoutControls(reason),
    rowText: fitting(title, MAX_ROW_TEXT_LENGTH),
  }));
  await ctx.db.execute(sql`
    insert into rate_card_import_refusal (import_id, client_id, row_number, reason, row_text)
    select ${importId}::uuid, ${clientId}::uuid, "rowNumber", reason, "rowText"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as refused("rowNumber" int, reason text, "rowText" text)`);
}

/** Cut to length, without the half of a character that a cut may leave. */
const fitting = (text: string, length: number) =>
  withoutControls(withoutControls(text).slice(0, length)).trim();
