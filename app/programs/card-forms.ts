import { z } from 'zod';
import { Decimal } from '#app/values/decimal.ts';
import { parsePercent } from '#app/values/percent.ts';
import { withoutControls } from '#app/values/text.ts';
import { isPlainDate } from '#app/values/week.ts';
import {
  cardDirections,
  cardRateSentence,
  HIGHEST_MARKUP,
  markupSentence,
  readCardRate,
} from './card-rules.ts';
import { currencies } from './labels.ts';

const rate = z
  .string()
  .max(40, 'That is too long for a rate.')
  .transform((typed, check) => {
    const read = readCardRate(typed);
    if (read !== null) return read;
    check.addIssue({ code: 'custom', message: cardRateSentence });
    return z.NEVER;
  });

const markup = z
  .string()
  .max(20, 'That is too long for a percentage.')
  .transform((typed, check) => {
    const fraction = parsePercent(typed);
    if (fraction !== null && new Decimal(fraction).lte(HIGHEST_MARKUP)) return fraction;
    check.addIssue({ code: 'custom', message: markupSentence });
    return z.NEVER;
  });

const day = (missing: string) =>
  z
    .string({ error: missing })
    .refine((text) => isPlainDate(text) && text >= '2000-01-01' && text <= '2100-12-31', {
      error: 'Choose a day between 2000 and 2100.',
    });

const line = (missing: string, max: number) =>
  z
    .string({ error: missing })
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().min(1, missing).max(max, `That is too long: at most ${max} characters.`));

export const cardForm = z.object({
  id: z.uuid(),
  direction: z.enum(cardDirections, { error: 'Choose what leads the card.' }),
  maxBillRate: rate.optional(),
  maxPayRate: rate.optional(),
  maxMarkup: markup.optional(),
  siteGroupId: z.uuid({ error: 'Choose a group from the list.' }).optional(),
  supplierId: z.uuid({ error: 'Choose a supplier from the list.' }).optional(),
  currency: z.enum(currencies, { error: 'Choose a currency.' }),
  startsOn: day('Choose the first day that the card holds for.'),
  endsOn: day('').optional(),
  endRunning: z.boolean().default(false),
});
export type CardInput = z.output<typeof cardForm>;

export const cardUploadForm = z.object({
  id: z.uuid(),
  // A form without a chosen file and one with an empty file look alike when they arrive.
  file: z.file({ error: 'Choose a file that holds cards. None came, or it was empty.' }),
});
export type CardUploadInput = z.output<typeof cardUploadForm>;

export const uploadForm = z.discriminatedUnion('verb', [
  cardUploadForm.extend({ verb: z.literal('read') }),
  z.object({ verb: z.literal('post'), uploadId: z.uuid() }),
]);
export const uploadQuery = z.object({ upload: z.uuid().optional() });

/** The page of site groups adds one, or puts a site into one. */
export const siteGroupForm = z.discriminatedUnion('verb', [
  z.object({
    verb: z.literal('add'),
    id: z.uuid(),
    code: line('Enter a short code.', 20).transform((code) => code.toUpperCase()),
    name: line('Enter the name of the group.', 120),
  }),
  z.object({ verb: z.literal('put'), siteId: z.uuid(), siteGroupId: z.uuid().optional() }),
]);
export type SiteGroupInput = z.output<typeof siteGroupForm>;
