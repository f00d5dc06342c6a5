/** What a tax rule is made of, in the words that people read. */

export const legs = ['supply', 'client_fee', 'supplier_fee'] as const;
export type Leg = (typeof legs)[number];

export const legLabel: Record<Leg, string> = {
  supply: 'The work',
  client_fee: 'The fee that the client pays',
  supplier_fee: 'The fee that suppliers bear',
};

export const bases = ['full', 'fee_only', 'none'] as const;
export type Base = (typeof bases)[number];

export const baseLabel: Record<Base, string> = {
  full: 'The whole amount',
  fee_only: 'Only what is above the cost of the worker',
  none: 'Nothing',
};

export const buyerTypes = ['business', 'hospital', 'government', 'nonprofit'] as const;
export type BuyerType = (typeof buyerTypes)[number];

export const buyerLabel: Record<BuyerType, string> = {
  business: 'Business',
  hospital: 'Hospital',
  government: 'Government',
  nonprofit: 'Nonprofit',
};

export const serviceClasses = [
  'temporary_staffing',
  'payrolled',
  'professional_services',
  'direct_hire',
] as const;
export type ServiceClass = (typeof serviceClasses)[number];

const classLabels = new Map<string, string>([
  ['temporary_staffing', 'Temporary staffing'],
  ['payrolled', 'Payrolled workers'],
  ['professional_services', 'Professional services'],
  ['direct_hire', 'Direct hire'],
] satisfies [ServiceClass, string][]);

/** A class that a program named itself reads as it was written. */
export const serviceClassLabel = (name: string): string => classLabels.get(name) ?? name.replaceAll('_', ' ');
