import type { Context } from '#app/platform/context.server.ts';
import { differencesOf } from './card-differences.ts';
import { readCardFile } from './card-file.ts';
import { cardUploadOf, programForCards } from './card-queries.server.ts';

/**
 * An uploaded file of cards with what posting it would do now, and every problem of every row. Null where there is no
 * such upload. Once it is posted only its name and its moment are left to say.
 */
export async function uploadedCards(ctx: Context, clientId: string, uploadId: string) {
  const upload = await cardUploadOf(ctx, clientId, uploadId);
  if (!upload) return null;
  const { id, fileName, postedAt } = upload;
  const read = readCardFile(upload.content);
  if (!read.ok) throw new Error(`a file was kept that cannot be read: ${read.problem}`);
  const program = await programForCards(ctx, clientId, read.rows);
  if (!program) return null;
  const { differences, problems } = differencesOf(read.rows, program);
  return {
    ...{ id, fileName, postedAt, rowCount: read.rowCount, currency: program.currency },
    differences: postedAt ? [] : differences,
    problems: postedAt ? [] : [...read.problems, ...problems].sort((a, b) => a.rowNumber - b.rowNumber),
  };
}
