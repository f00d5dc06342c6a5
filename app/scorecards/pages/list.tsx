import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { Money } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import {
  ButtonRow,
  FieldRow,
  LinkButton,
  PostForm,
  SelectField,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Status, statusWord } from '#app/ui/status.tsx';
import { DataTable, FilterBar, Pager, type Column } from '#app/ui/table.tsx';
import { addMonths } from '#app/values/month.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { formatMonth } from '#app/values/week.ts';
import { computeScorecard } from '../commands/compute-scorecard.server.ts';
import { computeForm, listQuery } from '../forms.ts';
import { programChoices, scorecardsPage } from '../queries.server.ts';
import { outcomeLabel } from '../words.ts';

export const meta: MetaFunction = () => [{ title: 'Scorecards · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'scorecard.read');
  const query = parseQuery(listQuery, url);
  const { rows, next } = await scorecardsPage(ctx, query);
  return {
    ...{ query, rows, next: pageLink(url, next), first: firstPageLink(url) },
    programs: await programChoices(ctx),
    isMsp: ctx.actor.side === 'msp',
    mayCount: mayDo(ctx.actor, 'scorecard.review'),
    lastMonth: addMonths(ctx.now.toISOString().slice(0, 10), -1).slice(0, 7),
  };
});

export const action = act({
  form: computeForm,
  run: computeScorecard,
  done: ({ id, month }) => ({
    to: `/scorecards/${id}`,
    flash: `${formatMonth(month.slice(0, 7))} is counted. Begin the review when it looks right.`,
  }),
  back: ({ url }) => `/scorecards${url.search}`,
});

const statuses = ['draft', 'under_review', 'with_client', 'frozen'];
type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Scorecards() {
  const shown = useLoaderData<typeof loader>();
  const { query, rows, programs, isMsp, next, first } = shown;
  const isFiltered = Boolean(query.program ?? query.status);
  const agreed = programs.length === 1 ? programs[0]?.value : query.program;
  return (
    <Page
      title="Scorecards"
      lead="How the MSP served each month against what was agreed: counted, reviewed, answered by the client, then frozen with its credit."
      action={
        agreed ? <LinkButton to={`/programs/${agreed}/service-levels`}>What is agreed</LinkButton> : null
      }
    >
      {shown.mayCount ? <CountAMonth shown={shown} /> : null}
      <FilterBar>
        {isMsp && programs.length > 1 ? (
          <SelectField
            {...{ name: 'program', label: 'Program', placeholder: 'All programs' }}
            {...{ defaultValue: query.program, options: programs }}
          />
        ) : null}
        <SelectField
          name="status"
          label="Status"
          placeholder="Any"
          defaultValue={query.status}
          options={statuses.map((value) => ({ value, label: statusWord(value) }))}
        />
      </FilterBar>
      <DataTable
        caption="Scorecards, the latest month first"
        rows={rows}
        rowKey={({ id }) => id}
        rowTo={({ id }) => `/scorecards/${id}`}
        columns={columns}
        empty={
          isFiltered ? (
            <EmptyState
              title="No scorecard fits"
              action={<LinkButton to="/scorecards">Show all</LinkButton>}
            />
          ) : (
            <EmptyState title="No month was counted yet">
              {shown.mayCount
                ? 'Agree on service levels on the page of a program, then count a month that is over.'
                : 'The program office sends one after each month.'}
            </EmptyState>
          )
        }
      />
      {rows.length > 0 ? <Pager next={next} previous={first} shown={`${rows.length} shown`} /> : null}
    </Page>
  );
}

function CountAMonth({ shown: { query, programs, lastMonth } }: { shown: Shown }) {
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Section title="Count a month" lead="A draft may be counted anew until its review begins.">
      <PostForm answer={answer}>
        <FieldRow>
          <SelectField
            {...{ name: 'program', label: 'Program', options: programs, required: true }}
            defaultValue={query.program ?? programs[0]?.value}
          />
          <TextField
            {...{ name: 'month', label: 'Month', type: 'month', placeholder: '2026-06', maxLength: 7 }}
            {...{ defaultValue: lastMonth, required: true }}
          />
        </FieldRow>
        <ButtonRow>
          <SubmitButton>Count it</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}

const columns: Column<Shown['rows'][number]>[] = [
  { key: 'month', header: 'Month', primary: true, cell: ({ month }) => formatMonth(month.slice(0, 7)) },
  { key: 'program', header: 'Program', cell: ({ clientName }) => clientName },
  {
    key: 'status',
    header: 'Status',
    cell: ({ status, outcome }) => (
      <>
        <Status status={status} />
        {outcome ? <span className="choice-note">{outcomeLabel[outcome]}</span> : null}
      </>
    ),
  },
  {
    key: 'risk',
    header: 'At risk',
    align: 'right',
    cell: ({ atRiskMinor, currency }) => <Money minor={atRiskMinor} currency={currency} />,
  },
  {
    key: 'credit',
    header: 'Credit',
    align: 'right',
    cell: ({ creditMinor, currency }) => <Money minor={creditMinor} currency={currency} />,
  },
];
