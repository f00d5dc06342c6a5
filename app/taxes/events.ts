import { defineEvent } from '#app/values/event.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatDate } from '#app/values/week.ts';

type Rule = { jurisdiction: string; leg: string; base: string; rate: string; startsOn: string };

export const taxRuleAdded = defineEvent<Rule>(
  'taxRule.added',
  [],
  ({ jurisdiction, base, rate, startsOn }) =>
    `added the rule of ${jurisdiction}: ${base === 'none' ? 'no tax' : formatPercent(rate)} from ${formatDate(startsOn)}`,
);

export const taxRuleEnded = defineEvent<{ jurisdiction: string; endsOn: string }>(
  'taxRule.ended',
  [],
  ({ jurisdiction, endsOn }) => `ended the rule of ${jurisdiction} after ${formatDate(endsOn)}`,
);

// A certificate is news of its program, on whose timeline it stands.
export const certificateAdded = defineEvent<{ certificateId: string; region: string; number: string }>(
  'program.certificateAdded',
  ['client'],
  ({ region, number }) => `added the exemption certificate ${number} for ${region}`,
);

export const certificateEnded = defineEvent<{ certificateId: string; number: string; endsOn: string }>(
  'program.certificateEnded',
  ['client'],
  ({ number, endsOn }) => `ended the exemption certificate ${number} after ${formatDate(endsOn)}`,
);
