import { Money, Percent } from '#app/ui/amount.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { volumeDiscount, type DiscountTier, type VolumeMethod } from '#app/values/discount.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatDate } from '#app/values/week.ts';
import {
  NEXT_MINOR,
  methodLabel,
  tiersInWords,
  windowLabel,
  type SpendWindow,
  type Standing,
} from '../discounts.ts';

type DiscountShown = {
  id: string;
  label: string;
  supplierName: string | null;
  kind: 'volume' | 'prompt_payment';
  method: VolumeMethod | null;
  spendWindow: SpendWindow | null;
  openingMinor: number;
  openingOn: string | null;
  fraction: string | null;
  withinDays: number | null;
  startsOn: string;
  endsOn: string | null;
  tiers: DiscountTier[];
  standings: (Standing & { supplierId: string; supplierName: string })[];
};

/** One discount, explained with where its suppliers stand today. */
export function DiscountSheet({
  discount,
  currency,
  today,
  endTo,
}: {
  discount: DiscountShown;
  currency: string;
  today: string;
  endTo: string | null;
}) {
  const { label, supplierName, kind, startsOn, endsOn } = discount;
  const until = endsOn === null ? 'without an end' : `until ${formatDate(endsOn)}`;
  return (
    <Section
      title={
        <>
          {label} {endsOn !== null && endsOn < today ? <Badge>ended</Badge> : null}
          {startsOn > today ? <Badge tone="waiting">not yet</Badge> : null}
        </>
      }
      lead={`${supplierName ?? (kind === 'volume' ? 'Every supplier, each for itself' : 'On what the client is invoiced')} · from ${formatDate(startsOn)}, ${until}`}
      action={endTo ? <LinkButton to={endTo}>End</LinkButton> : null}
    >
      {kind === 'volume' ? (
        <Volume discount={discount} currency={currency} />
      ) : (
        <PromptPayment discount={discount} currency={currency} />
      )}
    </Section>
  );
}

function PromptPayment({ discount, currency }: { discount: DiscountShown; currency: string }) {
  const fraction = discount.fraction ?? '0';
  const always = [{ fromMinor: 0, fraction }];
  const saved = volumeDiscount('cliff_prospective', always, 0, NEXT_MINOR).discountMinor;
  return (
    <p>
      {formatPercent(fraction)} of an invoice that is paid within {discount.withinDays} days of its issue: of{' '}
      {formatMoney(NEXT_MINOR, currency)} the client keeps {formatMoney(saved, currency)}. It is reckoned when
      the money comes, and given as a credit.
    </p>
  );
}

function Volume({ discount, currency }: { discount: DiscountShown; currency: string }) {
  const { method, spendWindow, tiers, openingMinor, openingOn, standings } = discount;
  if (!method || !spendWindow) return null;
  const gives = method === 'cliff_retroactive' ? 'would rebate' : 'would take off';
  return (
    <>
      <p>
        {methodLabel[method]}. Counts: {windowLabel[spendWindow].toLowerCase()}.{' '}
        {tiersInWords(tiers, currency)}.
        {openingMinor > 0 && openingOn
          ? ` ${formatMoney(openingMinor, currency)} were spent before, until ${formatDate(openingOn)}.`
          : ''}
      </p>
      {standings.length === 0 ? null : (
        <DataTable
          caption={`Where suppliers stand in ${discount.label}`}
          rows={standings}
          rowKey={({ supplierId }) => supplierId}
          dense
          empty=""
          columns={[
            {
              key: 'supplier',
              header: 'Supplier',
              primary: true,
              cell: ({ supplierName }) => supplierName,
            },
            {
              key: 'spend',
              header: `Spend in the window, ${currency}`,
              align: 'right',
              cell: ({ beforeMinor }) => <Money minor={beforeMinor} />,
            },
            {
              key: 'tier',
              header: 'Reached',
              align: 'right',
              cell: ({ fraction }) => <Percent fraction={fraction} />,
            },
            {
              key: 'missing',
              header: 'To the next tier',
              align: 'right',
              cell: ({ missingMinor }) =>
                missingMinor === null ? 'Highest' : <Money minor={missingMinor} />,
            },
            {
              key: 'next',
              header: `The next ${formatMoney(NEXT_MINOR)} ${gives}`,
              align: 'right',
              cell: ({ nextGivesMinor }) => <Money minor={nextGivesMinor} />,
            },
          ]}
        />
      )}
    </>
  );
}
