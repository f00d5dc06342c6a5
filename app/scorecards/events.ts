import { defineEvent } from '#app/values/event.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatDate } from '#app/values/week.ts';

export const serviceTermsAgreed = defineEvent<{ atRisk: string; startsOn: string }>(
  'program.serviceTermsAgreed',
  ['client'],
  ({ atRisk, startsOn }) =>
    `put ${formatPercent(atRisk)} of the MSP fee at risk for service levels from ${formatDate(startsOn)}`,
);
export const serviceLevelAdded = defineEvent<{ levelId: string; name: string; startsOn: string }>(
  'program.serviceLevelAdded',
  ['client'],
  ({ name, startsOn }) => `added the service level “${name}” from ${formatDate(startsOn)}`,
);
export const serviceLevelEnded = defineEvent<{ levelId: string; name: string; endsOn: string }>(
  'program.serviceLevelEnded',
  ['client'],
  ({ name, endsOn }) => `ended the service level “${name}” after ${formatDate(endsOn)}`,
);

type Sum = { creditMinor: number; currency: string };
const credit = ({ creditMinor, currency }: Sum) =>
  creditMinor === 0 ? 'no credit' : `a credit of ${formatMoney(creditMinor, currency)}`;

export const scorecardComputed = defineEvent<Sum>(
  'scorecard.computed',
  [],
  (facts) => `counted the month: ${credit(facts)}`,
);
export const scorecardReviewed = defineEvent('scorecard.reviewed', [], () => 'began the review');
export const levelEntered = defineEvent<{ name: string; value: string }>(
  'scorecard.levelEntered',
  [],
  ({ name, value }) => `entered ${value} for “${name}”`,
);
export const reliefClaimed = defineEvent<{ name: string; claim: string }>(
  'scorecard.reliefClaimed',
  ['client'],
  ({ name, claim }) => `claimed relief for “${name}”: ${claim}`,
);
export const reliefWithdrawn = defineEvent<{ name: string; claim: string }>(
  'scorecard.reliefWithdrawn',
  ['client'],
  ({ name, claim }) => `withdrew the claim for “${name}”: ${claim}`,
);
export const scorecardSent = defineEvent<Sum & { answerBy: string }>(
  'scorecard.sent',
  ['client'],
  (facts) => `sent it to the client with ${credit(facts)}, to be answered by ${formatDate(facts.answerBy)}`,
);
export const scorecardTakenBack = defineEvent(
  'scorecard.takenBack',
  ['client'],
  () => 'took it back to review it once more',
);
export const levelAnswered = defineEvent<{ name: string; answer: string }>(
  'scorecard.levelAnswered',
  ['client'],
  ({ name, answer }) => `${answer} “${name}”`,
);
export const scorecardFrozen = defineEvent<Sum & { outcome: string; earnBackMinor: number }>(
  'scorecard.frozen',
  ['client'],
  (facts) =>
    `froze it, ${facts.outcome}, with ${credit(facts)}` +
    (facts.earnBackMinor > 0 ? ` and ${formatMoney(facts.earnBackMinor, facts.currency)} earned back` : ''),
);
