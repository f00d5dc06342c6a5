import { z } from 'zod';
import { Frame } from './parts/frame.tsx';
import { defineMessage, link, words } from './parts/message.ts';
import { Remark, Sentence } from './parts/sentence.tsx';

/** More programs than this stand in the file of anchors and are counted here. */
export const HEADS_IN_A_MAIL = 200;

const schema = z.object({
  /** When, as it shall be read. */
  at: words,
  by: words,
  /** How far each chain reaches, in words. */
  heads: z.array(words).max(HEADS_IN_A_MAIL),
  /** The same as lines of the file of anchors. */
  lines: z.array(words).max(HEADS_IN_A_MAIL),
  /** Heads that found no room. */
  more: z.int().nonnegative(),
  link,
});

/** To every auditor: where each chain of the trail ended on this day, outside the reach of whoever owns the database. */
export const trailAnchored = defineMessage({
  schema,
  subject: ({ at }) => `Heads of the audit trail, ${at}`,
  preview: ({ heads, more }) => `${heads.length + more} chains. Keep this message.`,
  Body: TrailAnchored,
});

function TrailAnchored(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading="The heads of the audit trail"
      action={{ label: 'Open the chains', link: props.link }}
      why="You get this because you audit this program office."
    >
      <Sentence>
        This is where each chain of the trail ended on {props.at}, anchored by {props.by}. Keep this message
        where nobody who runs the system can reach it: saved as a file, line by line, npm run audit:verify
        --anchors holds the trail against it, and finds a tail that was cut or a chain that was forged anew.
      </Sentence>
      <Remark lines={props.heads} />
      <Remark lines={props.lines} />
      {props.more > 0 ? <Sentence>{`${props.more} more stand in the file of anchors.`}</Sentence> : null}
    </Frame>
  );
}
