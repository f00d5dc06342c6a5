import { DateText, Money } from '#app/ui/amount.tsx';
import { ButtonRow, FieldRow, Hidden, LinkButton, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { EmptyState, Notice } from '#app/ui/feedback.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatMoney, plainAmount } from '#app/values/money.ts';

type Row = {
  id: string;
  reference: string;
  kind: string;
  dueOn: string;
  openMinor: number;
  matched: string;
  takenOffMinor: number;
  discountMinor: number;
};
type Preview = { rows: Row[]; leftMinor: number; matchedMinor: number; discountMinor: number; cut: boolean };
type Props = {
  id: string;
  program: { clientId: string; clientName: string; currency: string };
  receipt: { amountMinor: number; receivedOn: string; bankReference: string; note: string };
  preview: Preview;
  today: string;
};

/** A receipt with what it would settle; every amount can be changed and looked at again. Stands inside a form. */
export function MatchForm({ id, program, receipt, preview, today }: Props) {
  const { currency } = program;
  return (
    <>
      <Hidden name="id" value={id} />
      <Hidden name="clientId" value={program.clientId} />
      <Hidden name="seenLeftMinor" value={preview.leftMinor} />
      <Hidden name="seenDiscountMinor" value={preview.discountMinor} />
      <Section title={`From ${program.clientName}`}>
        <FieldRow>
          <TextField
            name="amount"
            label="Amount"
            inputMode="decimal"
            prefix={currency}
            required
            maxLength={30}
            defaultValue={plainAmount(receipt.amountMinor, currency)}
          />
          <TextField
            name="receivedOn"
            label="Received on"
            type="date"
            required
            defaultValue={receipt.receivedOn}
            max={today}
          />
          <TextField
            name="bankReference"
            label="Bank reference"
            required
            maxLength={80}
            defaultValue={receipt.bankReference}
          />
        </FieldRow>
        <TextField name="note" label="Note" maxLength={400} defaultValue={receipt.note} />
      </Section>
      <Section
        title="What it settles"
        lead="Suggested: the document of exactly this amount, otherwise the oldest first. Change any amount, and look again."
      >
        <MatchTable rows={preview.rows} currency={currency} />
        {preview.cut ? <p>The first 40 open documents, the longest due first.</p> : null}
      </Section>
      <Section title="What is recorded">
        <Outcome receipt={receipt} preview={preview} currency={currency} />
        <ButtonRow>
          <SubmitButton>Record the receipt</SubmitButton>
          <button type="submit" formMethod="get" formNoValidate className="button button-quiet">
            Look again
          </button>
          <LinkButton to="/receipts">Cancel</LinkButton>
        </ButtonRow>
      </Section>
    </>
  );
}

function MatchTable({ rows, currency }: { rows: Row[]; currency: string }) {
  const placed = rows.map((row, index) => ({ ...row, index }));
  return (
    <DataTable
      caption="Open documents"
      rows={placed}
      rowKey={(row) => row.id}
      empty={
        <EmptyState title="Nothing is open">
          All of it stays on account, to be used on a later document.
        </EmptyState>
      }
      columns={[
        {
          key: 'reference',
          header: 'Document',
          primary: true,
          cell: (row) => <span className="figure">{row.reference}</span>,
        },
        { key: 'due', header: 'Due', cell: (row) => <DateText date={row.dueOn} /> },
        { key: 'open', header: 'Open', align: 'right', cell: (row) => <Money minor={row.openMinor} /> },
        {
          key: 'discount',
          header: 'Prompt payment',
          align: 'right',
          cell: (row) =>
            row.takenOffMinor > 0 ? (
              <Money minor={-row.takenOffMinor} />
            ) : row.discountMinor > 0 ? (
              `up to ${formatMoney(row.discountMinor, currency)}`
            ) : (
              '–'
            ),
        },
        {
          key: 'matched',
          header: 'Settle',
          align: 'right',
          cell: (row) => (
            <>
              <Hidden name={`matches[${row.index}].invoiceId`} value={row.id} />
              <TextField
                name={`matches[${row.index}].amount`}
                label={<span className="visually-hidden">Settle of {row.reference}</span>}
                inputMode="decimal"
                required
                maxLength={30}
                defaultValue={row.matched}
              />
            </>
          ),
        },
      ]}
    />
  );
}

function Outcome({ receipt, preview, currency }: Pick<Props, 'receipt' | 'preview'> & { currency: string }) {
  const { matchedMinor, discountMinor, leftMinor } = preview;
  return (
    <>
      <Facts
        items={[
          { label: 'Came', value: <Money minor={receipt.amountMinor} currency={currency} strong /> },
          { label: 'Settles', value: <Money minor={matchedMinor} currency={currency} /> },
          {
            label: 'Taken off for prompt payment',
            value: <Money minor={discountMinor} currency={currency} />,
          },
          { label: 'Stays on account', value: <Money minor={leftMinor} currency={currency} /> },
        ]}
      />
      {discountMinor > 0 ? (
        <Notice tone="waiting">
          A credit memo of {formatMoney(discountMinor, currency)} is issued and used at once; it comes out of
          the program fee, so suppliers get what they would have got.
        </Notice>
      ) : null}
      {leftMinor > 0 ? (
        <Notice tone="waiting">
          {formatMoney(leftMinor, currency)} becomes a document of its own and can be used on a later invoice.
        </Notice>
      ) : null}
      {leftMinor < 0 ? (
        <Notice tone="wrong">
          This is {formatMoney(-leftMinor, currency)} more than came. Lower an amount, and look again.
        </Notice>
      ) : null}
    </>
  );
}
