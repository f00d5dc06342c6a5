import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { programsIn } from '../programs.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, SelectField, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { FilterBar } from '#app/ui/table.tsx';
import { formatDate } from '#app/values/week.ts';
import { trialBalance } from '../balances.server.ts';
import { balanceQuery } from '../forms.ts';
import { BalanceTable, type Account } from '../parts/balance-table.tsx';

export const meta: MetaFunction = () => [{ title: 'Ledger · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'ledger.read');
  const query = parseQuery(balanceQuery, url);
  return {
    query,
    programs: await programsIn(ctx),
    accounts: await trialBalance(ctx, { clientId: query.client, asOf: query.asOf }),
    can: abilities(ctx, {}, ['accrual.read', 'books.read']),
  };
});

const withQuery = (path: string, query: Record<string, string | undefined>) => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const text = search.toString();
  return text ? `${path}?${text}` : path;
};

export default function Ledger() {
  const { query, programs, accounts, can } = useLoaderData<typeof loader>();
  const byProgram = new Map<string, Account[]>();
  for (const account of accounts)
    byProgram.set(account.clientId, [...(byProgram.get(account.clientId) ?? []), account]);
  return (
    <Page
      title="Ledger"
      lead="The trial balance of each program. Every document, receipt, payment and accrual is one transaction whose debits equal its credits, so each program sums to nothing."
      action={
        <ButtonRow>
          <LinkButton to={withQuery('/ledger/periods', { client: query.client })} tone="primary">
            Months
          </LinkButton>
          {can['accrual.read'] ? (
            <LinkButton to={withQuery('/accruals', { client: query.client })}>Accruals</LinkButton>
          ) : null}
          {can['books.read'] ? (
            <LinkButton to={withQuery('/audit/books', { program: query.client })}>
              Books to take along
            </LinkButton>
          ) : null}
        </ButtonRow>
      }
    >
      <FilterBar>
        <SelectField
          name="program"
          label="Program"
          placeholder="All programs"
          defaultValue={query.client}
          options={programs.map(({ clientId, clientName }) => ({ value: clientId, label: clientName }))}
        />
        <TextField name="asOf" label="As of" type="date" defaultValue={query.asOf} />
      </FilterBar>
      {accounts.length === 0 ? (
        <EmptyState title="Nothing is posted yet">
          Finalizing a billing run posts the first entries.
        </EmptyState>
      ) : null}
      {[...byProgram.entries()].map(([clientId, rows]) => (
        <Section
          key={clientId}
          title={rows[0]?.clientName}
          lead={`Amounts in ${rows[0]?.currency}${query.asOf ? `, of what is dated up to ${formatDate(query.asOf)}` : ''}.`}
          action={
            <LinkButton to={withQuery('/ledger/entries.csv', { client: clientId })} reload>
              All entries as CSV
            </LinkButton>
          }
        >
          <BalanceTable accounts={rows} />
        </Section>
      ))}
    </Page>
  );
}
