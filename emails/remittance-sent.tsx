import { z } from 'zod';
import { formatDate } from '#app/values/week.ts';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { day, defineMessage, link, words } from './parts/message.ts';
import { Sentence } from './parts/sentence.tsx';

const schema = z.object({
  reference: words,
  clientName: words,
  /** The amount as it shall be read, with its currency. */
  amount: words,
  valueOn: day,
  /** Last four of the account it goes to. */
  account: words,
  link,
});

/** To supplier finance when a payment is sent to the bank. */
export const remittanceSent = defineMessage({
  schema,
  subject: ({ amount, reference }) => `${amount} is on its way, ${reference}`,
  preview: ({ clientName, valueOn }) => `For work at ${clientName}, to arrive ${formatDate(valueOn)}.`,
  Body: RemittanceSent,
});

function RemittanceSent(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading={`Payment ${props.reference} is on its way`}
      action={{ label: 'Open the remittance advice', link: props.link }}
      why={`You get this because you look after your firm’s money for work at ${props.clientName}.`}
    >
      <Sentence>
        The advice shows what it pays, document by document, what was taken off and why, with your own
        references on every line. It is there as PDF, CSV and JSON as well.
      </Sentence>
      <Facts
        facts={[
          { label: 'Amount', value: props.amount },
          { label: 'To arrive', value: formatDate(props.valueOn) },
          { label: 'Account', value: props.account },
          { label: 'Client', value: props.clientName },
        ]}
      />
    </Frame>
  );
}
