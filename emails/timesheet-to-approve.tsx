import { z } from 'zod';
import { formatDate } from '#app/values/week.ts';
import { Facts } from './parts/facts.tsx';
import { Frame } from './parts/frame.tsx';
import { day, defineMessage, link, words } from './parts/message.ts';
import { Remark, Sentence } from './parts/sentence.tsx';

const schema = z.object({
  workerName: words,
  weekEndsOn: day,
  /** Hours as they shall be read, such as '40.00 h'. */
  hours: words,
  /** What the client will be charged, as it shall be read, with its currency. */
  amount: words,
  /** What differs from other weeks, one sentence each; empty where nothing does. */
  unusual: z.array(words),
  link,
});

/** To the person who approves the worker's time. What is unusual is said before the button. */
export const timesheetToApprove = defineMessage({
  schema,
  subject: ({ workerName, weekEndsOn }) => `To approve: ${workerName}, week to ${formatDate(weekEndsOn)}`,
  preview: ({ hours, amount, unusual }) => `${hours}, ${amount}, ${unusual[0] ?? 'nothing unusual'}`,
  Body: TimesheetToApprove,
});

const mostRemarks = 10;

function TimesheetToApprove(props: z.output<typeof schema> & { preview: string }) {
  const { unusual } = props;
  const more = unusual.length - mostRemarks;
  const remarks = more > 0 ? [...unusual.slice(0, mostRemarks), `And ${more} more.`] : unusual;
  return (
    <Frame
      preview={props.preview}
      heading="A timesheet waits for your approval"
      action={{ label: 'Review the timesheet', link: props.link }}
      why={`You get this because you approve the time of ${props.workerName}.`}
    >
      {unusual.length === 0 && <Sentence>Nothing about this week is unusual.</Sentence>}
      {unusual.length > 0 && (
        <>
          <Sentence>This week is unusual:</Sentence>
          <Remark lines={remarks} />
        </>
      )}
      <Facts
        facts={[
          { label: 'Worker', value: props.workerName },
          { label: 'Week to', value: formatDate(props.weekEndsOn) },
          { label: 'Hours', value: props.hours },
          { label: 'Amount', value: props.amount },
        ]}
      />
    </Frame>
  );
}
