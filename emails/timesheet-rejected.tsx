import { z } from 'zod';
import { formatDate } from '#app/values/week.ts';
import { Frame } from './parts/frame.tsx';
import { day, defineMessage, lines, link, words } from './parts/message.ts';
import { Remark, Sentence } from './parts/sentence.tsx';

const schema = z.object({
  workerName: words,
  weekEndsOn: day,
  reason: lines,
  rejectedBy: words,
  link,
});

/** To whoever entered the week: the worker or the supplier's recruiter. */
export const timesheetRejected = defineMessage({
  schema,
  subject: ({ workerName, weekEndsOn }) => `Please correct: ${workerName}, week to ${formatDate(weekEndsOn)}`,
  preview: ({ rejectedBy, reason }) => `${rejectedBy}: ${reason}`,
  Body: TimesheetRejected,
});

function TimesheetRejected(props: z.output<typeof schema> & { preview: string }) {
  return (
    <Frame
      preview={props.preview}
      heading="A timesheet came back to you"
      action={{ label: 'Correct the timesheet', link: props.link }}
      why={`You get this because you enter the time of ${props.workerName}.`}
    >
      <Sentence>
        {props.rejectedBy} rejected the week to {formatDate(props.weekEndsOn)} of {props.workerName}, and
        wrote:
      </Sentence>
      <Remark lines={props.reason.split('\n')} />
      <Sentence>
        The week is a draft again with everything in it. Correct it and submit it once more.
      </Sentence>
    </Frame>
  );
}
