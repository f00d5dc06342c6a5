import { sql } from 'drizzle-orm';
import {
  issueDay,
  makeDocuments,
  postPriced,
  tellOfDocuments,
  whyMonthIsClosed,
  type Origin,
} from '#app/invoices/public.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { missing, stale, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { overdrawnOrders, type CorrectionPreview } from '../difference.ts';
import type { Correction } from '../draft.server.ts';
import { correctionIssued } from '../events.ts';
import { correction } from '../lifecycle.ts';
import { differenceOf, priceCorrection } from '../look.server.ts';
import { correctionToChange, differenceFacts } from '../queries.server.ts';

/**
 * A second person approves a correction, and it is issued: credit memos and what stands in their place, on both sides,
 * in one transaction. Refuses with `Stale` when it would change something else than was shown, because a line was
 * credited meanwhile, or when the month is closed.
 */
export async function issueCorrection(ctx: Context, id: string): Promise<Result<Correction>> {
  const row = await correctionToChange(ctx, id);
  const program = row && (await programOf(ctx, row.clientId));
  if (!row || !program) return missing();
  authorize(ctx, 'correction.approve', row);
  const issued = await transition(ctx, correction, row, 'issue', {
    decidedBy: ctx.actor.accountId,
    decidedByName: ctx.actor.name,
    decidedAt: ctx.now,
  });
  if (!issued.ok) return issued;
  const closed = await whyMonthIsClosed(ctx, row.clientId, issueDay(ctx, program, '0001-01-01'));
  if (closed) return stale(closed);

  if (!(await isStillThere(ctx, id)))
    return stale('A line was credited meanwhile, and less is left of it. Draft the correction again.');
  await priceCorrection(ctx, row, today(ctx.now, program.timeZone));
  const now = await differenceOf(ctx);
  const shown = row.preview as CorrectionPreview;
  if (now.client.netMinor !== shown.client.netMinor || now.supplier.netMinor !== shown.supplier.netMinor)
    return stale('It would change something else now than was shown. Draft the correction again.');

  const [overdrawn] = overdrawnOrders(now);
  if (overdrawn !== undefined)
    return stale(`Purchase order ${overdrawn} has less left than this would use. Add funds to it first.`);

  const origin = await originOf(ctx, row);
  const documents = await postPriced(ctx, origin, program);
  await tellOfDocuments(ctx, program, origin, documents);
  await enqueue(ctx, makeDocuments, { correctionId: id }, `documents:${id}`);
  const facts = { ...differenceFacts(row, program.currency), documents: documents.length };
  await recordEvent(
    ctx,
    correctionIssued({ subjectId: id, clientId: row.clientId, reason: row.reason, facts }),
  );
  return issued;
}

/** Whether every line still has left what the correction takes back. Locks them, in the order of their ids. */
async function isStillThere(ctx: Context, id: string): Promise<boolean> {
  await ctx.db.execute(sql`
    select id from charge where id in (select charge_id from correction_line where correction_id = ${id}) order by id for no key update`);
  const [short] = await ctx.db.execute(sql`
    select 1 from correction_line l join charge c on c.id = l.charge_id
    where l.correction_id = ${id} and l.credit_minor > 0
      and l.credit_minor > c.amount_minor + coalesce((select sum(x.amount_minor) from charge x where x.credits_charge_id = c.id), 0) limit 1`);
  return short === undefined;
}

/** The days that the corrected lines are of. */
async function originOf(ctx: Context, row: Correction): Promise<Origin> {
  const [days] = await ctx.db.execute<{ starts_on: string; ends_on: string }>(sql`
    select min(service_from)::text as starts_on, max(week_ends_on)::text as ends_on from charge where correction_id = ${row.id}`);
  if (!days) throw new Error('a correction without charges');
  return {
    clientId: row.clientId,
    billingRunId: null,
    correctionId: row.id,
    startsOn: days.starts_on,
    endsOn: days.ends_on,
  };
}
