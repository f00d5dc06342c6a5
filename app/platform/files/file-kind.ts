import { unzipSync } from 'fflate';

/** What may be handed in. A kind is known by its content, never by its name or by what the browser says. */
export const fileKinds = {
  pdf: { label: 'PDF', ending: '.pdf', mediaType: 'application/pdf' },
  docx: {
    label: 'Word (DOCX)',
    ending: '.docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  png: { label: 'PNG', ending: '.png', mediaType: 'image/png' },
  jpeg: { label: 'JPEG', ending: '.jpg', mediaType: 'image/jpeg' },
} as const;

export type FileKind = keyof typeof fileKinds;

export const MAX_FILE_BYTES = 10 * 1024 * 1024;
export const MAX_NAME_LENGTH = 200;
/** A document has dozens of parts; an archive with more than this wants to keep somebody busy. */
const MAX_ZIP_ENTRIES = 1000;
/** Text and markup shrink to a tenth; what grows by more than this wants to fill a disk. */
const MAX_RATIO = 100;
const MAX_UNPACKED_BYTES = 200 * 1024 * 1024;
/** Paths that leave the folder they are unpacked in, and programs. */
const UNWANTED_ENTRY =
  /(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[a-z]:|vbaProject\.bin$|\.(?:exe|dll|js|vbs|bat|cmd|ps1)$/i;

/**
 * The kind of a file, from its bytes. Nothing is decompressed: of a DOCX only the table of contents is read.
 * @returns null where it is none that we know
 */
export function kindOf(bytes: Uint8Array): FileKind | null {
  if (startsWith(bytes, '%PDF-')) return 'pdf';
  if (startsWith(bytes, 'PK\u0003\u0004') && isWordDocument(bytes)) return 'docx';
  if (startsWith(bytes, '\u0089PNG\r\n\u001a\n')) return 'png';
  if (startsWith(bytes, '\u00ff\u00d8\u00ff')) return 'jpeg';
  return null;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((character, index) => bytes[index] === character.charCodeAt(0));
}

function isWordDocument(bytes: Uint8Array): boolean {
  const limit = Math.min(MAX_UNPACKED_BYTES, bytes.length * MAX_RATIO);
  let entries = 0;
  let unpackedBytes = 0;
  let hasText = false;
  try {
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        entries += 1;
        unpackedBytes += originalSize;
        if (entries > MAX_ZIP_ENTRIES || unpackedBytes > limit) throw new RangeError('too large');
        if (UNWANTED_ENTRY.test(name)) throw new TypeError('no part of a document');
        if (name === 'word/document.xml') hasText = true;
        return false;
      },
    });
  } catch {
    return false;
  }
  return hasText;
}
