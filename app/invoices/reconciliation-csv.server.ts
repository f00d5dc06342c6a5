import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { csvText, type CsvRow } from '#app/platform/files/csv.server.ts';
import { Decimal } from '#app/values/decimal.ts';
import { plainAmount } from '#app/values/money.ts';
import { formatPeriod } from '#app/values/period.ts';
import { counted } from './counted.ts';
import {
  agrees,
  differenceOf,
  numbered,
  totalOf,
  type Control,
  type ControlGroup,
  type Measure,
  type Side,
} from './reconciliation.ts';

type Reconciled = {
  run: { id: string; startsOn: string; endsOn: string };
  program: { clientName: string; code: string; currency: string; timeZone: string };
  groups: ControlGroup[];
};

const head = [
  'Control',
  'What must be equal',
  'Side',
  'What is counted',
  'Count',
  'Hours',
  'Amount',
  'Result',
];

/** The controls with every part of both sides, and the SHA-256 of their bytes. */
export function reconciledRows({ run, program, groups }: Reconciled): { content: string; sha256: string } {
  const rows: CsvRow[] = [
    ['Reconciliation of a billing run', 'Muster'],
    ['Program', `${program.clientName}, ${program.code}`],
    ['Period', formatPeriod(run), run.startsOn, run.endsOn],
    ['Run', run.id],
    ['Currency', program.currency],
    ['Made by, made at and SHA-256', 'on the last line'],
    head,
    ...numbered(groups).flatMap(({ number, control }) => rowsOf(number, control, program.currency)),
  ];
  const content = csvText(rows);
  return { content, sha256: createHash('sha256').update(content).digest('hex') };
}

/**
 * The reconciliation as CSV: UTF-8 with a byte order mark. Its last line says how many controls it holds, who made it and
 * when, and the SHA-256 of every byte before that line. Who and when stand there and not at the top, so that the same
 * figures have the same SHA-256 whoever asks for them, and it can be compared with the one on the page.
 */
export function reconciliationCsv(reconciled: Reconciled, { by, at }: { by: string; at: Date }): string {
  const { content, sha256 } = reconciledRows(reconciled);
  const controls = numbered(reconciled.groups);
  const differing = controls.filter(({ control }) => !agrees(control)).length;
  const result = differing === 0 ? 'all agree' : `${counted(differing, 'control')} with a difference`;
  const madeAt = Temporal.Instant.from(at.toISOString())
    .toZonedDateTimeISO(reconciled.program.timeZone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });
  const last: CsvRow = [
    'Controls',
    controls.length,
    result,
    'Made by',
    by,
    'Made at',
    madeAt,
    'SHA-256',
    sha256,
  ];
  return content + csvText([last], 'next');
}

function rowsOf(number: number, control: Control, currency: string): CsvRow[] {
  const cells = ({ count, minutes, minor }: Measure): CsvRow => [
    count,
    minutes === null ? null : plainHours(minutes),
    minor === null ? null : plainAmount(minor, currency),
  ];
  const named = [number, control.title];
  const ofSide = (name: string, one: Side): CsvRow[] => [
    ...(one.parts.length === 1 && one.parts[0]?.label === one.label
      ? []
      : one.parts.map((each) => [...named, `${name}, part`, each.label, ...cells(each)])),
    [...named, name, one.label, ...cells(totalOf(one))],
  ];
  return [
    ...ofSide('first', control.first),
    ...ofSide('second', control.second),
    [
      ...[...named, 'difference', 'First less second'],
      ...cells(differenceOf(control)),
      agrees(control) ? 'agrees' : 'differs',
    ],
  ];
}

const plainHours = (minutes: number): string => new Decimal(minutes).div(60).toFixed(2);
