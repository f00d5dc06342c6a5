import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Money } from '#app/ui/amount.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Page } from '#app/ui/page.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatDate } from '#app/values/week.ts';
import { codesOfProgram, type ExpenseCode } from '../codes.server.ts';

export const meta: MetaFunction = () => [{ title: 'Expense codes · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const { program, codes } = found(await codesOfProgram(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'program.read', program);
  const can = abilities(ctx, program, ['program.configure']);
  return { program, codes, mayConfigure: can['program.configure'] };
});

export default function ExpenseCodes() {
  const { program, codes, mayConfigure } = useLoaderData<typeof loader>();
  const here = `/programs/${program.clientId}/expense-codes`;
  return (
    <Page
      title="Expense codes"
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: program.clientName, to: `/programs/${program.clientId}` },
      ]}
      lead="What the program pays back, up to how much, and when a receipt is needed."
      action={
        mayConfigure ? (
          <LinkButton to={`${here}/new`} tone="primary">
            New expense code
          </LinkButton>
        ) : null
      }
    >
      <DataTable
        caption="Expense codes"
        columns={columnsFor(here, program.currency, mayConfigure)}
        rows={codes}
        rowKey={({ id }) => id}
        empty={
          <EmptyState
            title="No expenses are paid back yet"
            action={mayConfigure ? <LinkButton to={`${here}/new`}>New expense code</LinkButton> : null}
          >
            Workers and suppliers can enter expenses once the program has a code for them.
          </EmptyState>
        }
      />
    </Page>
  );
}

function columnsFor(here: string, currency: string, mayConfigure: boolean): Column<ExpenseCode>[] {
  const columns: Column<ExpenseCode>[] = [
    { key: 'name', header: 'Name', primary: true, cell: ({ name }) => name },
    { key: 'code', header: 'Code', cell: ({ code }) => code },
    {
      key: 'receipt',
      header: `Receipt above, ${currency}`,
      align: 'right',
      cell: ({ receiptAboveMinor: above }) =>
        above === null ? (
          <span className="quiet">Never</span>
        ) : above === 0 ? (
          'Always'
        ) : (
          <Money minor={above} />
        ),
    },
    {
      key: 'limit',
      header: `Limit of a line, ${currency}`,
      align: 'right',
      cell: ({ limitMinor }) =>
        limitMinor === null ? <span className="quiet">None</span> : <Money minor={limitMinor} />,
    },
    { key: 'fees', header: 'Fees', cell: ({ bearsFees }) => (bearsFees ? 'Bears fees' : 'None') },
    {
      key: 'open',
      header: 'Open',
      cell: ({ closedOn }) => (closedOn ? `Closed from ${formatDate(closedOn)}` : 'Yes'),
    },
  ];
  const changes: Column<ExpenseCode> = {
    key: 'change',
    header: '',
    align: 'right',
    cell: ({ id, name, closedOn }) =>
      closedOn ? null : (
        <ButtonRow>
          <LinkButton to={`${here}/${id}`}>
            Change<span className="visually-hidden"> {name}</span>
          </LinkButton>
          <PostButton
            to={`${here}/${id}/closure`}
            confirm={`From tomorrow on nothing is spent on ${name} any more. What was spent until today can still be handed in.`}
          >
            Close<span className="visually-hidden"> {name}</span>
          </PostButton>
        </ButtonRow>
      ),
  };
  return mayConfigure ? [...columns, changes] : columns;
}
