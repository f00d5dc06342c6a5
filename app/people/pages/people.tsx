import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { When } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, SelectField, TextField } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { Status, statusWord } from '#app/ui/status.tsx';
import { DataTable, FilterBar, FilterChips, Pager } from '#app/ui/table.tsx';
import { roleNames, roles, rolesOf } from '#app/values/roles.ts';
import { peopleQuery, peopleStatuses, type PeopleQuery } from '../forms.ts';
import { OpenInvitations } from '../parts/open-invitations.tsx';
import { openInvitations, organizationsToInviteTo, peopleOf } from '../queries.server.ts';
import { standingOf } from '../standing.ts';

export const meta: MetaFunction = () => [{ title: 'People · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'people.read');
  const query = parseQuery(peopleQuery, url);
  const people = await peopleOf(ctx, query);
  const isFirstPage = query.after === undefined && query.status === 'active';
  const invitations = isFirstPage ? await openInvitations(ctx, query) : [];
  const { side } = ctx.actor;
  return {
    query,
    people: people.rows,
    next: pageLink(url, people.next),
    previous: firstPageLink(url),
    invitations: invitations.map((one) => ({ ...one, hasRunOut: one.expiresAt <= ctx.now })),
    organizations: side === 'msp' ? await organizationsToInviteTo(ctx) : [],
    roles: side === 'msp' ? roleNames : rolesOf(side),
    can: abilities(ctx, {}, ['people.invite', 'program.configure', 'directory.read']),
  };
});

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

/** The list without one of its filters, from its first page. */
function without(query: PeopleQuery, name: keyof PeopleQuery): string {
  const rest = Object.entries({ ...query, [name]: undefined, after: undefined }).filter(
    ([key, value]) => value && !(key === 'status' && value === 'active'),
  );
  const search = new URLSearchParams(rest as [string, string][]).toString();
  return search ? `/people?${search}` : '/people';
}

function chipsOf({ query, organizations }: Shown) {
  const named = organizations.find(({ id }) => id === query.organization)?.name;
  return [
    query.q ? { label: `“${query.q}”`, to: without(query, 'q') } : null,
    query.organization ? { label: named ?? 'One organization', to: without(query, 'organization') } : null,
    query.role ? { label: roles[query.role].label, to: without(query, 'role') } : null,
    query.status === 'active' ? null : { label: statusWord(query.status), to: without(query, 'status') },
  ].filter((chip) => chip !== null);
}

export default function People() {
  const shown = useLoaderData<typeof loader>();
  const { query, people, next, previous, invitations, can } = shown;
  const inviteTo = query.organization
    ? `/people/invite?organization=${query.organization}`
    : '/people/invite';
  const chips = chipsOf(shown);
  return (
    <Page
      title="People"
      lead="Who may act here, for whom, and as what."
      action={
        <ButtonRow>
          {can['directory.read'] ? <LinkButton to="/directory">Single sign-on</LinkButton> : null}
          {can['program.configure'] ? <LinkButton to="/organization">Your organization</LinkButton> : null}
          {can['people.invite'] ? (
            <LinkButton to={inviteTo} tone="primary">
              Invite a person
            </LinkButton>
          ) : null}
        </ButtonRow>
      }
    >
      <Filters {...shown} />
      <FilterChips items={chips} />
      <PeopleTable
        people={people}
        filtered={chips.length > 0}
        severalHomes={shown.organizations.length > 0}
      />
      <Pager
        next={next}
        previous={previous}
        shown={people.length === 1 ? '1 membership' : `${people.length} memberships`}
      />
      <OpenInvitations invitations={invitations} mayInvite={can['people.invite']} />
    </Page>
  );
}

function Filters({ query, organizations, roles: choices }: Shown) {
  return (
    <FilterBar>
      <TextField name="q" label="Name or e-mail" type="search" defaultValue={query.q} maxLength={100} />
      {organizations.length > 0 ? (
        <SelectField
          name="organization"
          label="Organization"
          placeholder="All organizations"
          defaultValue={query.organization}
          options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <SelectField
        name="role"
        label="Role"
        placeholder="All roles"
        defaultValue={query.role}
        options={choices.map((role) => ({ value: role, label: roles[role].label }))}
      />
      <SelectField
        name="status"
        label="Status"
        defaultValue={query.status}
        options={peopleStatuses.map((status) => ({ value: status, label: statusWord(status) }))}
      />
    </FilterBar>
  );
}

type TableProps = { people: Shown['people']; filtered: boolean; severalHomes: boolean };

function PeopleTable({ people, filtered, severalHomes }: TableProps) {
  type Row = Shown['people'][number];
  const organization = {
    key: 'organization',
    header: 'Organization',
    cell: (row: Row) => row.organizationName,
  };
  return (
    <DataTable
      caption="People"
      rows={people}
      rowKey={(row) => row.membershipId}
      rowTo={(row) => `/people/${row.accountId}`}
      columns={[
        { key: 'name', header: 'Name', primary: true, cell: (row) => row.name },
        { key: 'role', header: 'Role', cell: (row) => roles[row.role].label },
        ...(severalHomes ? [organization] : []),
        { key: 'email', header: 'E-mail', cell: (row) => row.email },
        {
          key: 'seen',
          header: 'Last signed in',
          cell: (row) =>
            row.lastSignedInAt ? <When at={row.lastSignedInAt} /> : <span className="quiet">Never</span>,
        },
        { key: 'status', header: 'Status', cell: (row) => <Status status={standingOf(row)} /> },
      ]}
      empty={
        filtered ? (
          <EmptyState title="Nobody fits these filters">Take one away to see more.</EmptyState>
        ) : (
          <EmptyState title="Nobody here yet">Invite the first person.</EmptyState>
        )
      }
    />
  );
}
