import { z } from 'zod';
import { Frame } from './parts/frame.tsx';
import { defineMessage, lines, link, words } from './parts/message.ts';
import { Remark, Sentence } from './parts/sentence.tsx';

const schema = z.object({
  workerName: words,
  supplierName: words,
  answer: z.enum(['accepted', 'declined']),
  /** Why it was declined; empty where it was accepted. */
  reason: lines,
  link,
});

/** To whoever proposed new rates, once the supplier has answered. */
export const revisionAnswered = defineMessage({
  schema,
  subject: ({ workerName, answer }) =>
    `${answer === 'accepted' ? 'Accepted' : 'Declined'}: new rates for ${workerName}`,
  preview: ({ supplierName, answer }) => `${supplierName} ${answer} them.`,
  Body: RevisionAnswered,
});

function RevisionAnswered(props: z.output<typeof schema> & { preview: string }) {
  const isAccepted = props.answer === 'accepted';
  return (
    <Frame
      preview={props.preview}
      heading={isAccepted ? 'New rates are agreed' : 'New rates were declined'}
      action={{ label: 'Open the revision', link: props.link }}
      why={`You get this because you proposed new rates for ${props.workerName}.`}
    >
      {isAccepted ? (
        <Sentence>
          {props.supplierName} accepted the new rates of {props.workerName}. They hold from the day that was
          agreed.
        </Sentence>
      ) : (
        <>
          <Sentence>
            {props.supplierName} declined the new rates of {props.workerName}, and wrote:
          </Sentence>
          <Remark lines={props.reason.split('\n')} />
          <Sentence>Rates stay as they are. Another revision can be proposed.</Sentence>
        </>
      )}
    </Frame>
  );
}
