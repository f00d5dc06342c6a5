import { addDays, formatDate } from '#app/values/week.ts';
import type { CardColumn } from './card-columns.ts';
import type { CardRow, RowProblem } from './card-file.ts';
import { cardToEnd, sameLimits, type CardThere } from './card-rules.ts';
import { share } from './effective.ts';

/** What the program knows that a file of cards is held against. */
export type ProgramForCards = {
  currency: string;
  /** Ids by code, by upper-cased code of a group, by lower-cased name of a supplier. */
  jobs: Map<string, { id: string; title: string }>;
  groups: Map<string, string>;
  suppliers: Map<string, string>;
  /** The cards of the jobs in the file. */
  cards: (CardThere & { jobId: string; siteGroupId: string | null; supplierId: string | null })[];
};

export type CardDifference = CardRow & {
  jobId: string;
  jobTitle: string;
  siteGroupId: string | null;
  supplierId: string | null;
  /** `same` leaves the card that is there untouched. */
  kind: 'new' | 'changed' | 'same';
  /** The card that it follows, and the last day that this one then has; null where nothing is ended. */
  ends: { card: CardThere; lastDay: string } | null;
};

/**
 * What posting the rows would do, and every reason not to: a job, group or supplier that the program does not have, a
 * currency that is not its own, days on which another card of the same job, group and supplier holds.
 */
export function differencesOf(
  rows: CardRow[],
  program: ProgramForCards,
): { differences: CardDifference[]; problems: RowProblem[] } {
  const differences: CardDifference[] = [];
  const problems: RowProblem[] = [];
  for (const row of rows) {
    const found = placeOf(row, program);
    if ('problems' in found) {
      problems.push(...found.problems);
      continue;
    }
    const before = differences.filter((other) => scopeOf(other) === scopeOf(found));
    const clash = before.find((other) => share(other, row));
    if (clash) {
      const message = `Row ${clash.rowNumber} is for the same job, sites and supplier, on some of the same days.`;
      problems.push({ rowNumber: row.rowNumber, column: 'effective_from', message });
      continue;
    }
    const there = program.cards.filter((card) => scopeOf(card) === scopeOf(found));
    const outcome = besideOthers(row, there);
    if ('message' in outcome)
      problems.push({ rowNumber: row.rowNumber, column: 'effective_from', ...outcome });
    else differences.push({ ...row, ...found, ...outcome });
  }
  return { differences, problems };
}

type Place = Pick<CardDifference, 'jobId' | 'jobTitle' | 'siteGroupId' | 'supplierId'>;
type Scope = Pick<Place, 'jobId' | 'siteGroupId' | 'supplierId'>;

const scopeOf = ({ jobId, siteGroupId, supplierId }: Scope): string =>
  `${jobId} ${siteGroupId ?? ''} ${supplierId ?? ''}`;

function placeOf(row: CardRow, program: ProgramForCards): Place | { problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const say = (column: CardColumn, message: string) =>
    problems.push({ rowNumber: row.rowNumber, column, message });
  const job = program.jobs.get(row.jobCode);
  if (!job) say('job_code', `The program has no job ${row.jobCode}.`);
  const siteGroupId = row.siteGroup ? program.groups.get(row.siteGroup.toUpperCase()) : null;
  if (siteGroupId === undefined) say('site_group', `The program has no site group ${row.siteGroup}.`);
  const supplierId = row.supplier ? program.suppliers.get(row.supplier.toLowerCase()) : null;
  if (supplierId === undefined) say('supplier', `${row.supplier} is not enrolled in the program.`);
  if (row.currency !== program.currency)
    say(
      'currency',
      `The program is run in ${program.currency}; a card in ${row.currency} could not be held against it.`,
    );
  if (problems.length > 0 || !job || siteGroupId === undefined || supplierId === undefined)
    return { problems };
  return { jobId: job.id, jobTitle: job.title, siteGroupId, supplierId };
}

function besideOthers(
  row: CardRow,
  there: CardThere[],
): Pick<CardDifference, 'kind' | 'ends'> | { message: string } {
  const same = there.find(
    (card) => card.startsOn <= row.startsOn && card.endsOn === row.endsOn && sameLimits(card, row.limits),
  );
  if (same) return { kind: 'same', ends: null };
  const running = cardToEnd(there, row.startsOn);
  const clash = there.find((card) => card !== running && share(card, row));
  if (clash) {
    const until = clash.endsOn === null ? 'without an end' : `to ${formatDate(clash.endsOn)}`;
    return {
      message: `A card holds from ${formatDate(clash.startsOn)} ${until}. Choose days outside of these.`,
    };
  }
  if (!running) return { kind: 'new', ends: null };
  return { kind: 'changed', ends: { card: running, lastDay: addDays(row.startsOn, -1) } };
}
