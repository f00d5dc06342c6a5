import { z } from 'zod';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { count, defineMessage, link, words } from './parts/message.ts';
import { Sentence } from './parts/sentence.tsx';

const schema = z.object({
  requisitionRef: words,
  title: words,
  clientName: words,
  positions: count,
  /** The budget estimate as it shall be read, with its currency. */
  estimate: words,
  requestedBy: words,
  link,
});

/** To the approver whose turn it is. */
export const requisitionToApprove = defineMessage({
  schema,
  subject: ({ requisitionRef, title }) => `To approve: ${requisitionRef} ${title}`,
  preview: ({ requestedBy, positions, estimate }) =>
    `${requestedBy} asks for ${positions === 1 ? 'one position' : `${positions} positions`}, estimated at ${estimate}.`,
  Body: RequisitionToApprove,
});

function RequisitionToApprove(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading="A requisition waits for your approval"
      action={{ label: 'Review the requisition', link: props.link }}
      why={`You get this because you approve requisitions for ${props.clientName}.`}
    >
      <Sentence>
        {props.requestedBy} asks you to approve this requisition. Nothing is released before you do.
      </Sentence>
      <Facts
        facts={[
          { label: 'Requisition', value: `${props.requisitionRef} ${props.title}` },
          { label: 'Client', value: props.clientName },
          { label: 'Positions', value: String(props.positions) },
          { label: 'Budget estimate', value: props.estimate },
        ]}
      />
    </Frame>
  );
}
