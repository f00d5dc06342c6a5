/** What the slices downstream may use of submittals. */
export {
  acceptOfferRows,
  offerToAccept,
  placeSubmittals,
  whyNotAcceptable,
  type OfferToAccept,
} from './acceptance.server.ts';
export { rateLimitsOn, ratesProblems, type WhereRatesHold } from './limits.server.ts';
export { passOverAll, passOverOthers } from './pass-over.server.ts';
export { waitingOffers, waitingSubmittals } from './waiting.server.ts';
export { endSubmittals, expireOffers } from './jobs.server.ts';
