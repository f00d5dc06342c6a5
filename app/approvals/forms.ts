import { z } from 'zod';
import { approvalKindNames } from '#app/values/approval-kinds.ts';

const day = (asks: string) => z.iso.date({ error: asks });

export const delegationForm = z.object({
  /** Made with the form, so that a second press gives nothing twice. */
  id: z.uuid(),
  /** Whose approvals; one's own where nothing is said. */
  fromMembershipId: z.uuid('Choose whose approvals these are.').optional(),
  toMembershipId: z.uuid('Choose who stands in.'),
  kinds: z.array(z.enum(approvalKindNames)).min(1, 'Choose at least one kind.').max(approvalKindNames.length),
  startsOn: day('Enter the first day.'),
  endsOn: day('Enter the last day.'),
  note: z.string().trim().max(500, 'At most 500 characters.').optional(),
});
export type DelegationInput = z.output<typeof delegationForm>;

export const pressForm = z.object({});

export const delegationsQuery = z.object({ after: z.uuid().optional() });
