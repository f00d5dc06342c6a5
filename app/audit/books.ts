/** A column as the database knows it. */
export type BookColumn = { name: string; type: string };
/** What a table refers to: its columns, and those of the other table. */
export type Reference = { columns: string[]; table: string; theirs: string[] };
export type BookShape = { columns: BookColumn[]; key: string[]; references: Reference[] };

/** A file of the package once it was written. */
export type WrittenFile = {
  name: string;
  table: string;
  holds: string;
  rows: number;
  bytes: number;
  sha256: string;
  shape: BookShape;
  /** Tables of which every row that it refers to is there too. */
  certain: string[];
};

export type Package = {
  client: string;
  program: string;
  currency: string;
  year: number;
  madeBy: string;
  madeAt: Date;
};

/** Types of the Table Schema (Frictionless Data, version 1) for those of PostgreSQL; all else is text. */
const types: [RegExp, string][] = [
  [/^(smallint|integer|bigint)$/, 'integer'],
  [/^numeric/, 'number'],
  [/^boolean$/, 'boolean'],
  [/^date$/, 'date'],
  [/^timestamp with time zone$/, 'datetime'],
  [/^jsonb$/, 'object'],
  [/\[\]$/, 'array'],
];
const typeOf = (type: string): string => types.find(([pattern]) => pattern.test(type))?.[1] ?? 'string';

/** What a column means that its name and type do not say. */
const meanings: [RegExp, string][] = [
  [/_minor$/, 'in the smallest unit of the currency, such as cents'],
  [/minutes$/, 'in minutes'],
  [/^(fraction|rate|weight)$|_fraction$/, 'as a fraction: 0.025 is 2.5 %'],
  [/^percent$/, 'in percent'],
  [/^effective$/, 'from the first day, up to but without the last: [2026-01-01,2027-01-01)'],
  [/_rate$/, 'for an hour'],
];
const meaningOf = (name: string): string | undefined => meanings.find(([pattern]) => pattern.test(name))?.[1];

/**
 * The description that travels with the files: a Tabular Data Package (Frictionless Data, version 1), which tools for
 * auditors and statisticians read. `foreignKeys` are those that hold within the package, so that a tool may check them; what may
 * lead to a row of another year, such as from a line of January to a week of December, stands under `references`.
 */
export function describePackage(about: Package, files: WrittenFile[]): string {
  const inside = new Set(files.map(({ table }) => table));
  return JSON.stringify(
    {
      profile: 'tabular-data-package',
      name: `books-${about.program.toLowerCase()}-${about.year}`,
      title: `Books of ${about.client}, ${about.year}`,
      created: about.madeAt.toISOString(),
      contributors: [{ title: about.madeBy, role: 'wrangler' }],
      currency: about.currency,
      resources: files.map((file) => resourceOf(file, inside)),
    },
    null,
    2,
  );
}

function resourceOf(file: WrittenFile, tables: Set<string>) {
  const { name, table, holds, rows, bytes, sha256, shape, certain } = file;
  const all = referencesOf(shape, tables).filter((reference) => tables.has(reference.table));
  return {
    profile: 'tabular-data-resource',
    name: name.replace(/\.csv$/, ''),
    path: name,
    description: holds,
    ...{ format: 'csv', mediatype: 'text/csv', encoding: 'utf-8' },
    ...{ bytes, hash: `sha256:${sha256}`, rowCount: rows },
    schema: {
      fields: shape.columns.map((column) => ({
        name: column.name,
        type: typeOf(column.type),
        description: meaningOf(column.name),
      })),
      primaryKey: shape.key,
      foreignKeys: described(
        all.filter((one) => certain.includes(one.table)),
        table,
      ),
      references: described(
        all.filter((one) => !certain.includes(one.table)),
        table,
      ),
    },
  };
}

/**
 * What the database holds by a key, and, where it holds it by other means because a key costs too much on its longest tables, what
 * a column says by its name: `charge_id` is the id of a charge.
 */
function referencesOf({ columns, references }: BookShape, tables: Set<string>): Reference[] {
  const held = new Set(references.flatMap((reference) => reference.columns));
  const named = columns.flatMap(({ name }): Reference[] => {
    const table = name.replace(/_id$/, '');
    return name !== table && tables.has(table) && !held.has(name)
      ? [{ columns: [name], table, theirs: [table === 'program' ? 'client_id' : 'id'] }]
      : [];
  });
  return [...references, ...named];
}

const described = (references: Reference[], own: string) =>
  references.map(({ columns, table, theirs }) => ({
    fields: columns,
    // A table calls itself nothing.
    reference: { resource: table === own ? '' : table, fields: theirs },
  }));

/** The same for people, as a text. */
export function readmeOf({ client, program, currency, year, madeBy, madeAt }: Package, files: WrittenFile[]) {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  return `Books of ${client} (${program}), ${year}

Made by   ${madeBy}
Made at   ${madeAt.toISOString()}
Holds     ${files.length} files, ${rows} rows

Everything was read at one moment. Documents, charges, weeks, postings and the trail are those of ${year}; master data
and agreements are complete, because each row says from when to when it held.

Files are CSV: UTF-8, a first row of column names, commas, CRLF. Amounts are whole numbers in the smallest unit of the
currency (${currency}) and columns of them end with _minor; a debit is above zero, a credit below. Days are YYYY-MM-DD,
moments are in UTC. Text that a spreadsheet would run as a formula has an apostrophe in front. A table of more than a
million rows goes on in a second file. datapackage.json describes every column, key and reference in the form of a
Tabular Data Package (https://specs.frictionlessdata.io/tabular-data-package/).

To see that nothing is missing or altered, compare the SHA-256 and the count of rows of each file:

${files.map(({ name, rows: count, sha256 }) => `${sha256}  ${name}  ${count}`).join('\n')}

event_seal.csv holds the hash of each event, each of which contains the hash before it; the heads of the chain are
mailed to auditors every night. Bank account numbers, resumes and other files are not part of this.
`;
}
