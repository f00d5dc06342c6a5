import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { SelectField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { FilterBar, Pager } from '#app/ui/table.tsx';
import { billingQuery } from '../forms.ts';
import { NextPeriods } from '../parts/next-periods.tsx';
import { RunTable } from '../parts/run-table.tsx';
import { programsToBill, runsPage } from '../runs.server.ts';

export const meta: MetaFunction = () => [{ title: 'Billing · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'billing.read');
  const query = parseQuery(billingQuery, url);
  const { rows, next } = await runsPage(ctx, query);
  return {
    query,
    programs: await programsToBill(ctx),
    runs: rows,
    next: pageLink(url, next),
    first: firstPageLink(url),
    can: abilities(ctx, {}, [
      'billing.run',
      'ledger.read',
      'correction.read',
      'fees.read',
      'receipt.read',
      'payment.read',
      'tax.read',
    ]),
  };
});

export default function Billing() {
  const { query, programs, runs, next, first, can } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Billing"
      lead="Approved time becomes one invoice for the client and one self-billed statement for each supplier, period by period."
      action={
        <ButtonRow>
          {can['fees.read'] ? <LinkButton to="/billing/fees">Flat fees</LinkButton> : null}
          {can['correction.read'] ? <LinkButton to="/corrections">Corrections</LinkButton> : null}
          {can['tax.read'] ? <LinkButton to="/taxes">Tax rules</LinkButton> : null}
        </ButtonRow>
      }
    >
      <Section title="Next to bill">
        <NextPeriods programs={programs} mayBill={can['billing.run']} />
      </Section>
      <Afterwards can={can} />
      <Section title="Runs" lead="Newest first.">
        {programs.length > 1 ? (
          <FilterBar>
            <SelectField
              name="program"
              label="Program"
              placeholder="All programs"
              defaultValue={query.client}
              options={programs.map(({ program }) => ({
                value: program.clientId,
                label: program.clientName,
              }))}
            />
          </FilterBar>
        ) : null}
        <RunTable
          runs={runs}
          empty={
            <EmptyState title="Nothing has been billed yet">Start with the first period above.</EmptyState>
          }
        />
        <Pager next={next} previous={first} shown={runs.length === 1 ? '1 run' : `${runs.length} runs`} />
      </Section>
    </Page>
  );
}

type Can = ReturnType<typeof useLoaderData<typeof loader>>['can'];

/** What follows once a period is billed, in the order of a month’s end. */
function Afterwards({ can }: { can: Can }) {
  const steps = [
    { to: '/billing/fees', label: 'Flat fees', why: 'issue the month’s fee invoice', seen: can['fees.read'] },
    { to: '/receipts', label: 'Receipts', why: 'match what clients have paid', seen: can['receipt.read'] },
    {
      to: '/payments',
      label: 'Payment runs',
      why: 'pay what is payable to suppliers',
      seen: can['payment.read'],
    },
    {
      to: '/accruals',
      label: 'Accruals',
      why: 'post what is worked and not billed',
      seen: can['ledger.read'],
    },
    { to: '/ledger/periods', label: 'Months', why: 'close the month', seen: can['ledger.read'] },
  ].filter(({ seen }) => seen);
  return (
    <Section title="After the run" lead="What brings a month to its end, in this order.">
      <ol className="steps">
        {steps.map(({ to, label, why }) => (
          <li key={to}>
            <Link to={to} prefetch="intent">
              {label}
            </Link>
            <span>{why}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
