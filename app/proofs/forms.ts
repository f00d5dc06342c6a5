import { z } from 'zod';

/** Whose line is looked at; without it one's own, and the client's for the MSP. */
export const sideQuery = z.object({ side: z.enum(['client', 'supplier']).optional() });

/** `open=all` draws every step unfolded, for paper and for those who read everything. */
export const openQuery = z.object({ open: z.literal('all').optional() });

/** A charge is counted, not named. */
export const chargeNumber = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
