import { z } from 'zod';
import { Frame } from './parts/frame.tsx';
import { defineMessage, lines, link, words } from './parts/message.ts';
import { Remark, Sentence } from './parts/sentence.tsx';

const schema = z.object({
  workerName: words,
  label: words,
  amount: words,
  rejectedBy: words,
  reason: lines,
  link,
});

/** To whoever asked for a charge that the client did not agree to. */
export const chargeRejected = defineMessage({
  schema,
  subject: ({ workerName, label }) => `Not approved: ${label} for ${workerName}`,
  preview: ({ rejectedBy, reason }) => `${rejectedBy}: ${reason}`,
  Body: ChargeRejected,
});

function ChargeRejected(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading="A charge was not approved"
      action={{ label: 'Open the charge', link: props.link }}
      why={`You get this because you asked for a charge for ${props.workerName}.`}
    >
      <Sentence>
        {props.rejectedBy} did not agree to {props.amount} for “{props.label}”, and wrote:
      </Sentence>
      <Remark lines={props.reason.split('\n')} />
      <Sentence>Nothing is billed of it. Another charge can be asked for.</Sentence>
    </Frame>
  );
}
