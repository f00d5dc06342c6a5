import { z } from 'zod';
import { accrualClasses } from './classes.ts';

const client = z.uuid();
const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);

export const listQuery = z.object({
  client: client.optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
});

/** A month of a program: what its accrual would be. */
export const previewQuery = z.object({
  client: client.optional().catch(undefined),
  month: month.optional().catch(undefined),
});

export const linesQuery = z.object({
  only: z.enum(accrualClasses).optional().catch(undefined),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().catch(undefined),
});

export const postForm = z.object({
  client: z.uuid({ error: 'Choose a program.' }),
  month: z
    .string({ error: 'Choose a month.' })
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'Choose a month, such as 2026-06.')
    .transform((text) => `${text}-01`),
});
export type PostInput = z.output<typeof postForm>;
