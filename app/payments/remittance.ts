/** A remittance advice: one payment to a supplier, down to the lines that it pays. Amounts are integer minor units. */
export type Remittance = {
  id: string;
  reference: string;
  status: string;
  clientId: string;
  clientName: string;
  supplierId: string;
  supplierName: string;
  payerName: string;
  currency: string;
  /** 'YYYY-MM-DD', the day the money is there. */
  valueOn: string;
  method: string;
  /** Last four of the account it goes to. */
  account: string;
  bankTrace: string | null;
  returnedReason: string | null;
  /** Of the documents before deductions. */
  grossMinor: number;
  deductions: Deduction[];
  netMinor: number;
  documents: RemittedDocument[];
};

export type Deduction = { label: string; amountMinor: number };

export type RemittedDocument = {
  id: string;
  reference: string;
  kind: 'self_bill' | 'supplier_credit';
  issuedOn: string;
  startsOn: string;
  endsOn: string;
  /** Time, expenses and charges before anything is taken off. */
  grossMinor: number;
  discountMinor: number;
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
  /** What this payment pays of it. */
  paidMinor: number;
  /** Why that is less than it says; empty where it is all of it. */
  shortReason: string;
};

/** A line of a document that a payment pays. */
export type RemittedLine = {
  id: number;
  document: string;
  /** The supplier's own reference of the assignment, so that its books find it. */
  supplierReference: string | null;
  assignmentRef: string;
  workerName: string;
  weekEndsOn: string;
  payCode: string;
  minutes: number;
  billRate: string | null;
  amountMinor: number;
  discountMinor: number;
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
};
