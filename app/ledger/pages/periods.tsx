import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { programsIn } from '../programs.server.ts';
import { Timeline } from '#app/ui/facts.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { SelectField } from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { FilterBar } from '#app/ui/table.tsx';
import { periodsQuery } from '../forms.ts';
import { MonthTable } from '../parts/month-table.tsx';
import { booksOf } from '../periods.server.ts';

export const meta: MetaFunction = () => [{ title: 'Months · Muster' }];

const NEWS_SHOWN = 20;

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'ledger.read');
  const { client } = parseQuery(periodsQuery, url);
  const programs = await programsIn(ctx);
  const clientId = client ?? programs[0]?.clientId;
  if (!clientId) return redirect('/ledger');
  const books = found(await booksOf(ctx, clientId));
  const ids = books.months.flatMap(({ period }) => (period ? [period.id] : []));
  return {
    ...books,
    programs,
    me: ctx.actor.accountId,
    timeline: (await timelineOf(ctx, ids)).slice(0, NEWS_SHOWN),
    can: abilities(ctx, books.program, ['ledger.close', 'ledger.reopen', 'accrual.read']),
  };
});

export default function Periods() {
  const { program, programs, months, me, timeline, can } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Months of the books"
      crumbs={[
        { label: 'Ledger', to: '/ledger' },
        { label: program.clientName, to: `/ledger?program=${program.clientId}` },
      ]}
      lead="A closed month accepts no posting; the database itself refuses it. Opening it again takes two people."
    >
      {programs.length > 1 ? (
        <FilterBar>
          <SelectField
            name="program"
            label="Program"
            defaultValue={program.clientId}
            options={programs.map(({ clientId, clientName }) => ({ value: clientId, label: clientName }))}
          />
        </FilterBar>
      ) : null}
      <Columns
        aside={
          <Section title="What happened">
            {timeline.length > 0 ? (
              <Timeline entries={timeline} timeZone={program.timeZone} />
            ) : (
              <EmptyState title="No month was closed yet">
                Close the first one when everything of it is billed or accrued.
              </EmptyState>
            )}
          </Section>
        }
      >
        <Section title={program.clientName} lead="The latest month first.">
          <MonthTable
            clientId={program.clientId}
            currency={program.currency}
            months={months}
            me={me}
            can={can}
          />
        </Section>
      </Columns>
    </Page>
  );
}
