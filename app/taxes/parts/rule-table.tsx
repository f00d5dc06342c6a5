import type { ReactNode } from 'react';
import { DateText, Percent } from '#app/ui/amount.tsx';
import { DataTable } from '#app/ui/table.tsx';
import {
  baseLabel,
  buyerLabel,
  legLabel,
  serviceClassLabel,
  type Base,
  type BuyerType,
  type Leg,
} from '../labels.ts';

export type RuleShown = {
  id: string;
  country: string;
  region: string;
  serviceClass: string;
  buyerType: BuyerType | null;
  leg: Leg;
  base: Base;
  rate: string;
  jurisdiction: string;
  reason: string;
  startsOn: string;
  endsOn: string | null;
};

/** Tax rules: where, on what, for whom, how much, from when. */
export function RuleTable({ rules, empty }: { rules: RuleShown[]; empty: ReactNode }) {
  return (
    <DataTable
      caption="Tax rules by place"
      rows={rules}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/taxes/${id}`}
      empty={empty}
      columns={[
        {
          key: 'where',
          header: 'Where',
          primary: true,
          cell: ({ country, region, jurisdiction }) => (
            <>
              <strong>
                {country} {region}
              </strong>
              <span className="choice-note">{jurisdiction}</span>
            </>
          ),
        },
        {
          key: 'what',
          header: 'What is taxed',
          cell: ({ leg, serviceClass, buyerType }) => (
            <>
              {legLabel[leg]}
              <span className="choice-note">
                {serviceClassLabel(serviceClass)}
                {buyerType ? `, ${buyerLabel[buyerType].toLowerCase()}` : ''}
              </span>
            </>
          ),
        },
        {
          key: 'base',
          header: 'Taxed part',
          cell: ({ base, reason }) => (
            <>
              {baseLabel[base]}
              {reason ? <span className="choice-note">{reason}</span> : null}
            </>
          ),
        },
        {
          key: 'rate',
          header: 'Rate',
          align: 'right',
          cell: ({ base, rate }) => (base === 'none' ? '–' : <Percent fraction={rate} />),
        },
        { key: 'from', header: 'From', cell: ({ startsOn }) => <DateText date={startsOn} /> },
        {
          key: 'to',
          header: 'To',
          cell: ({ endsOn }) => (endsOn ? <DateText date={endsOn} /> : 'No\u00a0end'),
        },
      ]}
    />
  );
}
