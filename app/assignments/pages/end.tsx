import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate, today } from '#app/values/week.ts';
import { endAssignment } from '../commands/end-assignment.server.ts';
import { endForm } from '../forms.ts';
import { assignmentOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'End an assignment early · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const row = found(await assignmentOf(ctx, idParam(params)));
  authorize(ctx, 'assignment.end', row);
  const day = today(ctx.now, row.timeZone);
  return { row, lastDay: [day, row.endsOn].reduce((a, b) => (a < b ? a : b)) };
});

export const action = act({
  form: endForm,
  run: (ctx, input, { params }) => endAssignment(ctx, idParam(params), input),
  done: (row) => ({
    to: `/assignments/${row.id}`,
    flash:
      row.status === 'ended'
        ? `${row.workerName}’s assignment ended on ${formatDate(row.endsOn)}.`
        : `${row.workerName} works until ${formatDate(row.endsOn)}.`,
  }),
  back: ({ params }) => `/assignments/${params.id}`,
});

export default function EndAssignment() {
  const { row, lastDay } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const back = `/assignments/${row.id}`;
  return (
    <Page
      title={`End ${row.workerName}’s assignment early`}
      crumbs={[
        { label: 'Assignments', to: '/assignments' },
        { label: `${row.ref} ${row.workerName}`, to: back },
      ]}
      lead={`Agreed from ${formatDate(row.startsOn)} to ${formatDate(row.endsOn)}.`}
    >
      <Section
        title="Last day and reason"
        lead="Weeks already worked can still be entered and are billed. A last day to come moves the end; the work goes on until then."
      >
        <PostForm answer={answer}>
          <TextField
            name="endsOn"
            label="Last day at work"
            type="date"
            min={row.startsOn}
            max={row.endsOn}
            defaultValue={lastDay}
            required
          />
          <TextArea
            name="reason"
            label="Reason"
            hint={`${row.clientName} and ${row.supplierName} read this.`}
            maxLength={1000}
            required
          />
          <ButtonRow>
            <SubmitButton tone="danger">End assignment</SubmitButton>
            <LinkButton to={back}>Go back</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
