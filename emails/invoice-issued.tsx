import { z } from 'zod';
import { formatDate } from '#app/values/week.ts';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { day, defineMessage, link, words } from './parts/message.ts';
import { Sentence } from './parts/sentence.tsx';

const schema = z.object({
  documentLabel: z.enum(['Invoice', 'Statement', 'Credit memo', 'Credit note']),
  number: words,
  clientName: words,
  /** The period as it shall be read. */
  period: words,
  /** The document total as it shall be read, with its currency. */
  total: words,
  /** Null where no day is known yet, as where suppliers are paid when the client has paid. */
  dueOn: day.nullable(),
  link,
});

/** To client finance for an invoice or a credit memo, to supplier finance for a self-billed statement or credit note. */
export const invoiceIssued = defineMessage({
  schema,
  subject: ({ documentLabel, number, clientName }) => `${documentLabel} ${number}, ${clientName}`,
  preview: ({ total, period, dueOn }) =>
    `${total} for ${period}${dueOn ? `, due ${formatDate(dueOn)}` : ''}.`,
  Body: InvoiceIssued,
});

function InvoiceIssued(props: z.output<typeof schema> & { preview: string }) {
  const isInvoice = props.documentLabel === 'Invoice' || props.documentLabel === 'Credit memo';
  const isCredit = props.documentLabel === 'Credit memo' || props.documentLabel === 'Credit note';
  const usual = isInvoice ? 'Open the invoice' : 'Open the statement';
  return (
    <Frame
      preview={props.preview}
      heading={`${props.documentLabel} ${props.number} is issued`}
      action={{ label: isCredit ? 'Open the credit' : usual, link: props.link }}
      why={
        isInvoice
          ? `You get this because you look after the invoices of ${props.clientName}.`
          : `You get this because your firm is paid for work at ${props.clientName}.`
      }
    >
      <Sentence>
        {isInvoice
          ? 'The page shows every line down to the timesheet behind it, with the document as PDF and its lines as CSV.'
          : 'We bill this work on your behalf; please do not send an invoice for it. Every line is on the page, with the document as PDF and its lines as CSV.'}
      </Sentence>
      <Facts
        facts={[
          { label: 'Client', value: props.clientName },
          { label: 'Period', value: props.period },
          { label: 'Total', value: props.total },
          {
            label: isInvoice ? 'Due' : 'Payable',
            value: props.dueOn ? formatDate(props.dueOn) : whenUsed(isInvoice, isCredit),
          },
        ]}
      />
    </Frame>
  );
}

function whenUsed(isInvoice: boolean, isCredit: boolean): string {
  if (!isCredit) return 'When the client has paid';
  return isInvoice ? 'Taken off what is due' : 'Taken off the next payment';
}
