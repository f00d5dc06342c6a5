/** What a correction changes, as it is shown before it is made and compared when it is. Amounts in minor units, signed. */
export type CorrectionPreview = {
  /** Sums of the credits, of what stands in their place, and of both. */
  client: Legs;
  supplier: Legs;
  msp: Legs;
  tax: Legs;
  lines: CorrectedLine[];
  suppliers: SupplierDifference[];
  purchaseOrders: { number: string; differenceMinor: number; remainingMinor: number }[];
};

export type Legs = { creditMinor: number; rebillMinor: number; netMinor: number };

export type CorrectedLine = {
  chargeId: number;
  documentReference: string;
  workerName: string;
  supplierName: string;
  weekEndsOn: string;
  payCode: string;
  minutes: number;
  oldRate: string | null;
  newRate: string | null;
  client: Legs;
  supplier: Legs;
};

/** What a supplier's next remittance loses or gains, and which of its documents were paid before. */
export type SupplierDifference = {
  supplierId: string;
  name: string;
  differenceMinor: number;
  paid: { reference: string; status: string }[];
};

/** The purchase orders that would bear more than is left on them. What gives money back overdraws none. */
export const overdrawnOrders = ({ purchaseOrders }: Pick<CorrectionPreview, 'purchaseOrders'>): string[] =>
  purchaseOrders
    .filter(({ differenceMinor, remainingMinor }) => differenceMinor > 0 && remainingMinor < 0)
    .map(({ number }) => number);

export const addLegs = (rows: Legs[]): Legs =>
  rows.reduce(
    (sum, legs) => ({
      creditMinor: sum.creditMinor + legs.creditMinor,
      rebillMinor: sum.rebillMinor + legs.rebillMinor,
      netMinor: sum.netMinor + legs.netMinor,
    }),
    { creditMinor: 0, rebillMinor: 0, netMinor: 0 },
  );
