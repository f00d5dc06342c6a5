import type { Proof, Source } from './proof.ts';

/** A page of proof: the number, what it is made of, and what else is made of it. */
export type Explained = {
  /** Where this page is, without a query. */
  address: string;
  /** What narrows it, such as a side: kept by every link to the same page. */
  query: Record<string, string>;
  title: string;
  lead: string;
  /** ISO 4217; every amount on the page is in it. */
  currency: string;
  proof: Proof;
  /** The same number seen otherwise: what each cost center bears of it. */
  besides: Proof[];
  /** Where the number stands. */
  back: Source;
};
