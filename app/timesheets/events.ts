import { defineEvent } from '#app/values/event.ts';
import { formatHours } from '#app/values/hours.ts';
import { formatDate } from '#app/values/week.ts';

/*
 * Workers read these sentences too, and see no money: none of them names an amount.
 */

type Week = { workerName: string; weekEndsOn: string };
type Hours = Week & { workedMinutes: number; overtimeMinutes: number };

export const timesheetStarted = defineEvent(
  'timesheet.started',
  ['supplier'],
  ({ weekEndsOn }: Week) => `began the week to ${formatDate(weekEndsOn)}`,
);

export const timesheetSaved = defineEvent(
  'timesheet.saved',
  ['supplier'],
  ({ workedMinutes }: Hours) => `saved a draft of ${formatHours(workedMinutes)} h`,
);

export const timesheetSubmitted = defineEvent(
  'timesheet.submitted',
  ['client', 'supplier'],
  ({ workedMinutes, overtimeMinutes }: Hours) =>
    overtimeMinutes > 0
      ? `submitted ${formatHours(workedMinutes)} h, ${formatHours(overtimeMinutes)} h of it overtime`
      : `submitted ${formatHours(workedMinutes)} h`,
);

export const timesheetRecalled = defineEvent(
  'timesheet.recalled',
  ['client', 'supplier'],
  () => 'took it back before it was decided',
);

export const timesheetApproved = defineEvent(
  'timesheet.approved',
  ['client', 'supplier'],
  ({ workedMinutes }: Hours) => `approved ${formatHours(workedMinutes)} h`,
);

export const timesheetRejected = defineEvent(
  'timesheet.rejected',
  ['client', 'supplier'],
  ({ workedMinutes }: Hours) => `sent ${formatHours(workedMinutes)} h back`,
);

export const timesheetCorrectionStarted = defineEvent(
  'timesheet.correctionStarted',
  ['supplier'],
  ({ weekEndsOn }: Week) => `began to correct the week to ${formatDate(weekEndsOn)}`,
);

export const timesheetCorrected = defineEvent<Record<string, never>>(
  'timesheet.corrected',
  ['client', 'supplier'],
  () => 'approved a later version, which takes its place',
);

export const timesheetRepriced = defineEvent<Record<string, never>>(
  'timesheet.repriced',
  ['client', 'supplier'],
  () => 'had it priced anew at the rates agreed since',
);
