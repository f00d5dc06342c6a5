import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, notFound, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { rejectTimesheet } from '../commands/reject-timesheet.server.ts';
import { MAX_REASON, rejectionForm } from '../forms.ts';
import { isDecidable } from '../lifecycle.ts';
import { Classification } from '../parts/classification.tsx';
import { WeekTable } from '../parts/week-table.tsx';
import { asClassified } from '../week-of-time.ts';
import { weekPage } from '../week-page.server.ts';

export const loader = page(async (ctx, { params }) => {
  const { sheet, rows, lines, costCenters } = found(await weekPage(ctx, idParam(params)));
  authorize(ctx, 'timesheet.reject', sheet);
  if (!isDecidable(sheet.status)) return notFound();
  return { sheet, rows, lines: asClassified(lines), costCenters };
});

export const action = act({
  form: rejectionForm,
  run: (ctx, input, { params }) => rejectTimesheet(ctx, idParam(params), input),
  // The week is the supplier's again and no longer there for a client; the queue is where they go on.
  done: (sheet) => ({
    to: '/',
    flash: `Sent back to ${sheet.submittedByName ?? sheet.workerName}: ${sheet.workerName}, week to ${formatDate(sheet.weekEndsOn)}.`,
  }),
  back: () => '/timesheets',
});

export default function Reject() {
  const { sheet, rows, lines, costCenters } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const { weekEndsOn, timeZone, rule } = sheet;
  return (
    <Page
      title={`Send back the week of ${sheet.workerName}`}
      crumbs={[
        { label: 'Timesheets', to: '/timesheets' },
        { label: `${sheet.workerName}, ${formatDate(weekEndsOn)}`, to: `/timesheets/${sheet.id}` },
      ]}
      status={<Status status={sheet.status} />}
      lead="The week becomes a draft again with everything in it, and your words go to whoever submitted it."
    >
      <div className="grid max-w-4xl gap-5">
        <Section title={`Week to ${formatDate(weekEndsOn)}`}>
          <WeekTable {...{ weekEndsOn, timeZone, lines, costCenters, rows }} />
          <Classification {...{ rule, lines, rows, weekEndsOn }} />
        </Section>
        <Section title="What is to be corrected">
          <PostForm answer={answer}>
            <TextArea
              name="reason"
              label="Reason"
              hint="Name the day and what you expected, such as: Wed should be 8 h, you left at four."
              rows={3}
              maxLength={MAX_REASON}
              required
            />
            <ButtonRow>
              <SubmitButton tone="danger">Send it back</SubmitButton>
              <LinkButton to={`/timesheets/${sheet.id}`}>Keep it</LinkButton>
            </ButtonRow>
          </PostForm>
        </Section>
      </div>
    </Page>
  );
}
