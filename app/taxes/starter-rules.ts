import type { Base, BuyerType, Leg } from './labels.ts';

/*
 * A small set of rules of the United States to start from, each with its source. It is no claim of completeness and no
 * advice: rates of cities and counties are not in it, states that are not named here are not thereby untaxed, and the
 * law moves. The texts are our own words about published law, which is free to state.
 */

export type StarterRule = {
  region: string;
  leg: Leg;
  buyerType: BuyerType | null;
  base: Base;
  /** Exact decimal fraction. */
  rate: string;
  jurisdiction: string;
  reason: string;
  source: string;
  startsOn: string;
};

/** The day on which the sources were last read. */
export const STARTER_SOURCED_ON = '2026-11-22';
export const STARTER_COUNTRY = 'US';
export const STARTER_SERVICE_CLASS = 'temporary_staffing';

const anybody = { buyerType: null, reason: '' } as const;
const connecticut =
  'Conn. Gen. Stat. § 12-407(a)(37)(C) and § 12-408; Department of Revenue Services, Policy Statement 2007(7)';
const washington =
  'ESSB 5814, Laws of 2025, ch. 422; Department of Revenue, special notice on temporary staffing services (dor.wa.gov)';

export const starterRules: StarterRule[] = [
  {
    ...anybody,
    region: 'CT',
    leg: 'supply',
    base: 'full',
    rate: '0.0635',
    jurisdiction: 'Connecticut',
    source: connecticut,
    startsOn: '2011-07-01',
  },
  {
    ...anybody,
    region: 'CT',
    leg: 'client_fee',
    base: 'full',
    rate: '0.0635',
    jurisdiction: 'Connecticut',
    source: `${connecticut}; management services, § 12-407(a)(37)(J)`,
    startsOn: '2011-07-01',
  },
  {
    ...anybody,
    region: 'PA',
    leg: 'supply',
    base: 'fee_only',
    rate: '0.06',
    jurisdiction: 'Pennsylvania',
    source:
      '61 Pa. Code § 60.4, help supply services: the service fee, which is the gross fee less separately stated costs of the employee; 72 P.S. § 7201(g)(6)',
    startsOn: '1992-01-01',
  },
  {
    ...anybody,
    region: 'WA',
    leg: 'supply',
    base: 'full',
    rate: '0.065',
    jurisdiction: 'Washington, state part',
    source: `${washington}; RCW 82.08.020. The rate of the place of work comes on top`,
    startsOn: '2025-10-01',
  },
  {
    region: 'WA',
    leg: 'supply',
    buyerType: 'hospital',
    base: 'none',
    rate: '0',
    jurisdiction: 'Washington',
    reason: 'Temporary staffing for a hospital licensed under RCW 70.41 or 71.12 is no retail sale',
    source: washington,
    startsOn: '2025-10-01',
  },
  {
    region: 'OH',
    leg: 'supply',
    buyerType: null,
    base: 'none',
    rate: '0',
    jurisdiction: 'Ohio',
    reason: 'Ohio’s tax on employment services was repealed from 1 October 2021',
    source: 'Am. Sub. H.B. 110 of the 134th General Assembly of Ohio, in force for this from 1 October 2021',
    startsOn: '2021-10-01',
  },
  {
    region: 'CA',
    leg: 'supply',
    buyerType: null,
    base: 'none',
    rate: '0',
    jurisdiction: 'California',
    reason: 'California does not tax temporary staffing services',
    source: 'California Code of Regulations, title 18, § 1501: sales tax falls on goods, not on services',
    startsOn: '2000-01-01',
  },
];
