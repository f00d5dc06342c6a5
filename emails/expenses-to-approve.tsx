import { z } from 'zod';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { defineMessage, link, words } from './parts/message.ts';
import { Sentence } from './parts/sentence.tsx';

const schema = z.object({
  workerName: words,
  /** What it was for, in the words of whoever entered it. */
  title: words,
  /** How many lines, as it shall be read, such as '3 lines'. */
  lines: words,
  /** What the client will be charged, as it shall be read, with its currency. */
  amount: words,
  link,
});

/** To the person who approves what the worker spends. */
export const expensesToApprove = defineMessage({
  schema,
  subject: ({ workerName, title }) => `To approve: expenses of ${workerName}, ${title}`,
  preview: ({ amount, lines }) => `${amount}, ${lines}`,
  Body: ExpensesToApprove,
});

function ExpensesToApprove(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading="Expenses wait for your approval"
      action={{ label: 'Review the expenses', link: props.link }}
      why={`You get this because you approve the time and expenses of ${props.workerName}.`}
    >
      <Sentence>Receipts are with the lines that need one.</Sentence>
      <Facts
        facts={[
          { label: 'Worker', value: props.workerName },
          { label: 'What for', value: props.title },
          { label: 'Lines', value: props.lines },
          { label: 'Amount', value: props.amount },
        ]}
      />
    </Frame>
  );
}
