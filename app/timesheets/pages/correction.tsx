import type { MetaFunction } from '@remix-run/node';

import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { correctTimesheet } from '../commands/correct-timesheet.server.ts';
import { correctForm, MAX_REASON } from '../forms.ts';
import { Classification } from '../parts/classification.tsx';
import { WeekTable } from '../parts/week-table.tsx';
import { asClassified } from '../week-of-time.ts';
import { weekPage } from '../week-page.server.ts';

export const meta: MetaFunction = () => [{ title: 'Correct a week · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const { sheet, rows, lines, costCenters, correctedBy, mayCorrect } = found(
    await weekPage(ctx, idParam(params)),
  );
  authorize(ctx, 'timesheet.correct', sheet);
  // It is being corrected already, or there is nothing approved to correct: the week's own page says which.
  if (!mayCorrect) throw redirect(`/timesheets/${correctedBy?.id ?? sheet.id}`);
  return { sheet, rows, lines: asClassified(lines), costCenters };
});

export const action = act({
  form: correctForm,
  run: (ctx, input, { params }) => correctTimesheet(ctx, idParam(params), input),
  done: ({ id }) => ({
    to: `/timesheets/${id}`,
    flash: 'This is the new version, with the approved hours to start from. Change them and submit.',
  }),
  back: ({ params }) => `/timesheets/${params.id}`,
});

export default function CorrectWeek() {
  const { sheet, rows, lines, costCenters } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const { weekEndsOn, timeZone, rule } = sheet;
  const self = `/timesheets/${sheet.id}`;
  return (
    <Page
      title={`Correct the week of ${sheet.workerName}`}
      crumbs={[
        { label: 'Timesheets', to: '/timesheets' },
        { label: `${sheet.workerName}, ${formatDate(weekEndsOn)}`, to: self },
      ]}
      status={<Status status={sheet.status} />}
      lead={`A new version begins with these hours. The approved one counts until ${sheet.hiringManagerName} approves the new one; what was billed is then taken back and billed anew with the next invoice.`}
    >
      <div className="grid max-w-4xl gap-5">
        <Section title="What was wrong">
          <PostForm answer={answer}>
            <TextArea
              name="reason"
              label="Reason"
              hint={`${sheet.hiringManagerName} reads it, such as: Fri was 6 h, the clock was misread.`}
              rows={3}
              maxLength={MAX_REASON}
              required
            />
            <ButtonRow>
              <SubmitButton>Begin the correction</SubmitButton>
              <LinkButton to={self}>Keep it as it is</LinkButton>
            </ButtonRow>
          </PostForm>
        </Section>
        <Section title={`Approved, week to ${formatDate(weekEndsOn)}`}>
          <WeekTable {...{ weekEndsOn, timeZone, lines, costCenters, rows }} />
          <Classification {...{ rule, lines, rows, weekEndsOn }} />
        </Section>
      </div>
    </Page>
  );
}
