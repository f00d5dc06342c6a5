import { encode } from 'uqr';
import { offerAgain, offerTotp } from '#app/factors/public.server.ts';
import { inGroups } from '#app/values/one-time-code.ts';

export type ShownOffer = {
  /** The square of the code to scan. */
  modules: boolean[][];
  /** The secret, for typing. */
  secret: string;
  sealed: string;
};

/**
 * A secret to scan or to type. After a wrong code it is the one that the form brought, which is in the authenticator already.
 * @param sealed what the form brought, where it was posted
 */
export function showOffer(
  { accountId, email }: { accountId: string; email: string },
  now: Date,
  sealed: string | null = null,
): ShownOffer {
  const offer = (sealed && offerAgain(sealed, accountId, email, now)) || offerTotp(accountId, email, now);
  const { data } = encode(offer.address, { ecc: 'M', border: 2 });
  return { modules: data, secret: inGroups(offer.secret, 4), sealed: offer.sealed };
}

/** The offer that a posted form brings along. */
export function offerOf(form: FormData): string | null {
  const sealed = form.get('offer');
  return typeof sealed === 'string' ? sealed : null;
}
