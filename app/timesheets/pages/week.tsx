import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { When } from '#app/ui/amount.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/button.tsx';
import { Facts, Timeline } from '#app/ui/facts.tsx';
import { Notice, Unusual, DecidesFor } from '#app/ui/feedback.tsx';
import { Icon } from '#app/ui/icon.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { formatHours } from '#app/values/hours.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { saveDraft } from '../commands/save-draft.server.ts';
import { submitTimesheet } from '../commands/submit-timesheet.server.ts';
import { weekForm } from '../forms.ts';
import { isPriced } from '../lifecycle.ts';
import { AmountProof } from '../parts/amount-proof.tsx';
import { Classification } from '../parts/classification.tsx';
import { EntryForm } from '../parts/entry-form.tsx';
import { VersionDifference, VersionNotices } from '../parts/versions.tsx';
import { WeekTable } from '../parts/week-table.tsx';
import { asClassified } from '../week-of-time.ts';
import { weekPage, type WeekPage } from '../week-page.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: data
      ? `${data.sheet.workerName}, week to ${formatDate(data.sheet.weekEndsOn)} · Muster`
      : 'Muster',
  },
];

export const loader = page(async (ctx, { params }) => {
  const week = found(await weekPage(ctx, idParam(params)));
  authorize(ctx, 'timesheet.read', week.sheet);
  return week;
});

export const action = act({
  form: weekForm,
  run: (ctx, input, { params }) =>
    input.intent === 'submit' && !input.copy
      ? submitTimesheet(ctx, idParam(params), input)
      : saveDraft(ctx, idParam(params), input),
  done: (sheet, { copy }) => {
    const hours = `${formatHours(sheet.workedMinutes)} h`;
    const to = `/timesheets/${sheet.id}`;
    if (sheet.status === 'submitted')
      return { to, flash: `${hours} submitted to ${sheet.hiringManagerName}.` };
    return { to, flash: copy ? `Last week's hours are in the draft: ${hours}.` : `Draft saved: ${hours}.` };
  },
  back: ({ params }) => `/timesheets/${params.id}`,
});

export default function Week() {
  const week = useLoaderData<typeof loader>();
  const { sheet, entry } = week;
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title={sheet.workerName}
      crumbs={[{ label: 'Timesheets', to: '/timesheets' }]}
      status={<Status status={sheet.status} />}
      action={<NextAction week={week} />}
      lead={
        <>
          Week to {formatDate(sheet.weekEndsOn)} · {sheet.jobTitle}
          {sheet.version > 1 ? ` · version ${sheet.version}` : ''}
        </>
      }
    >
      <Columns aside={<Beside week={week} />}>
        <DecidesFor name={week.decidesFor} />
        <SentBack week={week} />
        <VersionNotices sheet={sheet} corrects={week.corrects} correctedBy={week.correctedBy} />
        {week.findings.length > 0 ? (
          <Notice tone="attention" title="Unusual about this week">
            <Unusual findings={week.findings} />
          </Notice>
        ) : null}
        {week.corrects && !entry ? <VersionDifference sheet={sheet} corrects={week.corrects} /> : null}
        {entry ? (
          <EntryForm
            key={sheet.id}
            {...{ sheet, answer }}
            costCenters={week.costCenters}
            rows={week.rows}
            lastWeek={entry.lastWeek}
            rates={entry.rates}
          />
        ) : (
          <Review week={week} />
        )}
      </Columns>
    </Page>
  );
}

function NextAction({ week: { sheet, mayDecide, mayRecall, mayCorrect } }: { week: WeekPage }) {
  if (mayDecide) {
    return (
      <ButtonRow>
        <PostButton to={`/timesheets/${sheet.id}/approval`} tone="primary">
          Approve
        </PostButton>
        <LinkButton to={`/timesheets/${sheet.id}/rejection`}>Reject</LinkButton>
      </ButtonRow>
    );
  }
  if (mayCorrect) return <LinkButton to={`/timesheets/${sheet.id}/correction`}>Correct this week</LinkButton>;
  return mayRecall ? <PostButton to={`/timesheets/${sheet.id}/recall`}>Take it back</PostButton> : null;
}

/** Why a rejected week is a draft again, on top of everything else. */
function SentBack({ week: { sheet, timeline } }: { week: WeekPage }) {
  if (sheet.status !== 'draft' || !sheet.rejectedReason) return null;
  const told = timeline.find(({ reason }) => reason === sheet.rejectedReason);
  return (
    <Notice tone="wrong" title={told ? `Sent back by ${told.who}` : 'Sent back'}>
      <p>“{sheet.rejectedReason}”</p>
      <p>Correct it and submit it again.</p>
    </Notice>
  );
}

function Review({ week: { sheet, rows, lines: stored, costCenters, charges } }: { week: WeekPage }) {
  const lines = asClassified(stored);
  const { weekEndsOn, timeZone, rule, currency, assignmentRef } = sheet;
  return (
    <Section title="Hours">
      <WeekTable {...{ weekEndsOn, timeZone, lines, costCenters, rows }} />
      <Classification {...{ rule, lines, rows, weekEndsOn }} />
      {charges && charges.length > 0 ? (
        <dl className="flex flex-wrap items-start gap-x-2">
          <dt className="text-soft">{isPriced(sheet.status) ? 'Amount' : 'Estimate'}</dt>
          <dd>
            <AmountProof
              {...{ charges, currency, assignmentRef }}
              frozen={isPriced(sheet.status)}
              to={`/proofs/timesheets/${sheet.id}`}
            />
          </dd>
        </dl>
      ) : (
        <p>
          <Link to={`/proofs/timesheets/${sheet.id}`} prefetch="intent">
            How these hours were counted
          </Link>
        </p>
      )}
      {sheet.note ? (
        <figure className="border-t border-hairline pt-3">
          <figcaption className="text-soft">Note</figcaption>
          <blockquote className="whitespace-pre-line">{sheet.note}</blockquote>
        </figure>
      ) : null}
    </Section>
  );
}

function Beside({ week }: { week: WeekPage }) {
  const { sheet, side, timeline } = week;
  const { timeZone } = sheet;
  const items = [
    {
      label: 'Assignment',
      value: <Link to={`/assignments/${sheet.assignmentId}`}>{sheet.assignmentRef}</Link>,
    },
    ...(side === 'client' ? [] : [{ label: 'Client', value: sheet.clientName }]),
    { label: 'Approves', value: sheet.hiringManagerName },
    { label: 'Agreed', value: `${formatHours(sheet.scheduledMinutes)} h a week` },
    ...(sheet.status !== 'draft' && sheet.submittedAt
      ? [
          {
            label: 'Attested by',
            value: <Signed name={sheet.submittedByName} at={sheet.submittedAt} timeZone={timeZone} />,
          },
        ]
      : []),
    ...(sheet.approvedAt
      ? [
          {
            label: 'Approved by',
            value: <Signed name={sheet.approvedByName} at={sheet.approvedAt} timeZone={timeZone} />,
          },
        ]
      : []),
  ];
  return (
    <>
      <Section title="This week">
        <Facts items={items} />
        <Neighbors week={week} />
      </Section>
      {timeline.length > 0 ? (
        <Section title="What happened">
          <Timeline entries={timeline} timeZone={timeZone} />
        </Section>
      ) : null}
    </>
  );
}

function Signed({ name, at, timeZone }: { name: string | null; at: Date; timeZone: string }) {
  return (
    <>
      {name}, <When at={at} timeZone={timeZone} />
    </>
  );
}

function Neighbors({ week: { neighbors } }: { week: WeekPage }) {
  const { before, after } = neighbors;
  if (!before && !after) return null;
  return (
    <nav
      aria-label="Other weeks of the assignment"
      className="flex flex-wrap justify-between gap-2 border-t border-hairline pt-3"
    >
      {before ? (
        <Link to={`/timesheets/${before.id}`} prefetch="intent" className="quiet-link">
          <Icon name="back" size={12} /> {formatDate(before.weekEndsOn)}
        </Link>
      ) : (
        <span />
      )}
      {after ? (
        <Link to={`/timesheets/${after.id}`} prefetch="intent" className="quiet-link">
          {formatDate(after.weekEndsOn)} <Icon name="chevron" size={12} />
        </Link>
      ) : null}
    </nav>
  );
}
