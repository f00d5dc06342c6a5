import { z } from 'zod';
import { formatDate } from '#app/values/week.ts';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { defineMessage, day, lines, link, words } from './parts/message.ts';
import { Remark, Sentence } from './parts/sentence.tsx';

const schema = z.object({
  workerName: words,
  clientName: words,
  /** As it shall be read, such as 'USD 92.00 an hour'. */
  billRate: words,
  effectiveOn: day,
  proposedBy: words,
  reason: lines,
  link,
});

/** To those of the client's side who approve new rates of an assignment. */
export const revisionToApprove = defineMessage({
  schema,
  subject: ({ workerName }) => `To approve: new rates for ${workerName}`,
  preview: ({ billRate, proposedBy }) => `${billRate}, proposed by ${proposedBy}`,
  Body: RevisionToApprove,
});

function RevisionToApprove(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading="New rates wait for your approval"
      action={{ label: 'Review the revision', link: props.link }}
      why={`You get this because you approve new rates of assignments at ${props.clientName}.`}
    >
      <Sentence>{props.proposedBy} proposes them, and wrote:</Sentence>
      <Remark lines={props.reason.split('\n')} />
      <Facts
        facts={[
          { label: 'Worker', value: props.workerName },
          { label: 'Bill rate', value: props.billRate },
          { label: 'From', value: formatDate(props.effectiveOn) },
        ]}
      />
    </Frame>
  );
}
