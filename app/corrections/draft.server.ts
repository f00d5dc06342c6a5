import { and, eq, sql } from 'drizzle-orm';
import { correction as correctionTable, program } from '#db/schema/index.ts';
import { programOf, type ProgramFacts } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { missing, ok, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { correctionDrafted } from './events.ts';
import { writeCorrectionLines, type LineToWrite } from './lines.server.ts';
import { lookAtCorrection } from './look.server.ts';

export type Correction = typeof correctionTable.$inferSelect;

type Draft = Pick<Correction, 'id' | 'clientId' | 'kind' | 'reasonCode' | 'reason'> & {
  lines: LineToWrite[];
};

/** The correction under an id that was drafted before, if it is the actor's own: a second press is no second draft. */
export async function draftedBefore(ctx: Context, id: string): Promise<Correction | null> {
  const [row] = await ctx.db
    .select()
    .from(correctionTable)
    .where(and(eq(correctionTable.id, id), eq(correctionTable.createdBy, ctx.actor.accountId)));
  return row ?? null;
}

/** Looks at what the lines would change, and keeps the draft with it. Nothing is posted. */
export async function keepDraft(ctx: Context, draft: Draft): Promise<Result<Correction>> {
  const facts = await programOf(ctx, draft.clientId);
  if (!facts) return missing();
  const { lines, ...rest } = draft;
  const number = await nextNumber(ctx, draft.clientId);
  const row = {
    ...rest,
    number,
    preview: {},
    createdBy: ctx.actor.accountId,
    createdByName: ctx.actor.name,
    createdAt: ctx.now,
  };
  const write = async (preview: object) => {
    const [written] = await ctx.db
      .insert(correctionTable)
      .values({ ...row, preview })
      .returning();
    if (!written) throw new Error('a correction was written and is not there');
    await writeCorrectionLines(ctx, written, lines);
    return written;
  };
  const preview = await lookAtCorrection(ctx, () => write({}), todayIn(ctx, facts));
  const written = await write(preview);
  const { clientId } = draft;
  const difference = {
    clientMinor: preview.client.netMinor,
    supplierMinor: preview.supplier.netMinor,
    currency: facts.currency,
  };
  await recordEvent(
    ctx,
    correctionDrafted({ subjectId: written.id, clientId, reason: draft.reason, facts: difference }),
  );
  return ok(written);
}

const todayIn = (ctx: Context, facts: ProgramFacts) => today(ctx.now, facts.timeZone);

async function nextNumber(ctx: Context, clientId: string): Promise<number> {
  const [row] = await ctx.db
    .update(program)
    .set({ nextCorrectionNumber: sql`${program.nextCorrectionNumber} + 1` })
    .where(eq(program.clientId, clientId))
    .returning({ next: program.nextCorrectionNumber });
  if (!row) throw new Error('a client without a program');
  return row.next - 1;
}
