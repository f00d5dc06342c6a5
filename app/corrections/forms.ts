import { z } from 'zod';
import { isCursor } from '#app/values/cursor.ts';
import { parseRate } from '#app/values/rate.ts';
import { MAX_LINES } from './rules.ts';
import { reasonCodes, type ReasonCode } from './reasons.ts';

const reason = z
  .string('Say why.')
  .trim()
  .min(3, 'Say why, in a few words.')
  .max(1000, 'Say it in at most 1,000 characters.');

const chargeIds = z
  .array(
    z.coerce.number<string>('Choose lines of the document.').int().positive(),
    'Choose at least one line.',
  )
  .min(1, 'Choose at least one line.')
  .max(MAX_LINES, `Correct at most ${MAX_LINES} lines at once.`);

const reasonCode = z.enum(Object.keys(reasonCodes) as [ReasonCode, ...ReasonCode[]], 'Choose a reason.');

const rate = z
  .string('Give a rate.')
  .max(20, 'A rate has at most four decimals, such as 67.55.')
  .transform((text, context) => {
    const parsed = parseRate(text);
    if (parsed !== null) return parsed;
    context.addIssue({ code: 'custom', message: 'A rate has at most four decimals, such as 67.55.' });
    return z.NEVER;
  });

/**
 * A credit of whole lines, of a share of each, or a credit-and-rebill of hours at another rate. The id becomes the
 * correction's, so that a second press drafts no second one.
 */
export const correctionForm = z.object({
  id: z.uuid(),
  clientId: z.uuid(),
  charges: chargeIds,
  how: z.enum(['whole', 'share', 'rate'], 'Say what should become of the lines.'),
  /** Of what is left on each line, for `share`. */
  sharePercent: z.string().max(12).optional(),
  rate: rate.optional(),
  reasonCode,
  reason,
});
export type CorrectionInput = z.output<typeof correctionForm>;

/** Rates of an assignment that were agreed anew for days that are billed already. */
export const rateCorrectionForm = z.object({ id: z.uuid(), assignmentId: z.uuid(), reason });
export type RateCorrectionInput = z.output<typeof rateCorrectionForm>;

export const rejectionForm = z.object({ reason });
export const pressed = z.object({});

export const correctionQuery = z.object({
  client: z.uuid().optional(),
  status: z.enum(['draft', 'pending_approval', 'issued', 'rejected', 'cancelled']).optional(),
  after: z.string().max(80).refine(isCursor).optional(),
});
export type CorrectionQuery = z.output<typeof correctionQuery>;

/** Of which document or assignment, and which of its lines. */
export const newQuery = z.object({ invoice: z.uuid().optional(), assignment: z.uuid().optional() });

/** Which lines of a document are offered: `charges=12,15` names some. */
export const billedQuery = z.object({
  charges: z
    .string()
    .max(6000)
    .regex(/^\d{1,18}(,\d{1,18})*$/)
    .transform((text) => text.split(',').map(Number).filter(Number.isSafeInteger).slice(0, MAX_LINES))
    .optional(),
  worker: z.string().trim().max(80).optional(),
  after: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
});
export type BilledQuery = z.output<typeof billedQuery>;
