/** What slices downstream may ask of corrections: what waits here for whoever acts. */
import { and, asc, eq, ne, or } from 'drizzle-orm';
import { correction, organization, program } from '#db/schema/index.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { WaitingItem } from '#app/values/waiting.ts';
import type { CorrectionPreview } from './difference.ts';
import { reasonCodes } from './reasons.ts';
import { correctionRef, counted } from './reference.ts';

const WAITING = 50;

/** For a second person: corrections that somebody else handed on. For whoever drafted them: drafts to hand on. */
export async function waitingCorrections(ctx: Context): Promise<WaitingItem[]> {
  if (!mayDo(ctx.actor, 'correction.propose')) return [];
  const { accountId } = ctx.actor;
  const rows = await ctx.db
    .select({ row: correction, clientName: organization.name, currency: program.currency })
    .from(correction)
    .innerJoin(organization, eq(organization.id, correction.clientId))
    .innerJoin(program, eq(program.clientId, correction.clientId))
    .where(
      or(
        and(eq(correction.status, 'draft'), eq(correction.createdBy, accountId)),
        mayDo(ctx.actor, 'correction.approve')
          ? and(eq(correction.status, 'pending_approval'), ne(correction.createdBy, accountId))
          : undefined,
      ),
    )
    .orderBy(asc(correction.createdAt), asc(correction.id))
    .limit(WAITING);
  return rows.map(({ row, clientName, currency }) => {
    const preview = row.preview as CorrectionPreview;
    const isDraft = row.status === 'draft';
    const to = `/corrections/${row.id}`;
    return {
      key: `correction:${row.id}`,
      kind: 'Correction',
      title: `${correctionRef(row.number)}, ${clientName}`,
      detail: `${reasonCodes[row.reasonCode]} · ${counted(preview.lines.length, 'line')} · ${isDraft ? 'not handed on yet' : `from ${row.createdByName}`}`,
      since: row.createdAt,
      to,
      amountMinor: preview.client.netMinor,
      currency,
      unusual: preview.suppliers
        .filter(({ paid }) => paid.length > 0)
        .map(({ name, paid }) => `${name} was paid for ${counted(paid.length, 'statement')} already`),
      actions: [{ label: isDraft ? 'Look and hand on' : 'Look and approve', to, tone: 'primary' as const }],
    };
  });
}
