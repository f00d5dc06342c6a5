import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { roles, type Role } from '#app/values/roles.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { DateText } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, SelectField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { DataTable, FilterBar, Pager } from '#app/ui/table.tsx';
import { openInvitations, organizationsToInviteTo, peopleOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'People · Muster' }];

const query = z.object({ organization: z.uuid().optional(), after: z.string().max(200).optional() });

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'people.read');
  const { organization, after } = parseQuery(query, url);
  const people = await peopleOf(ctx, { organizationId: organization, after });
  const invitations = await openInvitations(ctx, organization);
  return {
    people: people.rows,
    next: pageLink(url, people.next),
    previous: firstPageLink(url),
    invitations: invitations.map((one) => ({ ...one, expiresOn: one.expiresAt.toISOString().slice(0, 10) })),
    organizations: ctx.actor.side === 'msp' ? await organizationsToInviteTo(ctx) : [],
    organization: organization ?? '',
    can: abilities(ctx, {}, ['people.invite', 'program.configure']),
  };
});

const labelOf = (role: string) => roles[role as Role].label;

export default function People() {
  const { people, next, previous, invitations, organizations, organization, can } =
    useLoaderData<typeof loader>();
  const inviteTo = organization ? `/people/invite?organization=${organization}` : '/people/invite';
  return (
    <Page
      title="People"
      lead="Who may act here, for whom, and as what."
      action={
        <ButtonRow>
          {can['program.configure'] ? <LinkButton to="/organization">Your organization</LinkButton> : null}
          {can['people.invite'] ? (
            <LinkButton to={inviteTo} tone="primary">
              Invite a person
            </LinkButton>
          ) : null}
        </ButtonRow>
      }
    >
      {organizations.length > 0 ? (
        <FilterBar>
          <SelectField
            name="organization"
            label="Organization"
            placeholder="All organizations"
            defaultValue={organization}
            options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </FilterBar>
      ) : null}
      <DataTable
        caption="People"
        rows={people}
        rowKey={(row) => row.membershipId}
        columns={[
          { key: 'name', header: 'Name', primary: true, cell: (row) => row.name },
          { key: 'email', header: 'E-mail', cell: (row) => row.email },
          { key: 'role', header: 'Role', cell: (row) => labelOf(row.role) },
          { key: 'organization', header: 'Organization', cell: (row) => row.organizationName },
        ]}
        empty={<EmptyState title="Nobody here yet">Invite the first person.</EmptyState>}
      />
      <Pager next={next} previous={previous} shown={`${people.length} people`} />
      {invitations.length > 0 ? (
        <Section title="Invited, not yet here">
          <DataTable
            caption="Open invitations"
            rows={invitations}
            rowKey={(row) => row.id}
            columns={[
              { key: 'name', header: 'Name', primary: true, cell: (row) => row.name },
              { key: 'email', header: 'E-mail', cell: (row) => row.email },
              { key: 'role', header: 'Role', cell: (row) => labelOf(row.role) },
              { key: 'organization', header: 'Organization', cell: (row) => row.organizationName },
              { key: 'expires', header: 'Good until', cell: (row) => <DateText date={row.expiresOn} /> },
            ]}
            empty={null}
          />
        </Section>
      ) : null}
    </Page>
  );
}
