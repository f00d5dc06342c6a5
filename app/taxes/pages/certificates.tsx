import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { taxedProgram } from '../program.server.ts';
import { certificatesOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Tax exemptions · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const program = found(await taxedProgram(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'tax.read', program);
  return {
    program,
    certificates: await certificatesOf(ctx, program.clientId),
    can: abilities(ctx, program, ['tax.configure']),
  };
});

export default function Certificates() {
  const { program, certificates, can } = useLoaderData<typeof loader>();
  const { clientId, clientName, today } = program;
  const configure = can['tax.configure'];
  return (
    <Page
      title="Tax exemptions"
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: clientName, to: `/programs/${clientId}` },
      ]}
      lead="Where the client holds a certificate, work and fees in that region carry no tax, and the documents name the certificate."
      action={
        configure ? (
          <LinkButton to={`/programs/${clientId}/exemptions/new`} tone="primary">
            New certificate
          </LinkButton>
        ) : null
      }
    >
      <DataTable
        caption="Exemption certificates"
        rows={certificates}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="No certificate is on record">
            {configure
              ? 'Add one where the client is exempt, such as a hospital with a certificate of its state.'
              : 'The program office records the client’s certificates here.'}
          </EmptyState>
        }
        columns={columnsFor(today, configure)}
      />
    </Page>
  );
}

type Certificate = ReturnType<typeof useLoaderData<typeof loader>>['certificates'][number];

const columnsFor = (today: string, configure: boolean): Column<Certificate>[] => [
  {
    key: 'number',
    header: 'Certificate',
    primary: true,
    cell: ({ number, endsOn, startsOn }) => (
      <>
        <strong>{number}</strong> {endsOn !== null && endsOn < today ? <Badge>ended</Badge> : null}
        {startsOn > today ? <Badge tone="waiting">not yet</Badge> : null}
      </>
    ),
  },
  { key: 'region', header: 'Where', cell: ({ country, region }) => `${country} ${region}` },
  { key: 'reason', header: 'Because', cell: ({ reason }) => reason },
  { key: 'from', header: 'From', cell: ({ startsOn }) => <DateText date={startsOn} /> },
  {
    key: 'to',
    header: 'To',
    cell: ({ endsOn }) => (endsOn ? <DateText date={endsOn} /> : 'No\u00a0end'),
  },
  {
    key: 'file',
    header: 'File',
    cell: ({ id, fileName }) =>
      fileName ? (
        <a href={`/exemptions/${id}/file`} download>
          {fileName}
        </a>
      ) : (
        'None'
      ),
  },
  ...(configure
    ? [
        {
          key: 'end',
          header: '',
          align: 'right' as const,
          cell: (one: Certificate) =>
            one.endsOn === null || one.endsOn >= today ? (
              <LinkButton to={`/exemptions/${one.id}/end`}>End</LinkButton>
            ) : null,
        },
      ]
    : []),
];
