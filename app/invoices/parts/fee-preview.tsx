import { LinkButton, PostButton } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatMonth } from '#app/values/week.ts';
import { ItemTable, type ItemShown } from './item-table.tsx';

type Preview = {
  month: string;
  isOver: boolean;
  items: Omit<ItemShown, 'place'>[];
  tax: { jurisdiction: string; rate: string; reason: string } | null;
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
  currency: string;
};

/** What one month's fee invoice would say, before it is issued. */
export function FeePreview({
  clientId,
  due,
  mayIssue,
  issued,
}: {
  clientId: string;
  due: Preview;
  mayIssue: boolean;
  issued: { invoiceId: string; reference: string } | null;
}) {
  const { month, items, currency, feeMinor, taxMinor, totalMinor, tax } = due;
  return (
    <Section
      title={formatMonth(month)}
      lead={
        issued
          ? `${issued.reference} was issued for this month; below is what the fees come to today. The document stays as it is.`
          : `What the invoice of this month would say. Amounts in ${currency}.`
      }
      action={
        issued ? <LinkButton to={`/invoices/${issued.invoiceId}`}>Open {issued.reference}</LinkButton> : null
      }
    >
      {items.length === 0 ? (
        <Notice tone="quiet" title="Nothing to invoice">
          No flat fee of this program comes to anything in {formatMonth(month)}.
        </Notice>
      ) : (
        <>
          <ItemTable
            items={items.map((item, index) => ({ ...item, place: index + 1 }))}
            total={{ amountMinor: feeMinor, taxMinor, totalMinor }}
          />
          {tax ? <p>{taxSentence(tax, taxMinor, currency)}</p> : null}
        </>
      )}
      {issued || items.length === 0 ? null : (
        <ButtonRow>
          {mayIssue && due.isOver ? (
            <PostButton
              to={`/billing/fees?program=${clientId}&month=${month}`}
              fields={{ clientId, month }}
              tone="primary"
              confirm={`${formatMoney(totalMinor, currency)} is invoiced for ${formatMonth(month)}, and the client’s finance is told. An issued invoice does not change any more.`}
            >
              Issue the invoice
            </PostButton>
          ) : null}
          {due.isOver ? null : <p>The month is not over yet; it is invoiced after that.</p>}
        </ButtonRow>
      )}
    </Section>
  );
}

const taxSentence = (tax: NonNullable<Preview['tax']>, taxMinor: number, currency: string) =>
  tax.reason
    ? `No tax: ${tax.reason}.`
    : `${formatMoney(taxMinor, currency)} tax: ${formatPercent(tax.rate)}, ${tax.jurisdiction}.`;
