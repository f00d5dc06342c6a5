import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { When } from '#app/ui/amount.tsx';
import { Facts, Timeline } from '#app/ui/facts.tsx';
import { Notice, DecidesFor } from '#app/ui/feedback.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatPeriod } from '#app/values/period.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { addLine } from '../commands/add-line.server.ts';
import { submitSheet } from '../commands/submit-sheet.server.ts';
import { sheetForm } from '../forms.ts';
import { LinesTable } from '../parts/lines-table.tsx';
import { AddLine, NextAction, SubmitSheet } from '../parts/sheet-actions.tsx';
import { sheetPage, type SheetPage } from '../sheet-page.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.sheet.title}, ${data.sheet.workerName} · Muster` : 'Muster' },
];

export const loader = page(async (ctx, { params }) => {
  const shown = found(await sheetPage(ctx, idParam(params)));
  authorize(ctx, 'expense.read', shown.sheet);
  return shown;
});

export const action = act({
  form: sheetForm,
  run: (ctx, input, { params }) =>
    input.intent === 'submit'
      ? submitSheet(ctx, idParam(params), input)
      : addLine(ctx, idParam(params), input),
  done: (sheet, { intent }) => {
    const total = formatMoney(sheet.totalMinor, sheet.currency);
    return {
      to: `/expenses/${sheet.id}`,
      flash:
        intent === 'submit'
          ? `${total} submitted to ${sheet.hiringManagerName}.`
          : `Line added. The sheet comes to ${total}.`,
    };
  },
  back: ({ params }) => `/expenses/${params.id}`,
});

export default function ExpenseSheet() {
  const shown = useLoaderData<typeof loader>();
  const { sheet, lines, entry, mayDecide, mayRecall } = shown;
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title={sheet.title}
      crumbs={[{ label: 'Expenses', to: '/expenses' }]}
      status={<Status status={sheet.status} />}
      action={<NextAction id={sheet.id} {...{ mayDecide, mayRecall }} />}
      lead={
        <>
          {sheet.workerName} · {sheet.jobTitle} · {sheet.ref}
        </>
      }
    >
      <DecidesFor name={shown.decidesFor} />
      <Columns aside={<Beside shown={shown} />}>
        <SentBack shown={shown} />
        <Section title="What was spent">
          <LinesTable sheet={sheet} lines={lines} editable={entry !== null} />
        </Section>
        {entry ? <AddLine entry={entry} answer={answer} /> : null}
        {entry && lines.length > 0 ? (
          <SubmitSheet approver={sheet.hiringManagerName} answer={answer} />
        ) : null}
      </Columns>
    </Page>
  );
}

/** Why a rejected sheet is a draft again, on top of everything else. */
function SentBack({ shown: { sheet, timeline } }: { shown: SheetPage }) {
  if (sheet.status !== 'draft' || !sheet.rejectedReason) return null;
  const told = timeline.find(({ reason }) => reason === sheet.rejectedReason);
  return (
    <Notice tone="wrong" title={told ? `Sent back by ${told.who}` : 'Sent back'}>
      <p>“{sheet.rejectedReason}”</p>
      <p>Correct it and submit it again.</p>
    </Notice>
  );
}

function Beside({ shown: { sheet, side, timeline } }: { shown: SheetPage }) {
  const { timeZone, startsOn, endsOn } = sheet;
  const signed = (name: string | null, at: Date) => (
    <>
      {name}, <When at={at} timeZone={timeZone} />
    </>
  );
  const items = [
    {
      label: 'Assignment',
      value: <Link to={`/assignments/${sheet.assignmentId}`}>{sheet.assignmentRef}</Link>,
    },
    { label: 'Its dates', value: formatPeriod({ startsOn, endsOn }) },
    ...(side === 'client' ? [] : [{ label: 'Client', value: sheet.clientName }]),
    { label: 'Approves', value: sheet.hiringManagerName },
    ...(sheet.status !== 'draft' && sheet.submittedAt
      ? [{ label: 'Attested by', value: signed(sheet.submittedByName, sheet.submittedAt) }]
      : []),
    ...(sheet.approvedAt
      ? [{ label: 'Approved by', value: signed(sheet.approvedByName, sheet.approvedAt) }]
      : []),
  ];
  return (
    <>
      <Section title="This sheet">
        <Facts items={items} />
      </Section>
      {timeline.length > 0 ? (
        <Section title="What happened">
          <Timeline entries={timeline} timeZone={timeZone} />
        </Section>
      ) : null}
    </>
  );
}
