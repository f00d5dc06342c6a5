import { strToU8, zipSync } from 'fflate';
import { endOf, switchable, triesEach, turns, type Case } from './mutant.ts';

/*
 * What comes in and goes out as a file or a form. Each guard is switched off, and something is kept, or handed out, that
 * could do harm where it is opened.
 */

const STORE = 'app/platform/files/store.server.ts';
const KIND = 'app/platform/files/file-kind.ts';
const NAME = 'app/platform/files/file-name.ts';
const DOWNLOAD = 'app/platform/files/download.server.ts';
const CSV = 'app/platform/files/csv.server.ts';
const TEXT = 'app/values/text.ts';
const FORM = 'app/platform/http/read-form.server.ts';
const FIELD = 'app/platform/http/field-names.ts';
const UPLOAD = 'app/programs/commands/upload-cards.server.ts';

const guards = {
  'a file is known by its content, not by its name': {
    ...{ in: STORE, where: 'kindOf(bytes)', off: "file.name.endsWith('.pdf') ? 'pdf' : null" },
  },
  'a file is of a kind that was asked for': { in: STORE, where: '!kinds.includes(kind)', off: 'false' },
  'a file has at most 10 MB': { in: STORE, where: 'file.size > MAX_FILE_BYTES', off: 'false' },
  'a file is not empty': { in: STORE, where: 'file.size === 0', off: 'false' },
  'an archive has at most a thousand parts': { in: KIND, where: 'entries > MAX_ZIP_ENTRIES', off: 'false' },
  'an archive does not grow without end': { in: KIND, where: 'unpackedBytes > limit', off: 'false' },
  'an archive holds no programs and leaves no folder': {
    ...{ in: KIND, where: 'UNWANTED_ENTRY.test(name)', off: 'false' },
  },
  'a name is no path': { in: NAME, where: "name.split(/[/\\\\]/).at(-1) ?? ''", off: 'name' },
  'a name reads as it is': {
    ...{ in: NAME, after: 'export function cleanName', where: 'withoutControls(last)', off: 'last' },
  },
  'a name ends as what the file is': {
    ...{ in: NAME, after: 'export function cleanName', where: 'fileKinds[kind]', off: "{ ending: '' }" },
  },
  'a name ends no header': {
    ...{ in: NAME, after: 'export function attachment', where: 'withoutControls(name)', off: 'name' },
  },
  'a name ends no quotes': {
    ...{ in: NAME, where: `printable.replace(/[^\\x20-\\x7e]|["\\\\%]/g, '_')`, off: 'printable' },
  },
  'a file is saved, not opened': { in: DOWNLOAD, where: 'attachment(name)', off: "'inline'" },
  'a file runs nothing': {
    ...{ in: DOWNLOAD, where: `"sandbox; default-src 'none'; frame-ancestors 'none'"`, off: "''" },
  },
  'a file is what it says': { in: DOWNLOAD, where: "'nosniff'", off: "''" },
  'a file is embedded by no other site': { in: DOWNLOAD, where: "'same-origin'", off: "'cross-origin'" },
  'a file stays in no cache': { in: DOWNLOAD, where: "'private, no-store'", off: "'public'" },
  'a cell is no formula': { in: TEXT, where: 'STARTS_A_FORMULA.test(text)', off: 'false' },
  'a cell that is written while it is read is no formula': {
    in: CSV,
    after: 'guarded(rows: ',
    where: 'row.map(csvCell)',
    off: 'row',
  },
  'a cell hides nothing': {
    in: TEXT,
    after: 'export function csvCell',
    where: 'withoutHarm(value)',
    off: 'value',
  },
  'a form has at most ten files': { in: FORM, where: 'files > MAX_FILES', off: 'false' },
  'a form has at most two thousand fields': { in: FORM, where: 'fields > MAX_FIELDS', off: 'false' },
  'a field is no property of every object': { in: FORM, where: 'unsafeField(name)', off: 'false' },
  'a field’s name is short': { in: FIELD, where: 'name.length > MAX_NAME', off: 'false' },
  'a field is not deep': { in: FIELD, where: 'steps.length > MAX_DEPTH', off: 'false' },
  'a field’s list has no holes': { in: FIELD, where: 'Number(step) > MAX_PLACE', off: 'false' },
  'what is typed holds no controls and turns no direction': {
    ...{ in: FORM, after: 'else cleaned.append', where: 'withoutHarm(value)', off: 'value' },
  },
  'what an address asks for holds none either': {
    ...{ in: FORM, after: 'search.append(withoutHarm(name), ', where: 'withoutHarm(value)', off: 'value' },
  },
  'a list of cards has at most 400 kB': {
    in: UPLOAD,
    where: 'file.size > MAX_CARD_FILE_BYTES',
    off: 'false',
  },
  'a list of cards is text': { in: UPLOAD, where: "text.includes('\\0')", off: 'false' },
  'a list of cards has so many rows': {
    ...{ in: 'app/programs/card-file.ts', where: 'body.length > MAX_CARD_ROWS', off: 'false' },
  },
  'a list of rates has at most 5 MB': {
    ...{ in: 'app/programs/rate-card-file.ts', where: 'bytes.length > MAX_RATE_FILE_BYTES', off: 'false' },
  },
};
switchable(guards);

const { storeFile } = await import('#app/platform/files/store.server.ts');
const { kindOf } = await import('#app/platform/files/file-kind.ts');
const { attachment, cleanName } = await import('#app/platform/files/file-name.ts');
const { download } = await import('#app/platform/files/download.server.ts');
const { csvStream, csvText } = await import('#app/platform/files/csv.server.ts');
const { readAddress, readForm } = await import('#app/platform/http/read-form.server.ts');
const { uploadCards } = await import('#app/programs/commands/upload-cards.server.ts');
const { readCardFile } = await import('#app/programs/card-file.ts');
const { readRateFile } = await import('#app/programs/rate-card-file.ts');
const { inWords } = await import('#test/factories/acts.ts');
const { aProgram } = await import('#test/factories/program.ts');
const world = await aProgram();

type Kinds = Parameters<typeof storeFile>[2]['kinds'];
const PDF = strToU8('%PDF-1.7\n');

/** Hands a file in, as a recruiter does a résumé. */
const handedIn = (bytes: Uint8Array<ArrayBuffer>, name = 'resume.pdf', kinds: Kinds = ['pdf', 'docx']) =>
  endOf(async () => {
    const supplierId = world.suppliers.cobalt;
    const file = new File([bytes], name);
    const kept = await world.act('recruiter', (ctx) => storeFile(ctx, file, { kinds, supplierId }));
    return kept.ok ? 'kept' : inWords(kept.refusal);
  });

const cardsOf = (bytes: Uint8Array<ArrayBuffer>) =>
  endOf(async () => {
    const input = { id: crypto.randomUUID(), file: new File([bytes], 'cards.csv') };
    const kept = await world.act('admin', (ctx) => uploadCards(ctx, world.clientId, input));
    return kept.ok ? 'kept' : inWords(kept.refusal);
  });

const word = { 'word/document.xml': strToU8('<w:document/>') };
const parts = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`part${index}`, strToU8('')]));

const headerOf = (name: string) =>
  download('x', { name: 'a.pdf', mediaType: 'application/pdf' }).headers.get(name);

/** Posts fields, and says what arrived. */
async function posted(fields: [string, string | File][]): Promise<string | number> {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const request = new Request('http://muster.test/', { method: 'POST', body });
  const form = await readForm(request).catch((answer: unknown) => answer);
  if (form instanceof Response) return form.status;
  const [first] = (form as FormData).values();
  return typeof first === 'string' ? first : 'files';
}
const field = (name: string) => () => posted([[name, 'arrived']]);
const many = <T>(count: number, one: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => one(at));

const REFUSED =
  'invalid: file: This is not a PDF or Word (DOCX) file, whatever its name says. Save it as PDF or Word (DOCX) and choose it again.';
const tooLarge = new Uint8Array(10 * 1024 * 1024 + 1);
tooLarge.set(PDF);
const bare = (csv: string) => csv.replace('\uFEFF', '').trim();
const cellOf = (text: string) => bare(csvText([[text]]));

const cases: Record<keyof typeof guards, Case> = {
  'a file is known by its content, not by its name': turns(REFUSED, 'kept', () =>
    handedIn(strToU8('<script>alert(1)</script>')),
  ),
  'a file is of a kind that was asked for': turns(REFUSED, 'kept', () =>
    handedIn(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0])),
  ),
  // The table has its own limit.
  'a file has at most 10 MB': turns(/at most 10 MB/, /^the database: .*stored_file_byte_size_check/, () =>
    handedIn(tooLarge),
  ),
  'a file is not empty': turns('invalid: file: This file is empty. Choose another one.', REFUSED, () =>
    handedIn(new Uint8Array()),
  ),
  'an archive has at most a thousand parts': turns(null, 'docx', () =>
    kindOf(zipSync({ ...parts(1000), ...word })),
  ),
  'an archive does not grow without end': turns(null, 'docx', () =>
    kindOf(zipSync({ ...word, 'word/media/a.bin': new Uint8Array(8 * 1024 * 1024) }, { level: 9 })),
  ),
  'an archive holds no programs and leaves no folder': turns([null, null], ['docx', 'docx'], () =>
    ['../../evil', 'word/vbaProject.bin'].map((name) => kindOf(zipSync({ ...word, [name]: strToU8('x') }))),
  ),
  'a name is no path': turns('passwd.pdf', 'etc passwd.pdf', () => cleanName('../../etc/passwd', 'pdf')),
  'a name reads as it is': turns('resumefdp.exe.pdf', 'resume\u202Efdp.exe.pdf', () =>
    cleanName('resume\u202Efdp.exe', 'pdf'),
  ),
  'a name ends as what the file is': turns('resume.exe.pdf', 'resume.exe', () =>
    cleanName('resume.exe', 'pdf'),
  ),
  'a name ends no header': turns(false, true, () => /%0D%0A/.test(attachment('a\r\nX: y.pdf'))),
  'a name ends no quotes': turns(false, true, () => attachment('a"; x="b.pdf').includes('"a";')),
  'a file is saved, not opened': turns(true, false, () =>
    headerOf('content-disposition')?.startsWith('attachment;'),
  ),
  'a file runs nothing': turns(true, false, () => headerOf('content-security-policy')?.startsWith('sandbox')),
  'a file is what it says': turns('nosniff', '', () => headerOf('x-content-type-options')),
  'a file is embedded by no other site': turns('same-origin', 'cross-origin', () =>
    headerOf('cross-origin-resource-policy'),
  ),
  'a file stays in no cache': turns('private, no-store', 'public', () => headerOf('cache-control')),
  'a cell is no formula': turns("'=1+1", '=1+1', () => cellOf('=1+1')),
  'a cell hides nothing': turns("'=1+1", '\u202E=1+1', () => cellOf('\u202E=1+1')),
  'a cell that is written while it is read is no formula': turns("'=1+1", '=1+1', async () => {
    async function* rows() {
      yield ['=1+1'];
    }
    return bare(Buffer.concat(await csvStream(rows()).toArray()).toString());
  }),
  'a form has at most ten files': turns(413, 'files', () =>
    posted(many(11, (at) => [`f${at}`, new File(['x'], 'x')])),
  ),
  'a form has at most two thousand fields': turns(413, '1', () =>
    posted(many(2_001, (at) => [`f${at}`, '1'])),
  ),
  'a field is no property of every object': turns(400, 'arrived', field('__proto__[admin]')),
  'a field’s name is short': turns(400, 'arrived', field('a'.repeat(201))),
  'a field is not deep': turns(400, 'arrived', field(many(9, () => 'a').join('.'))),
  'a field’s list has no holes': turns(400, 'arrived', field('splits[1000000000]')),
  'what is typed holds no controls and turns no direction': turns('Ortiz', 'Or\u202Eti\u0000z', () =>
    posted([['name', 'Or\u202Eti\u0000z']]),
  ),
  'what an address asks for holds none either': turns('Ortiz', 'Or\u202Etiz', () =>
    readAddress(new Request('http://muster.test/?q=Or%E2%80%AEtiz')).searchParams.get('q'),
  ),
  'a list of cards has at most 400 kB': turns(/400 kB/, /no rows/, () =>
    cardsOf(new Uint8Array(410_000).fill(32)),
  ),
  'a list of cards is text': turns(/not text/, /must name these columns/, () => cardsOf(strToU8('a\0\nb'))),
  'a list of cards has so many rows': turns(/at most \d+ go at once/, /must name these columns/, () => {
    const read = readCardFile('a\n'.repeat(20_000));
    return read.ok ? 'read' : read.problem;
  }),
  'a list of rates has at most 5 MB': turns(/larger than 5 MB/, /is empty/, () => {
    const read = readRateFile(new Uint8Array(5 * 1024 * 1024 + 1).fill(32));
    return read.ok ? 'read' : read.problem;
  }),
};
triesEach(cases);
