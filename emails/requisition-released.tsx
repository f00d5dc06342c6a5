import { z } from 'zod';
import { formatDate } from '#app/values/week.ts';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { count, day, defineMessage, link, words } from './parts/message.ts';
import { Sentence } from './parts/sentence.tsx';

const schema = z.object({
  requisitionRef: words,
  title: words,
  clientName: words,
  siteName: words,
  positions: count,
  startsOn: day,
  /** The highest bill rate that the card allows, as it shall be read, with its currency. */
  maxBillRate: words,
  link,
});

/** To the recruiters of a supplier, at the moment of release; all suppliers of a tier get it at the same time. */
export const requisitionReleased = defineMessage({
  schema,
  subject: ({ requisitionRef, title }) => `Released to you: ${requisitionRef} ${title}`,
  preview: ({ positions, siteName, startsOn }) =>
    `${positions === 1 ? 'One position' : `${positions} positions`} at ${siteName} from ${formatDate(startsOn)}.`,
  Body: RequisitionReleased,
});

function RequisitionReleased(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading="A requisition is open to you"
      action={{ label: 'See it and submit candidates', link: props.link }}
      why={`You get this because your firm supplies staff to ${props.clientName}.`}
    >
      <Sentence>{props.clientName} is looking for people. You can submit candidates from now on.</Sentence>
      <Facts
        facts={[
          { label: 'Requisition', value: `${props.requisitionRef} ${props.title}` },
          { label: 'Site', value: props.siteName },
          { label: 'Positions', value: String(props.positions) },
          { label: 'Starts', value: formatDate(props.startsOn) },
          { label: 'Maximum bill rate', value: props.maxBillRate },
        ]}
      />
    </Frame>
  );
}
