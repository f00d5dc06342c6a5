import { z } from 'zod';
import { formatDate } from '#app/values/week.ts';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { day, defineMessage, lines, link, words } from './parts/message.ts';
import { Remark, Sentence } from './parts/sentence.tsx';

const schema = z.object({
  workerName: words,
  clientName: words,
  /** As it shall be read, such as 'USD 92.00 an hour'. */
  billRate: words,
  effectiveOn: day,
  reason: lines,
  link,
});

/** To the supplier's staff, once the client's side has agreed to new rates. */
export const revisionToAnswer = defineMessage({
  schema,
  subject: ({ workerName }) => `To answer: new rates for ${workerName}`,
  preview: ({ clientName, billRate }) => `${clientName} offers ${billRate}.`,
  Body: RevisionToAnswer,
});

function RevisionToAnswer(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading="New rates wait for your answer"
      action={{ label: 'Accept or decline', link: props.link }}
      why={`You get this because your firm placed ${props.workerName} at ${props.clientName}.`}
    >
      <Sentence>{props.clientName} wants to agree on new rates, for this reason:</Sentence>
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
