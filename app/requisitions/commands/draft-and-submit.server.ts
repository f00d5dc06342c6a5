import type { Context } from '#app/platform/context.server.ts';
import { ok, type Result } from '#app/values/result.ts';
import type { RequisitionInput } from '../forms.ts';
import { draftRequisition, type Drafted } from './draft.server.ts';
import { editRequisition } from './edit.server.ts';
import { submitRequisition } from './submit.server.ts';

export type Saved = Drafted & { submitted: boolean };

/** Drafts a requisition and, where the form says so, submits it at once; both or neither. */
export async function draftAndSubmit(ctx: Context, input: RequisitionInput): Promise<Result<Saved>> {
  const drafted = await draftRequisition(ctx, input);
  return drafted.ok ? submitIfAsked(ctx, drafted.value, input) : drafted;
}

/** Changes a draft and, where the form says so, submits it at once; both or neither. */
export async function editAndSubmit(
  ctx: Context,
  id: string,
  input: RequisitionInput,
): Promise<Result<Saved>> {
  const edited = await editRequisition(ctx, id, input);
  return edited.ok ? submitIfAsked(ctx, edited.value, input) : edited;
}

async function submitIfAsked(
  ctx: Context,
  saved: Drafted,
  { intent }: RequisitionInput,
): Promise<Result<Saved>> {
  if (intent === 'draft' || !saved.isNew) return ok({ ...saved, submitted: false });
  const submitted = await submitRequisition(ctx, saved.id);
  return submitted.ok ? ok({ ...saved, submitted: true }) : submitted;
}
