import { z } from 'zod';
import { formatDate } from '#app/values/week.ts';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { day, defineMessage, link, words } from './parts/message.ts';
import { Sentence } from './parts/sentence.tsx';

const schema = z.object({
  candidateName: words,
  requisitionRef: words,
  title: words,
  clientName: words,
  /** As it shall be read, with its currency. */
  billRate: words,
  startsOn: day,
  expiresOn: day,
  link,
});

/** To the recruiters of the supplier whose candidate is offered the position. */
export const offerToAnswer = defineMessage({
  schema,
  subject: ({ candidateName, requisitionRef, title }) =>
    `Offer for ${candidateName}: ${requisitionRef} ${title}`,
  preview: ({ clientName, expiresOn }) => `${clientName} makes an offer. Answer by ${formatDate(expiresOn)}.`,
  Body: OfferToAnswer,
});

function OfferToAnswer(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading={`An offer for ${props.candidateName}`}
      action={{ label: 'Answer the offer', link: props.link }}
      why={`You get this because your firm submitted ${props.candidateName} for ${props.requisitionRef}.`}
    >
      <Sentence>
        {props.clientName} would like {props.candidateName} to start. Accept or decline by{' '}
        {formatDate(props.expiresOn)}; after that day the offer expires.
      </Sentence>
      <Facts
        facts={[
          { label: 'Requisition', value: `${props.requisitionRef} ${props.title}` },
          { label: 'Bill rate', value: props.billRate },
          { label: 'Starts', value: formatDate(props.startsOn) },
          { label: 'Answer by', value: formatDate(props.expiresOn) },
        ]}
      />
    </Frame>
  );
}
