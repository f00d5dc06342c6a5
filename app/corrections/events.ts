import { defineEvent } from '#app/values/event.ts';
import { formatMoney } from '#app/values/money.ts';

type Difference = { clientMinor: number; supplierMinor: number; currency: string };
const inAll = ({ clientMinor, supplierMinor, currency }: Difference) =>
  `${formatMoney(clientMinor, currency)} for the client, ${formatMoney(supplierMinor, currency)} for suppliers`;

export const correctionDrafted = defineEvent<Difference>(
  'correction.drafted',
  [],
  (facts) => `drafted a correction: ${inAll(facts)}`,
);
export const correctionSubmitted = defineEvent<Difference>(
  'correction.submitted',
  [],
  (facts) => `handed it to a second person: ${inAll(facts)}`,
);
export const correctionIssued = defineEvent<Difference & { documents: number }>(
  'correction.issued',
  [],
  (facts) => `approved it; ${facts.documents} documents were issued: ${inAll(facts)}`,
);
export const correctionRejected = defineEvent<Record<string, never>>(
  'correction.rejected',
  [],
  () => 'rejected the correction',
);
export const correctionCancelled = defineEvent<Record<string, never>>(
  'correction.cancelled',
  [],
  () => 'gave the correction up',
);
