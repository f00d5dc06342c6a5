import { z } from 'zod';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import { cadences } from './schedule.ts';

export const MAX_TITLE = 120;
export const MAX_LABEL = 120;
export const MAX_NOTE = 300;
export const MAX_REASON = 1000;
export const MAX_AMOUNT_LENGTH = 20;
/** As many sheets as one press may decide on. */
export const MAX_BULK = 200;

const line = (missing: string, max: number) =>
  z
    .string({ error: missing })
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().min(1, missing).max(max, `Keep it to ${max} characters.`));

const plainDate = (missing: string) =>
  z
    .string({ error: missing })
    .refine((text) => isPlainDate(text) && text >= '2000-01-01' && text <= '2100-12-31', missing);

/** As typed: how many decimals it may have the program's currency says. */
const amount = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(MAX_AMOUNT_LENGTH, 'Enter an amount, such as 48.50.');

const reason = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(MAX_REASON, `Keep the reason to ${MAX_REASON} characters.`);

const id = z.uuid();

const codeTerms = {
  name: line('Enter the name that people know it by, such as Mileage.', 120),
  receiptAbove: z.string().trim().max(MAX_AMOUNT_LENGTH, 'Enter an amount, such as 25.00.').optional(),
  limit: z.string().trim().max(MAX_AMOUNT_LENGTH, 'Enter an amount, such as 500.00.').optional(),
  bearsFees: z.boolean().default(false),
};

export const codeForm = z.object({
  id,
  code: line('Enter a short code, such as MILES.', 20).transform((code) => code.toUpperCase()),
  ...codeTerms,
});
export type CodeInput = z.output<typeof codeForm>;

export const codeChangeForm = z.object(codeTerms);
export type CodeChange = z.output<typeof codeChangeForm>;

export const startForm = z.object({
  id,
  assignmentId: id,
  title: line('Say in a few words what it was for, such as “Training in Sacramento”.', MAX_TITLE),
});
export type StartInput = z.output<typeof startForm>;

const lineFields = {
  spentOn: plainDate('Choose the day on which it was spent.'),
  expenseCodeId: z.uuid({ error: 'Choose what it was spent on.' }),
  costCenterId: z.uuid({ error: 'Choose the cost center that bears it.' }),
  amount: amount('Enter what was spent.'),
  note: z
    .string()
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().max(MAX_NOTE, `Keep the note to ${MAX_NOTE} characters.`))
    .default(''),
  // What it is and how large is looked at when it is stored.
  receipt: z.file('Choose a file.').optional(),
};

export const changeLineForm = z.object({ ...lineFields, dropReceipt: z.boolean().default(false) });
export type LineChange = z.output<typeof changeLineForm>;

export const addLineForm = z.object({ intent: z.literal('add'), id, ...lineFields });
export type LineInput = z.output<typeof addLineForm>;

/** The two forms on the page of a draft: a line more, or all of it handed in. */
export const sheetForm = z.discriminatedUnion('intent', [
  addLineForm,
  z.object({ intent: z.literal('submit'), attest: z.boolean().default(false) }),
]);

export const rejectionForm = z.object({
  reason: reason('Say what is to be corrected: they see these words.'),
});

/** Back to a list or the work queue, never to another site. */
const localPath = z
  .string()
  .max(300)
  .regex(/^\/(?![/\\])/)
  .catch('/');

export const approvalsForm = z.object({
  ids: z
    .array(z.uuid())
    .min(1, 'Choose the sheets to approve first.')
    .max(MAX_BULK, `At most ${MAX_BULK} sheets are approved at once.`),
  backTo: localPath.default('/'),
});

export const chargeForm = z.object({
  id,
  assignmentId: id,
  label: line('Say what is charged, as it shall stand on the invoice.', MAX_LABEL),
  amount: amount('Enter the amount of one charge.'),
  costCenterId: z.uuid({ error: 'Choose the cost center that bears it.' }),
  cadence: z.enum(cadences, { error: 'Choose how often it is charged.' }),
  startsOn: plainDate('Choose the day of the charge, or of the first one.'),
  endsOn: plainDate('Choose a day.').optional(),
  bearsFees: z.boolean().default(false),
  reason: z.string().trim().max(MAX_REASON, `Keep the reason to ${MAX_REASON} characters.`).default(''),
});
export type ChargeInput = z.output<typeof chargeForm>;

export const chargeReasonForm = z.object({
  reason: reason('Say why in a sentence; the other side reads it.'),
});

export const sheetStatuses = ['draft', 'submitted', 'approved', 'invoiced', 'paid', 'complete'] as const;
export const chargeStatuses = ['submitted', 'approved', 'ended', 'rejected', 'cancelled'] as const;

const filters = {
  program: z.uuid().optional(),
  assignment: z.uuid().optional(),
  after: z.uuid().optional(),
};

export const sheetQuery = z.object({ status: z.enum(sheetStatuses).optional(), ...filters });
export type SheetQuery = z.output<typeof sheetQuery>;

export const chargeQuery = z.object({
  status: z.enum(chargeStatuses).optional(),
  cadence: z.enum(cadences).optional(),
  ...filters,
});
export type ChargeQuery = z.output<typeof chargeQuery>;

export const assignmentQuery = z.object({
  assignment: z.uuid().optional(),
  worker: z.string().trim().max(80).optional(),
});
export type AssignmentQuery = z.output<typeof assignmentQuery>;
