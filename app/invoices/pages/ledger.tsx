import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { trialBalance } from '../ledger.server.ts';
import { BalanceTable, type Account } from '../parts/balance-table.tsx';

export const meta: MetaFunction = () => [{ title: 'Ledger · Muster' }];

export const loader = page(async (ctx) => {
  authorize(ctx, 'ledger.read');
  return { accounts: await trialBalance(ctx) };
});

export default function Ledger() {
  const { accounts } = useLoaderData<typeof loader>();
  const programs = new Map<string, Account[]>();
  for (const account of accounts)
    programs.set(account.clientId, [...(programs.get(account.clientId) ?? []), account]);
  return (
    <Page
      title="Ledger"
      crumbs={[{ label: 'Billing', to: '/billing' }]}
      lead="The trial balance of each program. Every document is one transaction whose debits equal its credits, so each program sums to nothing."
    >
      {accounts.length === 0 ? (
        <EmptyState title="Nothing is posted yet">
          Finalizing a billing run posts the first entries.
        </EmptyState>
      ) : null}
      {[...programs.entries()].map(([clientId, rows]) => (
        <Section key={clientId} title={rows[0]?.clientName} lead={`Amounts in ${rows[0]?.currency}.`}>
          <BalanceTable accounts={rows} />
        </Section>
      ))}
    </Page>
  );
}
