import { formatMoney } from '#app/values/money.ts';
import type { Months } from './months.ts';
import { formatMonths } from './says.ts';

export const models = ['client', 'supplier', 'hybrid', 'flat'] as const;
export type Model = (typeof models)[number];

export const modelLabel: Record<Model, string> = {
  client: 'The client pays a share on top',
  supplier: 'A share is kept back from suppliers',
  hybrid: 'Both bear a share',
  flat: 'A subscription, and no share of the hours',
};

/** Another way to pay for the program. Fractions are exact decimals; amounts minor units a month, the set-up once. */
export type Alternative = {
  model: Model;
  clientFraction: string;
  supplierFraction: string;
  subscriptionMinor: number;
  perWorkerMinor: number;
  minimumMinor: number;
  setUpMinor: number;
};

/** Who looks: the MSP at all of it, a client at what it pays, a supplier at what it gets. */
export type View = 'all' | 'client' | 'supplier';
export const viewOf = (side: 'msp' | 'client' | 'supplier'): View => (side === 'msp' ? 'all' : side);

export type Measure = 'clientPays' | 'supplierGets' | 'mspKeeps';

/** Null where it is not for whoever looks. Tax is in none of them: it is nobody's income. */
export type Parties = Record<Measure, number | null>;
export type ComparedMonth = { month: string; workers: number; now: Parties; then: Parties };

export const measuresOf: Record<View, Measure[]> = {
  all: ['clientPays', 'supplierGets', 'mspKeeps'],
  client: ['clientPays'],
  supplier: ['supplierGets'],
};

export const measureLabel: Record<View, Record<Measure, string>> = {
  all: { clientPays: 'Client pays', supplierGets: 'Suppliers get', mspKeeps: 'MSP keeps' },
  client: { clientPays: 'You pay', supplierGets: 'Suppliers get', mspKeeps: 'MSP keeps' },
  supplier: { clientPays: 'Client pays', supplierGets: 'You get', mspKeeps: 'MSP keeps' },
};

/** What one month's documents of one side came to: agreed amounts after discounts, fees as they were, and the other model's. */
export type SideOfMonth = {
  month: string;
  side: 'client' | 'supplier';
  netMinor: number;
  /** Signed as it entered the totals. */
  feeMinor: number;
  /** What the other model would take on the same lines, each rounded; never negative for a charge. */
  otherFeeMinor: number;
  workers: number;
};

/**
 * The months under the model that was and the one that is asked about.
 * @param flat minor units of flat fees by month: what was invoiced, and what the other model would invoice
 */
export function compareMonths(
  sides: SideOfMonth[],
  flat: { now: Map<string, number>; then: Map<string, number> },
  view: View,
): ComparedMonth[] {
  const months = [...new Set(sides.map(({ month }) => month))].sort();
  return months.map((month) => {
    const client = sides.find((one) => one.month === month && one.side === 'client');
    const supplier = sides.find((one) => one.month === month && one.side === 'supplier');
    const pays = (fee: number, flatFee: number) => (client ? client.netMinor + fee + flatFee : null);
    const gets = (fee: number) => (supplier ? supplier.netMinor + fee : null);
    return {
      month,
      workers: client?.workers ?? supplier?.workers ?? 0,
      now: seen(view, pays(client?.feeMinor ?? 0, flat.now.get(month) ?? 0), gets(supplier?.feeMinor ?? 0)),
      then: seen(
        view,
        pays(client?.otherFeeMinor ?? 0, flat.then.get(month) ?? 0),
        gets(-(supplier?.otherFeeMinor ?? 0)),
      ),
    };
  });
}

function seen(view: View, clientPays: number | null, supplierGets: number | null): Parties {
  return {
    clientPays: view === 'supplier' ? null : clientPays,
    supplierGets: view === 'client' ? null : supplierGets,
    mspKeeps:
      view === 'all' && clientPays !== null && supplierGets !== null ? clientPays - supplierGets : null,
  };
}

/** All months together. */
export function totalOf(months: ComparedMonth[]): { now: Parties; then: Parties } {
  const add = (which: 'now' | 'then', measure: Measure) =>
    months.reduce<number | null>(
      (sum, month) => (month[which][measure] === null ? sum : (sum ?? 0) + month[which][measure]),
      null,
    );
  const all = (which: 'now' | 'then'): Parties => ({
    clientPays: add(which, 'clientPays'),
    supplierGets: add(which, 'supplierGets'),
    mspKeeps: add(which, 'mspKeeps'),
  });
  return { now: all('now'), then: all('then') };
}

/** What the page says in words: who would have paid, got and kept more or less. */
export function saysComparison(
  total: { now: Parties; then: Parties },
  view: View,
  window: Months,
  currency: string,
): string {
  const would: Record<Measure, string> = {
    clientPays: view === 'client' ? 'you would have paid' : 'the client would have paid',
    supplierGets: view === 'supplier' ? 'you would have got' : 'suppliers would have got',
    mspKeeps: 'the MSP would have kept',
  };
  const said = measuresOf[view].flatMap((measure) => {
    const [now, then] = [total.now[measure], total.then[measure]];
    if (now === null || then === null) return [];
    if (now === then) return [`${would[measure]} the same`];
    return [
      `${would[measure]} ${formatMoney(Math.abs(then - now), currency)} ${then > now ? 'more' : 'less'}`,
    ];
  });
  if (said.length === 0) return 'Nothing was billed in these months.';
  const last = said.pop() ?? '';
  return `In ${formatMonths(window)} ${said.length > 0 ? `${said.join(', ')} and ${last}` : last}.`;
}
