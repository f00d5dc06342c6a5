import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { When } from '#app/ui/amount.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { accountsOf, bankStandings } from '../bank.server.ts';
import { AccountTable } from '../parts/account-table.tsx';
import { MoneyTabs } from '../parts/money-tabs.tsx';
import { placesOf } from '../tabs.server.ts';

export const meta: MetaFunction = () => [{ title: 'Bank · Muster' }];

export const loader = page(async (ctx) => {
  const { side, organizationId } = ctx.actor;
  authorize(ctx, 'bank.read');
  return {
    side,
    accounts: await accountsOf(ctx, organizationId),
    standings: side === 'msp' ? await bankStandings(ctx) : [],
    mayPropose: side === 'msp' ? mayDo(ctx.actor, 'payment.make') : mayDo(ctx.actor, 'bank.propose'),
    places: placesOf(ctx),
  };
});

export default function Bank() {
  const { side, accounts, standings, mayPropose, places } = useLoaderData<typeof loader>();
  const msp = side === 'msp';
  return (
    <Page
      title="Bank"
      lead="New details take a second person, and a day after that. Whoever looked after the money before is told."
      action={
        mayPropose ? (
          <LinkButton to="/bank/new" tone="primary">
            Propose an account
          </LinkButton>
        ) : null
      }
    >
      <MoneyTabs places={places} current="bank" />
      <Section
        title={msp ? 'Your own accounts' : 'Your accounts'}
        lead={msp ? 'What payment runs are paid from.' : 'Where payments go.'}
      >
        <AccountTable
          rows={accounts}
          empty={
            <EmptyState title="No account yet">
              {msp
                ? 'Payment runs cannot be sent before there is one.'
                : 'You cannot be paid before there is one: propose it, and a second person confirms it.'}
            </EmptyState>
          }
        />
      </Section>
      {msp ? <Standings standings={standings} /> : null}
    </Page>
  );
}

type Standing = ReturnType<typeof useLoaderData<typeof loader>>['standings'][number];

function Standings({ standings }: { standings: Standing[] }) {
  return (
    <Section title="Suppliers" lead="Those with something to confirm first, then those without an account.">
      <DataTable
        caption="Bank details of suppliers"
        rows={standings.filter((one) => one.side === 'supplier')}
        rowKey={({ organizationId }) => organizationId}
        empty={<EmptyState title="There is no supplier yet" />}
        columns={[
          { key: 'name', header: 'Supplier', primary: true, cell: (row) => row.name },
          { key: 'usable', header: 'Paid to', cell: (row) => row.usable ?? 'no account that may be used' },
          {
            key: 'cooling',
            header: 'Next',
            cell: (row) =>
              row.coolingUntil ? (
                <>
                  another account from <When at={row.coolingUntil} /> UTC
                </>
              ) : (
                '–'
              ),
          },
          {
            key: 'proposed',
            header: '',
            align: 'right',
            cell: (row) =>
              row.proposedId ? (
                <LinkButton to={`/bank/${row.proposedId}`}>Look at what was proposed</LinkButton>
              ) : null,
          },
        ]}
      />
    </Section>
  );
}
