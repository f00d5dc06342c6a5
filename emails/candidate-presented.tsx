import { z } from 'zod';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { defineMessage, link, words } from './parts/message.ts';
import { Sentence } from './parts/sentence.tsx';

const schema = z.object({
  candidateName: words,
  supplierName: words,
  requisitionRef: words,
  title: words,
  /** As it shall be read, with its currency. */
  billRate: words,
  link,
});

/** To the hiring manager of the requisition. */
export const candidatePresented = defineMessage({
  schema,
  subject: ({ candidateName, requisitionRef, title }) =>
    `Candidate for ${requisitionRef} ${title}: ${candidateName}`,
  preview: ({ supplierName, billRate }) => `Presented by ${supplierName} at ${billRate}.`,
  Body: CandidatePresented,
});

function CandidatePresented(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading={`${props.candidateName} is presented to you`}
      action={{ label: 'Look at the candidate', link: props.link }}
      why={`You get this because ${props.requisitionRef} is your requisition.`}
    >
      <Sentence>
        {props.supplierName} presents a candidate for your requisition. You can compare candidates side by
        side, make an offer, or decline with a reason.
      </Sentence>
      <Facts
        facts={[
          { label: 'Candidate', value: props.candidateName },
          { label: 'Supplier', value: props.supplierName },
          { label: 'Requisition', value: `${props.requisitionRef} ${props.title}` },
          { label: 'Bill rate', value: props.billRate },
        ]}
      />
    </Frame>
  );
}
