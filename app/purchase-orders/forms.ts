import { z } from 'zod';
import { parseAmount } from '#app/values/money.ts';
import { parsePercent } from '#app/values/percent.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';

/** No order and no budget is larger: ten billion. */
const MAX_MINOR = 1_000_000_000_000;
/** So many assignments are chosen from on one page. */
export const ASSIGNMENTS_SHOWN = 200;

const line = (missing: string, max: number) =>
  z
    .string({ error: missing })
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().min(1, missing).max(max, `That is too long: at most ${max} characters.`));

const date = (missing: string) =>
  z
    .string({ error: missing })
    .refine((text) => isPlainDate(text) && text >= '2000-01-01' && text <= '2100-12-31', {
      error: 'Choose a day between 2000 and 2100.',
    });

/** Every currency on offer has two digits, so that it does not matter which of them this is. */
const amount = (missing: string, least: number) =>
  z
    .string({ error: missing })
    .max(24, 'That is too long for an amount.')
    .transform((text, check) => {
      const minor = parseAmount(text, 'USD');
      if (minor !== null && minor >= least && minor <= MAX_MINOR) return minor;
      check.addIssue({ code: 'custom', message: missing });
      return z.NEVER;
    });

const tolerance = z
  .string()
  .max(20, 'Enter a percentage, such as 5.')
  .default('0')
  .transform((text, check) => {
    const fraction = parsePercent(text);
    if (fraction !== null && Number(fraction) <= 1) return fraction;
    check.addIssue({
      code: 'custom',
      message: 'Enter a percentage from 0 to 100 with at most four decimals, such as 5.',
    });
    return z.NEVER;
  });

const endsNoEarlier = ({ startsOn, endsOn }: { startsOn: string; endsOn?: string | undefined }) =>
  endsOn === undefined || endsOn >= startsOn;

export const purchaseOrderForm = z
  .object({
    id: z.uuid(),
    clientId: z.uuid({ error: 'Choose the program.' }),
    number: line('Enter the number that stands on the order.', 40),
    funds: amount('Enter the funds, such as 250,000.', 0),
    tolerance,
    startsOn: date('Choose the first day of work that it pays for.'),
    endsOn: date('Choose a day.').optional(),
  })
  .refine(endsNoEarlier, { path: ['endsOn'], error: 'It ends before it starts. Choose a later day.' });
export type PurchaseOrderInput = z.output<typeof purchaseOrderForm>;

export const fundsForm = z.object({
  funds: amount('Enter the funds, such as 250,000.', 0),
  tolerance,
  endsOn: date('Choose a day.').optional(),
  reason: line('Say why the funds change.', 400),
});
export type FundsInput = z.output<typeof fundsForm>;

const ids = z.array(z.uuid()).max(ASSIGNMENTS_SHOWN).default([]);

/** Which of the assignments on the page are paid from the order. */
export const assignmentsForm = z.object({ shown: ids, chosen: ids });
export type AssignmentsInput = z.output<typeof assignmentsForm>;

/** Which of the charges on the page are taken onto the order. */
export const chargesForm = z.object({
  chosen: z
    .array(
      z.coerce.number<string>().int().positive().max(Number.MAX_SAFE_INTEGER),
      'Choose at least one charge.',
    )
    .min(1, 'Choose at least one charge.')
    .max(200),
});
export type ChargesInput = z.output<typeof chargesForm>;

export const assignmentsQuery = z.object({
  search: z
    .string()
    .max(100)
    .transform((text) => withoutControls(text).trim())
    .default(''),
});

export const budgetForm = z.object({
  clientId: z.uuid({ error: 'Choose the program.' }),
  costCenterId: z.uuid({ error: 'Choose a cost center.' }),
  year: z
    .number({ error: 'Enter a year, such as 2026.' })
    .int('Enter a year, such as 2026.')
    .min(2000, 'Enter a year from 2000 on.')
    .max(2100, 'Enter a year up to 2100.'),
  amount: amount('Enter the budget of the year, such as 480,000.', 1),
});
export type BudgetInput = z.output<typeof budgetForm>;

export const listQuery = z.object({
  client: z.uuid().optional().catch(undefined),
  show: z.enum(['open', 'closed']).default('open').catch('open'),
  after: z.uuid().optional().catch(undefined),
});
export type ListQuery = z.output<typeof listQuery>;

export const budgetQuery = z.object({
  client: z.uuid().optional().catch(undefined),
  year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
  center: z.uuid().optional().catch(undefined),
});

/** A button with nothing to fill in. */
export const pressed = z.object({});
