import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { agreementDesk } from '../agreements.server.ts';
import {
  AgreementFacts,
  overtimePhrase,
  paymentPhrase,
  tenurePhrase,
  type AgreementShown,
} from '../parts/agreement-facts.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Agreement with ${data?.desk.supplierName ?? 'a supplier'} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  const clientId = idParam(params, 'clientId');
  const supplierId = idParam(params, 'supplierId');
  const desk = found(await agreementDesk(ctx, clientId, supplierId));
  authorize(ctx, 'agreement.read', { clientId, supplierId });
  return {
    desk,
    can: abilities(ctx, { clientId }, ['program.configure', 'replay.run', 'program.read']),
  };
});

const columnsFor = (today: string, inForceId: string | undefined): Column<AgreementShown>[] => [
  {
    key: 'from',
    header: 'From',
    primary: true,
    cell: (row) => (
      <>
        <DateText date={row.startsOn} /> {row.id === inForceId ? <Badge tone="good">in force</Badge> : null}
        {row.startsOn > today ? <Badge tone="waiting">not yet</Badge> : null}
      </>
    ),
  },
  { key: 'to', header: 'To', cell: (row) => (row.endsOn ? <DateText date={row.endsOn} /> : 'No end') },
  { key: 'overtime', header: 'Overtime', cell: overtimePhrase },
  { key: 'tenure', header: 'Tenure discount', cell: tenurePhrase },
  { key: 'paid', header: 'Paid', cell: paymentPhrase, hideOnPhone: true },
];

/** What a supplier and a program agreed beyond the card: in force today, and everything before and after. */
export default function Agreement() {
  const { desk, can } = useLoaderData<typeof loader>();
  const program = `/programs/${desk.clientId}`;
  const here = `${program}/suppliers/${desk.supplierId}`;
  const replay = `${program}/replay?supplier=${desk.supplierId}`;
  return (
    <Page
      title={`Agreement with ${desk.supplierName}`}
      crumbs={
        can['program.read']
          ? [
              { label: 'Programs', to: '/programs' },
              { label: desk.clientName, to: program },
            ]
          : [{ label: desk.clientName }]
      }
      lead="An assignment follows the agreement of its first day. A later one changes what is accepted or revised from then on."
      action={
        <ButtonRow>
          {can['program.configure'] ? (
            <LinkButton to={`${here}/agreements/new`} tone="primary">
              New agreement
            </LinkButton>
          ) : null}
          {can['replay.run'] ? <LinkButton to={replay}>Try it on past weeks</LinkButton> : null}
        </ButtonRow>
      }
    >
      <Section title="In force today">
        {desk.inForce ? (
          <AgreementFacts terms={desk.inForce} currency={desk.currency} />
        ) : (
          <EmptyState title="Nothing beyond the program’s terms is agreed">
            Overtime is billed in full, at one and a half times and twice the bill rate; markup is as the rate
            card allows; payment is as the program’s terms say.
            {can['program.configure'] ? (
              <>
                {' '}
                <Link to={`${here}/agreements/new`}>Set an agreement</Link> to change that.
              </>
            ) : null}
          </EmptyState>
        )}
      </Section>
      <Section title="All agreements" lead="None is ever edited: a new one begins on a day of its own.">
        <DataTable
          caption="Agreements, the latest first"
          columns={columnsFor(desk.today, desk.inForce?.id)}
          rows={desk.history}
          rowKey={(row) => row.id}
          dense
          empty="No agreement was made yet."
        />
      </Section>
    </Page>
  );
}
