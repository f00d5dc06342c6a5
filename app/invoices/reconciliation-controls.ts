import { part, side, type Control, type ControlGroup, type Measure, type Part } from './reconciliation.ts';
import { bookControls, numberControls } from './reconciliation-books.ts';
import {
  summed,
  type ApprovedRow,
  type DocumentRow,
  type Origin,
  type Place,
  type Sources,
} from './reconciliation-sources.ts';

/**
 * The controls of a run, made of what its sources say: in the order in which money goes, from what somebody approved to
 * the number on the last document. No side is made of the other.
 */
export function controlsOf(sources: Sources): ControlGroup[] {
  return [
    {
      title: 'Nothing approved is missing',
      lead: 'A week, an expense or a charge belongs to the period in which its week ends.',
      controls: completenessControls(sources),
    },
    {
      title: 'Every charge is on its documents, once',
      lead: 'Lines are compared before discounts, fees and taxes; the preview with the documents’ totals.',
      controls: lineControls(sources),
    },
    {
      title: 'Every document adds up',
      lead: 'The total of a document against its own lines, fees, discounts and taxes. The second count is of documents that add up by themselves, so that two errors do not cancel out.',
      controls: documentControls(sources),
    },
    {
      title: 'The ledger says the same',
      lead: 'Documents against what was posted for them, account by account.',
      controls: bookControls(sources),
    },
    {
      title: 'No number is missing',
      lead: 'Numbers are taken in the transaction that issues the documents.',
      controls: numberControls(sources),
    },
  ];
}

const places: [Exclude<Place, 'approved'>, string][] = [
  ['here', 'Billed by this run'],
  ['parked', 'Parked in this run and left for a later one'],
  ['elsewhere', 'Billed by another run: approved or corrected after this one'],
  ['open', 'Still open: approved, and billed by no run yet'],
];

type Words = { title: string; approved: string; charged: string; otherwise: string };

/** What was approved against the charges made of it, each of which stands in one place. */
function completeness(rows: ApprovedRow[], words: Words): Control {
  const noHours = rows.every(({ minutes }) => minutes === null);
  const measureOf = (place: Place): Measure => {
    const found = rows.find((row) => row.place === place);
    return {
      count: found?.count ?? 0,
      minutes: noHours ? null : (found?.minutes ?? 0),
      minor: found?.minor ?? 0,
    };
  };
  return {
    title: words.title,
    first: side(words.approved, measureOf('approved')),
    second: { label: words.charged, parts: places.map(([place, label]) => part(label, measureOf(place))) },
    otherwise: words.otherwise,
    // Of what was never approved in the period there are no parts to name.
    showsNothing: rows.some(({ count }) => count > 0),
  };
}

const completenessControls = ({ time, expenses, misc, takenBack }: Sources): Control[] => [
  completeness(time, {
    title: 'Approved time is billed or accounted for',
    approved: 'Approved weeks: the hours written down, at the rates agreed',
    charged: 'Charges of these weeks',
    otherwise:
      'Time was approved and not charged, or charged otherwise than it was written down: npm run money:verify names the week.',
  }),
  completeness(expenses, {
    title: 'Approved expenses are billed or accounted for',
    approved: 'Lines of approved expense sheets',
    charged: 'Charges of these lines',
    otherwise: 'Look for an expense sheet of the period whose charges are not its lines.',
  }),
  completeness(misc, {
    title: 'Approved miscellaneous charges are billed or accounted for',
    approved: 'Days on which an approved charge fell due',
    charged: 'Charges of these days',
    otherwise:
      'A day was charged that is not due, or is due and was not charged. Look at series that ended, and at assignments whose last day was moved.',
  }),
  {
    title: 'What a corrected version replaced is taken back whole',
    first: side('Charges of replaced weeks', { minutes: takenBack.minutes, minor: takenBack.minor }),
    second: side('Taken back of them, by this run or a later one', {
      minutes: takenBack.backMinutes,
      minor: takenBack.backMinor,
    }),
    otherwise: 'A replaced week is still charged in part. Take the rest back by a correction.',
  },
];

const origins: [Origin, string][] = [
  ['period', 'Time of this period'],
  ['earlier', 'Time of earlier periods, approved or released since'],
  ['expense', 'Expenses'],
  ['misc', 'Miscellaneous charges'],
  ['rebate', 'Rebates'],
  ['credit', 'Weeks taken back by a corrected version'],
];

function lineControls({ run, origins: claimed, documents, splits, givenMinor }: Sources): Control[] {
  const charges: Part[] = origins.flatMap(([origin, label]) => {
    const found = claimed.find((row) => row.origin === origin);
    if (found) return [part(label, { count: found.count, minutes: found.minutes, minor: found.minor })];
    return origin === 'period' ? [part(label, { count: 0, minutes: 0, minor: 0 })] : [];
  });
  const linesOf = (of: DocumentRow['side']): Measure => ({
    count: summed(documents, of, ({ lines }) => lines),
    minutes: summed(documents, of, ({ lineMinutes }) => lineMinutes),
    minor: summed(documents, of, ({ lineMinor }) => lineMinor),
  });
  return [
    {
      title: 'Each charge of the run is on the client’s documents',
      first: { label: 'Charges that the run claimed', parts: charges },
      second: side('Lines of the client’s documents', linesOf('client')),
      otherwise: 'The client was billed something else than was approved. Correct the lines that differ.',
    },
    {
      title: 'Each charge of the run is on a supplier’s document',
      first: { label: 'Charges that the run claimed', parts: charges },
      second: side('Lines of the suppliers’ documents', linesOf('supplier')),
      otherwise: 'A supplier is paid something else than was approved. Correct the lines that differ.',
    },
    {
      title: 'What was previewed is what was issued',
      first: side('The preview that was finalized', {
        count: run.previewedLines,
        minutes: run.previewedMinutes,
        minor: run.previewedMinor,
      }),
      second: side('The client’s documents', {
        count: summed(documents, 'client', ({ lineCount }) => lineCount),
        minutes: summed(documents, 'client', ({ minutes }) => minutes),
        minor: summed(documents, 'client', ({ totalMinor }) => totalMinor),
      }),
      otherwise:
        'Something else was posted than was looked at. Compare the run’s timeline with its documents.',
    },
    {
      title: 'Discounts given are on the client’s lines',
      first: side('Discounts kept with their schedules', { minor: givenMinor }),
      second: {
        label: 'Lines of the client’s documents',
        parts: [
          part('Discounts on lines', { minor: 0 - summed(documents, 'client', (one) => one.givenMinor) }),
          part('Rebates', { minor: 0 - summed(documents, 'client', (one) => one.rebateMinor) }),
        ],
      },
      otherwise: 'A supplier’s discount did not reach the client. Look at the proof of one of its lines.',
    },
    {
      title: 'Cost centers bear all of the lines that are split',
      first: side('Client’s lines of charges approved with a split', {
        count: splits.lines,
        minutes: splits.minutes,
        minor: splits.minor,
      }),
      second: side('What their cost centers bear', {
        count: splits.splitLines,
        minutes: splits.splitMinutes,
        minor: splits.splitMinor,
      }),
      otherwise: 'A line is booked in part or twice. Look at the invoice by cost center.',
    },
  ];
}

/** A client's fee is added, a supplier's taken off. */
const listedFee = ({ side: of, listedFeeMinor }: DocumentRow): number =>
  of === 'client' ? listedFeeMinor : 0 - listedFeeMinor;

const addsUp = (one: DocumentRow): boolean =>
  one.lineCount === one.lines &&
  one.minutes === one.lineMinutes &&
  one.totalMinor === one.lineMinor + one.discountMinor + listedFee(one) + one.listedTaxMinor;

function documentControls({ documents }: Sources): Control[] {
  const addingUp = (of: DocumentRow['side'], whose: string): Control => {
    const sum = (pick: (document: DocumentRow) => number) => summed(documents, of, pick);
    return {
      title: `${whose} documents add up`,
      first: side('Totals of the documents', {
        count: sum(() => 1),
        minutes: sum(({ minutes }) => minutes),
        minor: sum(({ totalMinor }) => totalMinor),
      }),
      second: {
        label: 'What stands on them',
        parts: [
          part('Lines', {
            count: sum((document) => (addsUp(document) ? 1 : 0)),
            minutes: sum(({ lineMinutes }) => lineMinutes),
            minor: sum(({ lineMinor }) => lineMinor),
          }),
          part('Discounts', { minor: sum(({ discountMinor }) => discountMinor) }),
          part('Fees', { minor: sum(listedFee) }),
          part('Taxes', { minor: sum(({ listedTaxMinor }) => listedTaxMinor) }),
        ],
      },
      otherwise:
        'Open each document: its totals stand beside its lines, fees and taxes. Correct the one that differs.',
    };
  };
  return [
    addingUp('client', 'The client’s'),
    addingUp('supplier', 'The suppliers’'),
    {
      title: 'What the client is charged, less what suppliers are paid, is fees and taxes',
      first: {
        label: 'The documents',
        parts: [
          part('Charged to the client', {
            minor: summed(documents, 'client', ({ totalMinor }) => totalMinor),
          }),
          part('Paid to suppliers', {
            minor: 0 - summed(documents, 'supplier', ({ totalMinor }) => totalMinor),
          }),
        ],
      },
      second: {
        label: 'The MSP’s part, as listed by fee and by tax',
        parts: [
          part('Fees from the client', { minor: summed(documents, 'client', (one) => one.listedFeeMinor) }),
          part('Fees from suppliers', { minor: summed(documents, 'supplier', (one) => one.listedFeeMinor) }),
          part('Taxes, less those that suppliers owe', {
            minor:
              summed(documents, 'client', (one) => one.listedTaxMinor) -
              summed(documents, 'supplier', (one) => one.listedTaxMinor),
          }),
        ],
      },
      otherwise: 'Somebody keeps what is neither fee nor tax. npm run money:verify names the charge.',
    },
  ];
}
