import { defineEvent } from '#app/values/event.ts';
import { formatDate } from '#app/values/week.ts';

type Discount = { scheduleId: string; label: string };

// What a discount is, is news of the program, on whose timeline it stands. A supplier's own page shows what it grants.
export const discountAdded = defineEvent<Discount & { startsOn: string }>(
  'program.discountAdded',
  ['client'],
  ({ label, startsOn }) => `added the discount “${label}” from ${formatDate(startsOn)}`,
);

export const discountEnded = defineEvent<Discount & { endsOn: string }>(
  'program.discountEnded',
  ['client'],
  ({ label, endsOn }) => `ended the discount “${label}” after ${formatDate(endsOn)}`,
);
