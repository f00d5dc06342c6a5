import { z } from 'zod';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { defineMessage, lines, link, words } from './parts/message.ts';
import { Sentence } from './parts/sentence.tsx';

const schema = z.object({
  reference: words,
  clientName: words,
  /** The amount as it shall be read, with its currency. */
  amount: words,
  /** What the bank said. */
  reason: lines,
  link,
});

/** To supplier finance when a bank sent a payment back. */
export const paymentReturned = defineMessage({
  schema,
  subject: ({ reference }) => `The bank sent ${reference} back`,
  preview: ({ amount, reason }) => `${amount}: ${reason}`,
  Body: PaymentReturned,
});

function PaymentReturned(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading={`The bank sent ${props.reference} back`}
      action={{ label: 'Open the payment', link: props.link }}
      why={`You get this because you look after your firm’s money for work at ${props.clientName}.`}
    >
      <Sentence>
        The money did not reach your account. What it paid is payable again and goes with the next payment
        run; please see whether your bank details are right.
      </Sentence>
      <Facts
        facts={[
          { label: 'Amount', value: props.amount },
          { label: 'The bank says', value: props.reason },
        ]}
      />
    </Frame>
  );
}
