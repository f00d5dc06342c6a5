import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, Hidden, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { formatMoney } from '#app/values/money.ts';
import { addMonths } from '#app/values/month.ts';
import { formatDate, formatMonth, today } from '#app/values/week.ts';
import { postAccrual } from '../commands/post-accrual.server.ts';
import { computationOf, linesOf } from '../compute.server.ts';
import { postForm, previewQuery } from '../forms.ts';
import { AccrualLines } from '../parts/line-table.tsx';
import { AccrualSummary } from '../parts/summary.tsx';
import { accrualOfMonth, largestLines, summaryOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Accrual preview · Muster' }];

const LINES_SHOWN = 100;

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'accrual.read');
  const { client, month } = parseQuery(previewQuery, url);
  // A client reads what was posted; what is computed here looks at both sides of the money.
  if (!client || !month || ctx.actor.side !== 'msp') return redirect('/accruals');
  const posted = await accrualOfMonth(ctx, client, `${month}-01`);
  if (posted) return redirect(`/accruals/${posted.id}`);
  const computation = found(await computationOf(ctx, client, `${month}-01`));
  const { program, scope } = computation;
  const lines = linesOf(computation);
  return {
    ...{ program, month, asOf: scope.asOf, backOn: addMonths(scope.month, 1) },
    isOver: scope.asOf <= today(ctx.now, program.timeZone),
    summary: await summaryOf(ctx, lines),
    lines: await largestLines(ctx, lines, LINES_SHOWN),
    can: abilities(ctx, program, ['accrual.post']),
  };
});

export const action = act({
  form: postForm,
  run: postAccrual,
  done: ({ id, month }) => ({
    to: `/accruals/${id}`,
    flash: `The accrual of ${formatMonth(month.slice(0, 7))} is posted, and taken back on the first of the next month.`,
  }),
  back: ({ url }) => `/accruals/preview${url.search}`,
});

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

export default function AccrualPreview() {
  const shown = useLoaderData<typeof loader>();
  const { program, month, asOf, summary, lines } = shown;
  const { currency } = program;
  const csv = `/accruals/preview.csv?program=${program.clientId}&month=${month}`;
  return (
    <Page
      title={`Accrual of ${formatMonth(month)}`}
      crumbs={[
        { label: 'Accruals', to: `/accruals?program=${program.clientId}` },
        { label: program.clientName },
      ]}
      wide
      lead={
        <p>
          {formatMoney(summary.total.clientMinor, currency)} is earned by {formatDate(asOf)} and on no
          document issued by then. This is computed now; nothing is posted yet.
        </p>
      }
    >
      <PostSection shown={shown} />
      <AccrualSummary summary={summary} withSupply />
      {lines.length > 0 ? (
        <Section
          title="Lines"
          lead={
            summary.total.lines > lines.length
              ? `The ${lines.length} largest of ${summary.total.lines.toLocaleString('en')}. All stand in the CSV.`
              : 'The largest first.'
          }
          action={
            <LinkButton to={csv} reload>
              CSV
            </LinkButton>
          }
        >
          <AccrualLines rows={lines} withSupply />
        </Section>
      ) : null}
    </Page>
  );
}

function PostSection({ shown }: { shown: Shown }) {
  const answer = useActionData<typeof action>();
  const { program, month, asOf, backOn, isOver, summary, can } = shown;
  if (!can['accrual.post'] || summary.total.lines === 0) return null;
  if (!isOver)
    return (
      <Notice tone="waiting" title={`${formatMonth(month)} is still running`}>
        It can be posted from {formatDate(asOf)} on.
      </Notice>
    );
  return (
    <Section
      title="Post it"
      lead={`Dated ${formatDate(asOf)}, and taken back by itself on ${formatDate(backOn)}. It is computed once more when it is posted, and never changed afterwards.`}
    >
      <PostForm answer={answer}>
        <Hidden name="client" value={program.clientId} />
        <Hidden name="month" value={month} />
        <ButtonRow>
          <SubmitButton>Post the accrual</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}
