import { z } from 'zod';
import { Frame } from './parts/frame.tsx';
import { defineMessage, lines, link, words } from './parts/message.ts';
import { Remark, Sentence } from './parts/sentence.tsx';

const schema = z.object({
  workerName: words,
  /** What it was for, in the words of whoever entered it. */
  title: words,
  reason: lines,
  rejectedBy: words,
  link,
});

/** To whoever submitted the sheet: the worker or the supplier's recruiter. */
export const expensesRejected = defineMessage({
  schema,
  subject: ({ workerName, title }) => `Please correct: expenses of ${workerName}, ${title}`,
  preview: ({ rejectedBy, reason }) => `${rejectedBy}: ${reason}`,
  Body: ExpensesRejected,
});

function ExpensesRejected(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading="Expenses came back to you"
      action={{ label: 'Correct the expenses', link: props.link }}
      why={`You get this because you submitted expenses of ${props.workerName}.`}
    >
      <Sentence>
        {props.rejectedBy} rejected “{props.title}” of {props.workerName}, and wrote:
      </Sentence>
      <Remark lines={props.reason.split('\n')} />
      <Sentence>
        The sheet is a draft again with everything in it. Correct it and submit it once more.
      </Sentence>
    </Frame>
  );
}
