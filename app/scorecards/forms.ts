import { z } from 'zod';
import { isCursor } from '#app/values/cursor.ts';
import { Decimal, parseDecimal } from '#app/values/decimal.ts';
import { parsePercent } from '#app/values/percent.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import { measures, reliefKinds, units } from './measures.ts';

const words = (missing: string, most: number, least = 1) =>
  z
    .string({ error: missing })
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().min(least, missing).max(most, `That is too long: at most ${most} characters.`));

const date = (missing: string) =>
  z
    .string({ error: missing })
    .refine((text) => isPlainDate(text) && text >= '2000-01-01' && text <= '2100-12-31', {
      error: 'Choose a day between 2000 and 2100.',
    });

const percent = (most: number) =>
  z
    .string({ error: 'Enter a percentage, such as 10.' })
    .max(20, 'Enter a percentage, such as 10.')
    .transform((text, check) => {
      const fraction = parsePercent(text);
      if (fraction !== null && Number(fraction) > 0 && Number(fraction) * 100 <= most) return fraction;
      check.addIssue({
        code: 'custom',
        message: `Enter a percentage above 0 and at most ${most}, with at most four decimals.`,
      });
      return z.NEVER;
    });

const decimal = (places: number, most: number, message: string) =>
  z
    .string({ error: message })
    .max(20, message)
    .transform((text, check) => {
      const value = parseDecimal(text.replace(/\s*(%|days|hours|points)$/, ''), places);
      if (value !== null && !value.startsWith('-') && new Decimal(value).lte(most)) return value;
      check.addIssue({ code: 'custom', message });
      return z.NEVER;
    });

const whole = (least: number, most: number) =>
  z.coerce
    .number<string>(`Enter a whole number from ${least} to ${most.toLocaleString('en')}.`)
    .int(`Enter a whole number from ${least} to ${most.toLocaleString('en')}.`)
    .min(least, `Enter a whole number from ${least} to ${most.toLocaleString('en')}.`)
    .max(most, `Enter a whole number from ${least} to ${most.toLocaleString('en')}.`);

const level = (what: string) =>
  decimal(4, 1_000_000, `Enter ${what} as a number with at most four decimals.`);
const multiplier = decimal(2, 5, 'Enter a factor from 1 to 5 with at most two decimals.');

/** What stands at risk from a month on. */
export const termsForm = z.object({
  atRiskPercent: percent(50),
  missRule: z.enum(['steps', 'linear'], { error: 'Choose how a missed level counts.' }),
  secondMultiplier: multiplier,
  thirdMultiplier: multiplier,
  settledBy: z.enum(['fee_invoice', 'credit_note'], { error: 'Choose how the credit reaches the client.' }),
  weightsMayExceed: z.boolean().default(false),
  reviewDay: whole(1, 27),
  answerDay: whole(1, 28),
  startsOn: date('Choose the first month.'),
});
export type TermsInput = z.output<typeof termsForm>;

const newLevel = z.object({
  verb: z.literal('add'),
  id: z.uuid(),
  name: words('Enter what the level is called.', 80),
  measure: z.enum(measures, { error: 'Choose what is measured.' }),
  unit: z.enum(units, { error: 'Choose a unit.' }).default('percent'),
  direction: z.enum(['higher', 'lower'], { error: 'Choose which way is better.' }).default('higher'),
  expected: level('what is expected'),
  minimum: level('the least'),
  nMin: whole(1, 100_000),
  weightPercent: percent(100),
  withinDays: whole(1, 90).optional(),
  earnBackMonths: whole(1, 12).optional(),
  startsOn: date('Choose the first month.'),
});
export type LevelInput = z.output<typeof newLevel>;

/** The page of levels adds one, or gives one that runs its last day. */
export const levelForm = z.discriminatedUnion('verb', [
  newLevel,
  z.object({ verb: z.literal('end'), levelId: z.uuid(), lastDay: date('Choose the last day it holds for.') }),
]);

export const computeForm = z.object({
  program: z.uuid({ error: 'Choose a program.' }),
  month: z
    .string({ error: 'Choose a month.' })
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'Choose a month, such as 2026-06.')
    .transform((text) => `${text}-01`),
});
export type ComputeInput = z.output<typeof computeForm>;

const reason = words('Say why, in a few words.', 1000, 3);

/** What may be done to one level of a scorecard. */
export const scoredForm = z.discriminatedUnion('verb', [
  z.object({
    verb: z.literal('enter'),
    value: level('the value'),
    counted: whole(0, 1_000_000).optional(),
    note: words('Say where the value comes from.', 1000, 3),
  }),
  z.object({
    verb: z.literal('claim'),
    kind: z.enum(reliefKinds, { error: 'Choose what stopped the clock.' }),
    events: whole(1, 1_000_000).optional(),
    reason,
  }),
  z.object({ verb: z.literal('withdraw'), reliefId: z.uuid() }),
  z.object({ verb: z.literal('accept') }),
  z.object({ verb: z.literal('dispute'), reason }),
]);
export type ScoredInput = z.output<typeof scoredForm>;
export type ScoredVerb<V extends ScoredInput['verb']> = Extract<ScoredInput, { verb: V }>;

export const takeBackForm = z.object({ reason });
export const pressed = z.object({});

export const listQuery = z.object({
  program: z.uuid().optional().catch(undefined),
  status: z.enum(['draft', 'under_review', 'with_client', 'frozen']).optional().catch(undefined),
  after: z.string().max(60).refine(isCursor).optional().catch(undefined),
});
export type ListQuery = z.output<typeof listQuery>;
