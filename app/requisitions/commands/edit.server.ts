import { and, eq } from 'drizzle-orm';
import { requisition as table } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { compareRates } from '#app/values/rate.ts';
import { missing, ok, stale, type Result } from '#app/values/result.ts';
import { requisitionChanged } from '../events.ts';
import type { RequisitionInput } from '../forms.ts';
import { isEditable } from '../lifecycle.ts';
import { checkNeed, writeBudget, writeSplits, type Need } from '../need.server.ts';
import { requisitionRef } from '../reference.ts';
import { requisitionRow, type RequisitionRow } from '../rows.server.ts';
import { requisitionSplits } from '../supply.server.ts';
import type { Drafted } from './draft.server.ts';

/**
 * Changes a draft. Its program and its id stay as they are, whatever the form says.
 * Refuses: `Invalid` with every problem at its field, `Stale` once it was submitted.
 */
export async function editRequisition(
  ctx: Context,
  id: string,
  input: RequisitionInput,
): Promise<Result<Drafted>> {
  const row = await requisitionRow(ctx, id, { lock: true });
  if (!row) return missing();
  authorize(ctx, 'requisition.edit', row);
  if (!isEditable(row.status))
    return stale(`It is ${row.status.replaceAll('_', ' ')} and cannot be changed as a draft.`);

  const { clientId } = row;
  const need = await checkNeed(ctx, { ...input, clientId });
  if (!need.ok) return need;
  const { values, splits, estimate } = need.value;
  const before = await requisitionSplits(ctx, id);
  await ctx.db
    .update(table)
    .set(values)
    .where(and(eq(table.id, id), eq(table.status, row.status)));
  await writeSplits(ctx, { requisitionId: id, clientId }, splits);
  await writeBudget(ctx, { requisitionId: id, clientId }, estimate.totalMinor);
  const changed = [...changedFields(row, values), ...(sameSplits(before, splits) ? [] : ['cost split'])];
  await recordEvent(ctx, requisitionChanged({ subjectId: id, clientId, facts: { changed } }));
  return ok({ id, ref: requisitionRef(row.number), isNew: true });
}

const words: Record<keyof Need['values'], string | null> = {
  jobId: 'job',
  title: 'title',
  positions: 'positions',
  siteId: 'site',
  departmentId: 'department',
  hiringManagerId: 'hiring manager',
  hiringManagerName: null,
  startsOn: 'start date',
  endsOn: 'end date',
  weekMinutes: 'hours a week',
  minBillRate: 'lowest rate',
  maxBillRate: 'highest rate',
  description: 'description',
};

function changedFields(before: RequisitionRow, after: Need['values']): string[] {
  const same = (field: keyof Need['values']) =>
    field === 'minBillRate' || field === 'maxBillRate'
      ? compareRates(before[field], after[field]) === 0
      : before[field] === after[field];
  return (Object.keys(words) as (keyof Need['values'])[]).flatMap((field) => {
    const word = words[field];
    return word === null || same(field) ? [] : [word];
  });
}

type Share = { costCenterId: string; percent: string };

function sameSplits(before: Share[], after: Share[]): boolean {
  if (before.length !== after.length) return false;
  return after.every((share) =>
    before.some(
      (old) => old.costCenterId === share.costCenterId && compareRates(old.percent, share.percent) === 0,
    ),
  );
}
