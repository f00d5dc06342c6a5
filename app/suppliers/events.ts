import { defineEvent } from '#app/values/event.ts';

export const supplierCreated = defineEvent<{ name: string; affiliatedWithMsp: boolean }>(
  'supplier.created',
  ['supplier'],
  ({ name, affiliatedWithMsp }) =>
    `added the supplier ${name}${affiliatedWithMsp ? ', affiliated with the MSP' : ''}`,
);

// The subject is the program, on whose timeline it stands: who supplies to it is news of the program's.
export const supplierEnrolled = defineEvent<{ supplierId: string; supplierName: string; tier: number }>(
  'supplier.enrolled',
  ['client', 'supplier'],
  ({ supplierName, tier }) => `enrolled ${supplierName} in tier ${tier}`,
);

export const supplierTierChanged = defineEvent<{
  supplierId: string;
  supplierName: string;
  from: number;
  to: number;
}>(
  'supplier.tierChanged',
  ['client', 'supplier'],
  ({ supplierName, from, to }) => `moved ${supplierName} from tier ${from} to tier ${to}`,
);
