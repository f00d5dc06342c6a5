import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { viewOf } from '../compare.ts';
import { compareFees, comparedProgram, firstModel } from '../compare.server.ts';
import { readComparison } from '../compare-forms.ts';
import { CompareForm } from '../parts/compare-form.tsx';
import { ComparisonSheets } from '../parts/comparison.tsx';

export const meta: MetaFunction = () => [{ title: 'Another model of fees · Muster' }];

export const loader = page(async (ctx, { params, url }) => {
  const program = found(await comparedProgram(ctx, idParam(params, 'clientId')));
  const { clientId } = program;
  authorize(ctx, 'feeComparison.read', { clientId, supplierId: ctx.actor.supplierId });
  const read = readComparison(url, firstModel(ctx, program));
  return {
    program,
    side: ctx.actor.side,
    view: viewOf(ctx.actor.side),
    typed: read.typed,
    answer: read.ok ? null : read.answer,
    compared: read.ok ? await compareFees(ctx, clientId, read.alternative) : null,
    exportTo: `/programs/${clientId}/fees/compare.csv?${new URLSearchParams(read.typed)}`,
  };
});

export default function CompareFees() {
  const { program, side, view, typed, answer, compared, exportTo } = useLoaderData<typeof loader>();
  const { clientId, clientName, currency } = program;
  return (
    <Page
      title={`Another model of fees, ${clientName}`}
      crumbs={
        side === 'supplier'
          ? [{ label: 'Earnings', to: '/spend' }]
          : [
              { label: 'Programs', to: '/programs' },
              { label: clientName, to: `/programs/${clientId}` },
            ]
      }
      lead={
        view === 'supplier'
          ? 'Your last twelve billed months under another share for suppliers. Only what you get is shown.'
          : 'The last twelve billed months under another way of paying for the program. The address holds all of it, so it can be sent.'
      }
    >
      <Section title="The other model" lead="Only the numbers that belong to the chosen model count.">
        <CompareForm
          key={JSON.stringify(typed)}
          typed={typed}
          answer={answer}
          view={view}
          currency={currency}
        />
      </Section>
      {compared && compared.months.length > 0 ? (
        <ComparisonSheets compared={compared} exportTo={exportTo} />
      ) : null}
      {compared && compared.months.length === 0 ? (
        <EmptyState title="Nothing was billed yet">
          Once a period is billed, its lines can be looked at under another model.
        </EmptyState>
      ) : null}
    </Page>
  );
}
