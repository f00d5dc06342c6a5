import { z } from 'zod';
import { isCursor } from '#app/values/cursor.ts';
import { withoutControls } from '#app/values/text.ts';

export const requestForm = z.object({
  id: z.uuid(),
  kind: z.enum(['export', 'erasure'], { error: 'Choose what the person asks for.' }),
  person: z
    .string({ error: 'Choose the person.' })
    .regex(/^(?:candidate|account):[0-9a-f-]{36}$/, 'Choose the person.'),
});
export type RequestInput = z.output<typeof requestForm>;

export const ownRequestForm = z.object({ id: z.uuid(), kind: z.literal('erasure') });

export const refusalForm = z.object({
  reason: z
    .string({ error: 'Say why; the person is told.' })
    .transform((text) => withoutControls(text, 'kept').trim())
    .pipe(z.string().min(3, 'Say why; the person is told.').max(1000, 'Use at most 1,000 characters.')),
});
export type RefusalInput = z.output<typeof refusalForm>;

export const retentionForm = z.object({
  documentType: z.string({ error: 'Choose what it is about.' }).max(60),
  months: z
    .number({ error: 'Enter a whole number of months.' })
    .int('Enter a whole number of months.')
    .min(1, 'At least one month.')
    .max(600, 'At most 600 months.'),
  basis: z
    .string({ error: 'Name the law or the reason.' })
    .transform((text) => withoutControls(text).trim())
    .pipe(z.string().min(3, 'Name the law or the reason.').max(500, 'Use at most 500 characters.')),
});
export type RetentionInput = z.output<typeof retentionForm>;

export const pressed = z.object({});

export const listQuery = z.object({
  status: z.enum(['open', 'fulfilled', 'refused', 'withdrawn']).optional(),
  after: z.string().max(80).refine(isCursor).optional(),
});

export const findQuery = z.object({
  search: z
    .string()
    .max(80)
    .transform((text) => withoutControls(text).trim())
    .default(''),
});
