import { z } from 'zod';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { defineMessage, lines, link, words } from './parts/message.ts';
import { Remark, Sentence } from './parts/sentence.tsx';

const schema = z.object({
  workerName: words,
  label: words,
  /** As it shall be read, with its currency. */
  amount: words,
  /** How often, as it shall be read: 'once', 'every week'. */
  cadence: words,
  requestedBy: words,
  reason: lines,
  link,
});

/** To the manager who decides on what is charged beside hours. */
export const chargeToApprove = defineMessage({
  schema,
  subject: ({ workerName, label }) => `To approve: ${label} for ${workerName}`,
  preview: ({ amount, cadence }) => `${amount}, ${cadence}`,
  Body: ChargeToApprove,
});

function ChargeToApprove(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading="A charge waits for your approval"
      action={{ label: 'Review the charge', link: props.link }}
      why={`You get this because you approve what is charged for ${props.workerName}.`}
    >
      <Sentence>{props.requestedBy} asks for it, and wrote:</Sentence>
      <Remark lines={props.reason.split('\n')} />
      <Facts
        facts={[
          { label: 'Worker', value: props.workerName },
          { label: 'What for', value: props.label },
          { label: 'Amount', value: props.amount },
          { label: 'How often', value: props.cadence },
        ]}
      />
    </Frame>
  );
}
