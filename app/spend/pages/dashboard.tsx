import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { EmptyState, Notice } from '#app/ui/feedback.tsx';
import { Page, Section, Tabs } from '#app/ui/page.tsx';
import { FilterChips } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { spendDashboard } from '../dashboard.server.ts';
import { dashboardQuery, spendLink, type SpendFilters } from '../forms.ts';
import { BudgetTable } from '../parts/budget-table.tsx';
import { MonthChart } from '../parts/month-chart.tsx';
import { PartChart } from '../parts/part-chart.tsx';
import { SpendFilterBar } from '../parts/spend-filters.tsx';
import { saysSpend } from '../says.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.side === 'supplier' ? 'Earnings · Muster' : 'Spend · Muster' },
];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'spend.read');
  const query = parseQuery(dashboardQuery, url);
  const { scope, ...shown } = await spendDashboard(ctx, query);
  const chosen = scope.programs.find(({ clientId }) => clientId === scope.clientId);
  const everybody = scope.view === 'spend' ? 'All programs' : 'All suppliers';
  return {
    ...shown,
    query: { ...query, view: scope.view },
    side: ctx.actor.side,
    who: ctx.actor.side === 'msp' ? (chosen?.clientName ?? everybody) : ctx.actor.organizationName,
    currency: scope.currency,
    compares: mayDo(ctx.actor, 'feeComparison.read', ctx.actor) ? scope.programs.slice(0, COMPARED) : [],
    seesAccruals: mayDo(ctx.actor, 'accrual.read', ctx.actor),
    programs: ctx.actor.side === 'client' ? [] : scope.programs,
  };
});

/** So many programs are named where their fees are compared. */
const COMPARED = 8;

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Spend() {
  const shown = useLoaderData<typeof loader>();
  const { query, side, hasFigures, names } = shown;
  const { period, view, ...filters } = query;
  const isEarnings = view === 'earnings';
  return (
    <Page
      title={side === 'supplier' ? 'Earnings' : 'Spend'}
      lead={hasFigures ? <Sentences shown={shown} /> : null}
      action={<Beside shown={shown} />}
    >
      {side === 'msp' ? (
        <Tabs
          label="Whose side of the money"
          items={[
            {
              label: 'Billed to clients',
              to: spendLink('/spend', { ...filters, period }),
              current: !isEarnings,
            },
            {
              label: 'Earned by suppliers',
              to: spendLink('/spend', { ...filters, period, view: 'earnings' }),
              current: isEarnings,
            },
          ]}
        />
      ) : null}
      {hasFigures ? (
        <>
          <SpendFilterBar
            query={query}
            programs={shown.programs}
            years={shown.years}
            choices={shown.choices}
            showsSuppliers={side !== 'supplier'}
          />
          <FilterChips
            items={names.map(({ key, name }) => ({
              label: name,
              to: spendLink('/spend', { ...filters, [key]: undefined, view, period }),
            }))}
          />
          <SameAsInvoices shown={shown} />
          <Charts shown={shown} />
          {shown.budget ? <BudgetTable budget={shown.budget} currency={shown.currency} /> : null}
          <OtherFees programs={shown.compares} />
        </>
      ) : (
        <EmptyState title="Nothing was billed yet">
          Figures appear with the first finalized billing period, and always equal its invoices.
        </EmptyState>
      )}
    </Page>
  );
}

function Beside({ shown: { side, seesAccruals } }: { shown: Shown }) {
  if (side === 'supplier') return <LinkButton to="/remittances/expected">Expected payments</LinkButton>;
  return (
    <ButtonRow>
      <LinkButton to="/purchase-orders">Purchase orders</LinkButton>
      <LinkButton to="/budgets">Budgets</LinkButton>
      {seesAccruals ? <LinkButton to="/accruals">Accruals</LinkButton> : null}
    </ButtonRow>
  );
}

/** The same months under other fees, program by program. */
function OtherFees({ programs }: { programs: Shown['compares'] }) {
  if (programs.length === 0) return null;
  return (
    <Section
      title="What other fees would have meant"
      lead="The last twelve months once more, under a model of fees of your choice. Nothing is changed by looking."
    >
      <ButtonRow>
        {programs.map(({ clientId, clientName }) => (
          <LinkButton key={clientId} to={`/programs/${clientId}/fees/compare`}>
            {clientName}
          </LinkButton>
        ))}
      </ButtonRow>
    </Section>
  );
}

/** A figure stays on one line with its currency, its percent sign and its hours. */
const unbroken = (text: string, currency: string) =>
  text.replaceAll(`${currency} `, `${currency}\u00a0`).replaceAll(/(\d) (%|h\b)/g, '$1\u00a0$2');

function Sentences({ shown }: { shown: Shown }) {
  const { figures, side, query, names } = shown;
  const isSupplierSide = side === 'supplier';
  const said = saysSpend({
    who: shown.who,
    verb: query.view === 'earnings' ? 'earned' : 'spent',
    on: names
      .filter(({ key }) => key !== 'client')
      .map(({ name }) => name)
      .join(', '),
    currency: shown.currency,
    window: shown.window,
    comparison: shown.comparison,
    total: figures.total,
    parts: isSupplierSide && figures.clients.length > 1 ? figures.clients : figures.departments,
  });
  return <p className="text-lg text-ink">{unbroken(said.join(' '), shown.currency)}</p>;
}

/** The promise of the page: its total is that of the documents, to the cent. */
function SameAsInvoices({ shown }: { shown: Shown }) {
  const { invoices, figures, currency, query, window } = shown;
  const { period: _, view, ...filters } = query;
  const proof = (
    <Link to={spendLink('/proofs/spend', { ...filters, view, months: window })} prefetch="intent">
      Explain this number
    </Link>
  );
  const word = query.view === 'earnings' ? 'statement' : 'invoice';
  if (!invoices)
    return (
      <p className="text-soft">
        {formatMoney(figures.total.totalMinor, currency)}: the part of the {word}s that these filters leave.{' '}
        {proof}
      </p>
    );
  const documents = (
    <Link to="/invoices" prefetch="intent">
      {invoices.count === 1 ? `1 ${word}` : `${invoices.count} ${word}s and credits`}
    </Link>
  );
  if (invoices.totalMinor === figures.total.totalMinor)
    return (
      <p className="text-soft">
        {formatMoney(figures.total.totalMinor, currency)} equals the total of {documents} whose period ends in
        these months. {proof}
      </p>
    );
  return (
    <Notice tone="wrong" title="These figures differ from the documents">
      {documents} come to {formatMoney(invoices.totalMinor, currency)}, the figures here to{' '}
      {formatMoney(figures.total.totalMinor, currency)}. The documents count; please tell the program office.{' '}
      {proof}
    </Notice>
  );
}

function Charts({ shown }: { shown: Shown }) {
  const { figures, window, query, side } = shown;
  const { period, view, ...filters } = query;
  const exportTo = spendLink('/spend/export.csv', { ...filters, view, period });
  const linkTo = (more: SpendFilters) =>
    spendLink('/spend/lines', { ...filters, ...more, view, months: window });
  const common = { total: figures.total, exportTo };
  return (
    <>
      <MonthChart
        {...common}
        months={figures.months}
        window={window}
        firstMonth={shown.firstMonth}
        billedTo={shown.billedTo}
        currency={shown.currency}
        linkTo={(month) =>
          spendLink('/spend/lines', { ...filters, view, months: { from: month, to: month } })
        }
      />
      <div className="grid gap-5 lg:grid-cols-2 lg:[&>:last-child:nth-child(odd)]:col-span-2">
        {side === 'supplier' || (side === 'msp' && figures.clients.length > 1) ? (
          <PartChart
            {...common}
            title="By client"
            what={['client', 'clients']}
            parts={figures.clients}
            linkTo={({ id }) => linkTo({ client: id })}
          />
        ) : null}
        {side === 'supplier' ? null : (
          <PartChart
            {...common}
            title="By supplier"
            what={['supplier', 'suppliers']}
            parts={figures.suppliers}
            linkTo={({ id }) => linkTo({ supplier: id })}
          />
        )}
        <PartChart
          {...common}
          title="By department"
          what={['department', 'departments']}
          parts={figures.departments}
          linkTo={({ id }) => linkTo({ department: id })}
        />
        <PartChart
          {...common}
          title="By job"
          what={['job', 'jobs']}
          parts={figures.jobs}
          linkTo={({ id }) => linkTo({ job: id })}
        />
      </div>
    </>
  );
}
