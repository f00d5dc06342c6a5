import { defineEvent } from '#app/values/event.ts';
import { formatDate } from '#app/values/week.ts';

export const supplierCreated = defineEvent<{ name: string; affiliatedWithMsp: boolean }>(
  'supplier.created',
  ['supplier'],
  ({ name, affiliatedWithMsp }) =>
    `added the supplier ${name}${affiliatedWithMsp ? ', affiliated with the MSP' : ''}`,
);

// Who supplies to a program is news of the program, on whose timeline it stands.
export const supplierEnrolled = defineEvent<{ supplierId: string; supplierName: string; tier: number }>(
  'program.supplierEnrolled',
  ['client', 'supplier'],
  ({ supplierName, tier }) => `enrolled ${supplierName} in tier ${tier}`,
);

export const supplierMoved = defineEvent<{
  supplierId: string;
  supplierName: string;
  from: number;
  to: number;
}>(
  'program.supplierMoved',
  ['client', 'supplier'],
  ({ supplierName, from, to }) => `moved ${supplierName} from tier ${from} to tier ${to}`,
);

export const agreementMade = defineEvent<{
  agreementId: string;
  supplierName: string;
  startsOn: string;
  endsOn: string | null;
}>(
  'program.agreementMade',
  ['client', 'supplier'],
  ({ supplierName, startsOn, endsOn }) =>
    `set the agreement with ${supplierName} from ${formatDate(startsOn)}` +
    (endsOn ? ` to ${formatDate(endsOn)}` : ''),
);
