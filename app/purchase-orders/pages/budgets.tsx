import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { Timeline } from '#app/ui/facts.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { SelectField, TextField } from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { FilterBar } from '#app/ui/table.tsx';
import { today } from '#app/values/week.ts';
import { budgetsOf } from '../budgets.server.ts';
import { setBudget } from '../commands/set-budget.server.ts';
import { budgetForm, budgetQuery } from '../forms.ts';
import { BudgetForm } from '../parts/budget-form.tsx';
import { BudgetTable } from '../parts/budget-table.tsx';
import { programsIn } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Budgets · Muster' }];

const NEWS_SHOWN = 20;

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'purchaseOrder.read');
  const query = parseQuery(budgetQuery, url);
  const programs = await programsIn(ctx);
  const program = programs.find(({ clientId }) => clientId === query.client) ?? programs[0];
  if (!program) return redirect('/purchase-orders');
  const year = query.year ?? Number(today(ctx.now, program.timeZone).slice(0, 4));
  const rows = await budgetsOf(ctx, program.clientId, year);
  const ids = rows.map(({ costCenterId }) => costCenterId);
  return {
    ...{ program, programs, year, rows, center: query.center },
    timeline: (await timelineOf(ctx, ids)).slice(0, NEWS_SHOWN),
    can: abilities(ctx, program, ['budget.set']),
  };
});

export const action = act({
  form: budgetForm,
  run: setBudget,
  done: ({ clientId, year, code }) => ({
    to: `/budgets?program=${clientId}&year=${year}`,
    flash: `The ${year} budget of ${code} is set.`,
  }),
  back: () => '/budgets',
});

export default function Budgets() {
  const { program, programs, year, rows, center, timeline, can } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={`Budgets of ${year}`}
      crumbs={[{ label: 'Purchase orders', to: '/purchase-orders' }]}
      lead={`What ${program.clientName} planned to spend on each cost center, and what was billed to it. A budget stops nothing; it is shown where money is decided.`}
    >
      <FilterBar>
        {programs.length > 1 ? (
          <SelectField
            name="program"
            label="Program"
            defaultValue={program.clientId}
            options={programs.map(({ clientId, clientName }) => ({ value: clientId, label: clientName }))}
          />
        ) : null}
        <TextField name="year" label="Year" inputMode="numeric" maxLength={4} defaultValue={year} />
      </FilterBar>
      <Columns
        aside={
          <>
            {can['budget.set'] ? (
              <Section title="Set a budget">
                <BudgetForm
                  answer={answer}
                  program={program}
                  year={year}
                  centers={rows}
                  center={center}
                  key={`${program.clientId} ${year} ${center}`}
                />
              </Section>
            ) : null}
            <Section title="What happened">
              {timeline.length > 0 ? (
                <Timeline entries={timeline} timeZone={program.timeZone} />
              ) : (
                <EmptyState title="No budget was set yet" />
              )}
            </Section>
          </>
        }
      >
        <Section title={program.clientName} lead={`Amounts in ${program.currency}.`}>
          <BudgetTable
            rows={rows}
            proofOf={(costCenter) =>
              `/proofs/spend?program=${program.clientId}&costCenter=${costCenter}&from=${year}-01&to=${year}-12`
            }
          />
        </Section>
      </Columns>
    </Page>
  );
}
