import { unsafeField } from './field-names.ts';
import { withoutHarm } from '#app/values/text.ts';

/** The largest form of the product, a page of a hundred rows, has some hundreds of fields. */
export const MAX_FIELDS = 2_000;
export const MAX_FILES = 10;

const plain = (text: string, status: number) =>
  new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });

/**
 * Reads a posted form. What people type arrives without what no form of ours means: NUL and other controls, overrides
 * of the reading direction, halves of characters. Passwords arrive as they were typed.
 * Throws an answer: 400 for a body that is no form, 413 for too many fields or files. Nothing has happened then.
 */
export async function readForm(request: Request): Promise<FormData> {
  const form = await request.formData().catch(() => {
    throw plain('This form arrived broken. Go back and send it again.', 400);
  });
  const cleaned = new FormData();
  let fields = 0;
  let files = 0;
  for (const [name, value] of form) {
    fields += 1;
    if (typeof value !== 'string') files += 1;
    if (fields > MAX_FIELDS || files > MAX_FILES) throw plain('That is more than one form can hold.', 413);
    if (unsafeField(name)) throw plain('This form has a field that cannot be read.', 400);
    if (typeof value !== 'string') cleaned.append(name, value);
    else cleaned.append(name, /password/i.test(name) ? value : withoutHarm(value));
  }
  return cleaned;
}

/** The address with the same cleaned words in its query. */
export function readAddress(request: Request): URL {
  const url = new URL(request.url);
  if (!url.search) return url;
  const search = new URLSearchParams();
  for (const [name, value] of url.searchParams) search.append(withoutHarm(name), withoutHarm(value));
  const text = search.toString();
  if (text !== new URLSearchParams(url.search).toString()) url.search = text;
  return url;
}
