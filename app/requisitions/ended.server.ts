import { z } from 'zod';

/**
 * News that a search is over, queued in the transaction that ended it. Requisitions know of no submittals; the slice
 * downstream that does the work ends them.
 */
export const requisitionEnded = {
  name: 'requisition-ended',
  payload: z.object({ requisitionId: z.uuid() }),
  maxAttempts: 12,
};
