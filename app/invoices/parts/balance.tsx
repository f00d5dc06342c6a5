import { Link } from '@remix-run/react';
import { DateText, Money } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { counted } from '../counted.ts';

type Step = {
  id: number;
  settledOn: string;
  amountMinor: number;
  by: { what: 'receipt' | 'payment' | 'document'; id: string; reference: string };
};
type Shown = {
  totalMinor: number;
  settledMinor: number;
  openMinor: number;
  steps: Step[];
  funding: {
    funded: number;
    lines: number;
    payment: { id: string; reference: string; status: string; valueOn: string; shortReason: string } | null;
  } | null;
};

/** How far the document is settled, by what, and for a statement whether the client's money has come. */
export function Balance({
  invoiceId,
  balance,
  currency,
  payWhenPaid,
}: {
  invoiceId: string;
  balance: Shown;
  currency: string;
  payWhenPaid: boolean;
}) {
  const { totalMinor, settledMinor, openMinor, steps, funding } = balance;
  return (
    <Section
      title="Balance"
      id="balance"
      action={
        <Link to={`/invoices/${invoiceId}/payment`} prefetch="intent">
          {funding ? 'When the money comes' : 'Where the money is'}
        </Link>
      }
    >
      <Facts
        items={[
          { label: 'Total', value: <Money minor={totalMinor} currency={currency} /> },
          { label: 'Settled', value: <Money minor={settledMinor} currency={currency} /> },
          { label: 'Open', value: <Money minor={openMinor} currency={currency} strong /> },
          ...(funding && payWhenPaid ? [{ label: 'The client’s money', value: cameFor(funding) }] : []),
          ...(funding?.payment ? [{ label: 'Payment', value: <Payment payment={funding.payment} /> }] : []),
        ]}
      />
      {steps.length > 0 ? <Steps steps={steps} /> : null}
    </Section>
  );
}

function cameFor({ funded, lines }: NonNullable<Shown['funding']>): string {
  if (funded === 0) return 'has not come yet';
  return funded === lines ? 'came for every line' : `came for ${funded} of ${counted(lines, 'line')}`;
}

function Payment({ payment }: { payment: NonNullable<NonNullable<Shown['funding']>['payment']> }) {
  return (
    <>
      {payment.reference} <Status status={payment.status} />, <DateText date={payment.valueOn} />
      {payment.shortReason ? <span className="text-soft"> {payment.shortReason}</span> : null}
    </>
  );
}

const bys = { receipt: 'Received', payment: 'Paid', document: 'Against' };

function Steps({ steps }: { steps: Step[] }) {
  return (
    <DataTable
      caption="What settled it"
      rows={steps}
      rowKey={({ id }) => String(id)}
      empty="Nothing yet."
      dense
      columns={[
        {
          key: 'by',
          header: 'By',
          primary: true,
          cell: ({ by }) =>
            by.what === 'document' ? (
              <>
                {bys.document} <Link to={`/invoices/${by.id}`}>{by.reference}</Link>
              </>
            ) : (
              `${bys[by.what]} ${by.reference}`
            ),
        },
        { key: 'on', header: 'On', cell: ({ settledOn }) => <DateText date={settledOn} /> },
        {
          key: 'amount',
          header: 'Amount',
          align: 'right',
          cell: ({ amountMinor }) => <Money minor={amountMinor} />,
        },
      ]}
    />
  );
}
