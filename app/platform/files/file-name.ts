import { withoutControls } from '#app/values/text.ts';
import { fileKinds, MAX_NAME_LENGTH, type FileKind } from './file-kind.ts';

/** Characters that a path, a header or a file system would read as something else. */
const UNSAFE = /[/\\:*?"<>|]/g;

/** A name that is safe to store and to hand out: no path, nothing unprintable, and the ending of what the file is. */
export function cleanName(name: string, kind: FileKind): string {
  const { ending } = fileKinds[kind];
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const base = withoutControls(last)
    .replace(UNSAFE, ' ')
    .replace(/\.(?:pdf|docx?|png|jpe?g)$/i, '')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return `${[...(base || 'document')].slice(0, MAX_NAME_LENGTH / 2).join('')}${ending}`;
}

/**
 * `Content-Disposition` for a download, with the name in plain ASCII for old browsers and in full for all others.
 * Source: RFC 6266, RFC 8187.
 */
export function attachment(name: string): string {
  const printable = withoutControls(name);
  const plain = printable.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const full = encodeURIComponent(printable).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
