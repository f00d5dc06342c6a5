import { createHash } from 'node:crypto';
import { storedFile } from '#db/schema/index.ts';
import { invalid, ok, problem, type Result } from '#app/values/result.ts';
import { NOBODY } from '../authorization/nobody.ts';
import type { Context } from '../context.server.ts';
import { download } from './download.server.ts';
import { fileKinds, kindOf, MAX_FILE_BYTES, type FileKind } from './file-kind.ts';
import { cleanName } from './file-name.ts';

type Keeping = {
  /** What it may be. */
  kinds: FileKind[];
  /** Whose it is: the wall around the file. */
  clientId?: string | null;
  supplierId?: string | null;
  /** Field of the form that problems are told at. */
  field?: string;
};

/**
 * Checks a file by size and content and keeps it, in the caller's transaction.
 * Refuses with a problem at the field: empty, above 10 MB, or not what it should be. Nothing is stored then.
 * @returns the id of the stored file
 */
export async function storeFile(ctx: Context, file: File, keeping: Keeping): Promise<Result<string>> {
  const { kinds, clientId = null, supplierId = null, field = 'file' } = keeping;
  if (file.size === 0) return invalid(problem(field, 'This file is empty. Choose another one.'));
  if (file.size > MAX_FILE_BYTES)
    return invalid(problem(field, `This file has ${megabytes(file.size)} MB; at most 10 MB can be kept.`));
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kind = kindOf(bytes);
  if (!kind || !kinds.includes(kind)) return invalid(problem(field, wrongKind(kinds)));
  const accountId = ctx.actor.accountId;
  const [row] = await ctx.db
    .insert(storedFile)
    .values({
      name: cleanName(file.name, kind),
      mediaType: fileKinds[kind].mediaType,
      byteSize: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      clientId,
      supplierId,
      createdBy: accountId === NOBODY ? null : accountId,
      createdAt: ctx.now,
      content: bytes,
    })
    .returning({ id: storedFile.id });
  if (!row) throw new Error('a file was stored and is not there');
  return ok(row.id);
}

const megabytes = (bytes: number) => (Math.ceil(bytes / 104_857.6) / 10).toFixed(1);

function wrongKind(kinds: FileKind[]): string {
  const names = kinds.map((kind) => fileKinds[kind].label).join(' or ');
  return `This is not a ${names} file, whatever its name says. Save it as ${names} and choose it again.`;
}

type Kept = { name: string; mediaType: string; content: Uint8Array };

/** A stored file as a download. It is never opened inside the product: a browser may not guess, run or frame it. */
export function fileResponse({ name, mediaType, content }: Kept): Response {
  return download(content, { name, mediaType });
}
