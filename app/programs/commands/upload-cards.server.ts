import { cardUpload } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { withoutControls } from '#app/values/text.ts';
import { MAX_CARD_FILE_BYTES } from '../card-columns.ts';
import { readCardFile } from '../card-file.ts';
import type { CardUploadInput } from '../card-forms.ts';
import { cardUploadOf } from '../card-queries.server.ts';
import { cardsUploaded } from '../events.ts';
import { programOf } from '../public.server.ts';

const MAX_FILE_NAME = 200;

/**
 * Keeps a file of cards for somebody to look at: what it would change, and what is wrong with it, row by row. No card
 * changes yet. Refuses: `Invalid` at the file where it cannot be read as a whole.
 */
export async function uploadCards(
  ctx: Context,
  clientId: string,
  { id, file }: CardUploadInput,
): Promise<Result<{ id: string }>> {
  if (!(await programOf(ctx, clientId))) return missing();
  authorize(ctx, 'rateCard.import', { clientId });
  if (await cardUploadOf(ctx, clientId, id)) return ok({ id });
  if (file.size > MAX_CARD_FILE_BYTES)
    return invalid(
      problem('file', 'The file is larger than 400 kB. Split it, and post one part after the other.'),
    );
  const content = textOf(new Uint8Array(await file.arrayBuffer()));
  if (content === null)
    return invalid(problem('file', 'This is not text in UTF-8. Save it as “CSV UTF-8” and choose it again.'));
  const read = readCardFile(content);
  if (!read.ok) return invalid(problem('file', read.problem));
  const fileName = withoutControls(file.name).trim().slice(0, MAX_FILE_NAME) || 'cards.csv';
  await ctx.db
    .insert(cardUpload)
    .values({ id, clientId, fileName, content, createdBy: ctx.actor.accountId, createdAt: ctx.now });
  const facts = { uploadId: id, fileName, rows: read.rowCount };
  await recordEvent(ctx, cardsUploaded({ subjectId: clientId, clientId, facts }));
  return ok({ id });
}

/** PostgreSQL keeps no zero byte, and a file with one is no text. */
function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
