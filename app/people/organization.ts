import type { Side } from '#app/values/roles.ts';

export type Organization = { id: string; name: string; side: Side };

/**
 * What the policy looks at when people of an organization are kept. Its id stands for the client and for the supplier
 * alike, so that whoever belongs to neither is a stranger.
 * @param accountId whose account or membership it is
 */
export const peopleOfOrganization = ({ id }: Pick<Organization, 'id'>, accountId?: string | null) => ({
  clientId: id,
  supplierId: id,
  accountId: accountId ?? null,
});

/** Whose trail it stands in, beside the MSP's. */
export const trailOf = ({ id, side }: Pick<Organization, 'id' | 'side'>) => ({
  clientId: side === 'client' ? id : null,
  supplierId: side === 'supplier' ? id : null,
});
