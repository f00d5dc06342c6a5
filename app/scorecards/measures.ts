import { Decimal, formatDecimal } from '#app/values/decimal.ts';
import { formatPercent } from '#app/values/percent.ts';

/** What a service level may be measured by: from the product's own data, or entered with where it comes from. */
export const measures = [
  'timesheet_approval',
  'fill_rate',
  'time_to_submittal',
  'invoice_accuracy',
  'rate_compliance',
  'entered',
] as const;
export type Measure = (typeof measures)[number];

export const units = ['percent', 'days', 'hours', 'score'] as const;
export type Unit = (typeof units)[number];

export const measureLabel: Record<Measure, string> = {
  timesheet_approval: 'Timesheets approved on time',
  fill_rate: 'Fill rate',
  time_to_submittal: 'Time to first submittal',
  invoice_accuracy: 'Invoice accuracy',
  rate_compliance: 'Rate card compliance',
  entered: 'Entered by hand, with its source',
};

/** What is counted, for the page and for the proof. `days` are working days. */
export function methodOf(measure: Measure, days: number | null): string {
  switch (measure) {
    case 'timesheet_approval':
      return `Of the weeks approved in the month, those approved within ${days ?? 'so many'} working days after they were submitted. Later versions of a week are left out.`;
    case 'fill_rate':
      return 'Of the positions of requisitions that were filled or closed in the month, those with an accepted offer. Cancelled requisitions are left out.';
    case 'time_to_submittal':
      return `Of the requisitions whose first candidate was presented in the month, those presented within ${days ?? 'so many'} working days after opening. Days on hold do not count.`;
    case 'invoice_accuracy':
      return 'Of the lines of client invoices issued in the month, those that no correction credited within 60 days. What was agreed afterwards is no error.';
    case 'rate_compliance':
      return 'Of the assignments that began in the month and have a rate card, those billed at no more than the card allowed.';
    case 'entered':
      return 'Entered by hand.';
  }
}

export const unitLabel: Record<Unit, string> = {
  percent: '%',
  days: 'days',
  hours: 'hours',
  score: 'points',
};

export const needsDays = (measure: Measure): boolean =>
  measure === 'timesheet_approval' || measure === 'time_to_submittal';

/** `88.0000` → `88 %`, `2.5000` → `2.5 days`; a dash where nothing is known. */
export function formatValue(value: string | null, unit: string): string {
  if (value === null) return '–';
  const exact = new Decimal(value).round(4);
  const places = exact.toFixed().split('.')[1]?.length ?? 0;
  return `${formatDecimal(exact, places)} ${unitLabel[unit as Unit]}`;
}

/** What an amount of a level is made of: `30 % × 1 × 1.5 × 4,200.00` is said by its parts. */
export const formatWeight = (weight: string): string => formatPercent(weight);

export const formatFactor = (factor: string): string => new Decimal(factor).toFixed();

export const excuseWords = {
  relieved: 'not the MSP’s to answer for',
  too_few: 'too few events to say anything',
  no_value: 'no value',
} as const;

export const reliefKinds = ['stop_clock', 'client_caused', 'force_majeure', 'volume'] as const;
export type ReliefKind = (typeof reliefKinds)[number];
export const reliefLabel: Record<ReliefKind, string> = {
  stop_clock: 'The clock stood still',
  client_caused: 'Caused by the client',
  force_majeure: 'Force majeure',
  volume: 'Volume over 1.2 times the forecast',
};
