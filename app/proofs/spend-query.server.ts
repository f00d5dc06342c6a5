import { z } from 'zod';
import { linesQuery } from '#app/spend/public.server.ts';

/** The filters of the figures and of the lines behind them: whatever leads there leads here. */
export const spendQuery = linesQuery.extend({
  period: z
    .string()
    .regex(/^(rolling|20\d\d)$/)
    .optional(),
});
export type SpendQuery = z.output<typeof spendQuery>;
