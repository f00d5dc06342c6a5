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
  let entries = 0;
  let hasText = false;
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        entries += 1;
        if (entries > MAX_ZIP_ENTRIES) throw new RangeError('too many entries');
        if (name === 'word/document.xml') hasText = true;
        return false;
      },
    });
  } catch {
    return false;
  }
  return hasText;
}
