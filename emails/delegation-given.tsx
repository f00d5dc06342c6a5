import { z } from 'zod';
import { formatDate } from '#app/values/week.ts';
import { Frame } from './parts/frame.tsx';
import { day, defineMessage, lines, link, words } from './parts/message.ts';
import { Remark, Sentence } from './parts/sentence.tsx';

const schema = z.object({
  fromName: words,
  /** `Weeks of time and expenses`. */
  kinds: words,
  startsOn: day,
  endsOn: day,
  /** Empty where nothing was said. */
  note: lines,
  link,
});

/** To whoever stands in for somebody from a day on. */
export const delegationGiven = defineMessage({
  schema,
  subject: ({ fromName, startsOn }) => `You stand in for ${fromName} from ${formatDate(startsOn)}`,
  preview: ({ kinds, endsOn }) => `${kinds}, until ${formatDate(endsOn)}.`,
  Body: DelegationGiven,
});

function DelegationGiven(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading={`You stand in for ${props.fromName}`}
      action={{ label: 'See your delegations', link: props.link }}
      why={`You get this because you decide for ${props.fromName} in those days.`}
    >
      <Sentence>
        From {formatDate(props.startsOn)} to {formatDate(props.endsOn)} what waits for {props.fromName} waits
        for you too: {props.kinds.toLowerCase()}. Both names stand under what you decide.
      </Sentence>
      {props.note === '' ? null : <Remark lines={props.note.split('\n')} />}
      <Sentence>What either of you handed in stays for somebody else to decide.</Sentence>
    </Frame>
  );
}
