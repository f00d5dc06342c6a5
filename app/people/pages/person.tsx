import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { When } from '#app/ui/amount.tsx';
import { Facts, Timeline } from '#app/ui/facts.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { roles } from '#app/values/roles.ts';
import { secondFactorsInWords } from '#app/values/second-factor.ts';
import { peopleOfOrganization } from '../organization.ts';
import { personPage } from '../queries.server.ts';
import { standingOf } from '../standing.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.person.name ?? 'A person'} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  authorize(ctx, 'people.read');
  const accountId = idParam(params, 'accountId');
  const { memberships, timeline, factors, ...person } = found(await personPage(ctx, accountId));
  const withActions = memberships.map((one) => ({
    ...one,
    mayEnd:
      !one.endedAt &&
      mayDo(ctx.actor, 'people.end', peopleOfOrganization({ id: one.organizationId }, accountId)),
    mayView:
      standingOf(one) === 'active' &&
      roles[one.role].side !== 'msp' &&
      mayDo(ctx.actor, 'people.viewAs', { accountId }),
  }));
  const [first] = memberships;
  const home = ctx.actor.side === 'msp' ? first?.organizationId : ctx.actor.organizationId;
  return {
    person,
    factors,
    memberships: withActions,
    timeline,
    isMyself: accountId === ctx.actor.accountId,
    mayGive:
      home !== undefined && mayDo(ctx.actor, 'people.grant', peopleOfOrganization({ id: home }, accountId)),
    mayDisable: mayDo(ctx.actor, 'people.disable', { accountId }),
    mayResetFactors: mayDo(ctx.actor, 'account.resetFactors', { accountId }),
  };
});

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Person() {
  const shown = useLoaderData<typeof loader>();
  const { person, memberships, timeline } = shown;
  const isHere = memberships.some(({ endedAt }) => !endedAt);
  const status = person.disabledAt ? 'disabled' : isHere ? 'active' : 'ended';
  return (
    <Page
      title={person.name}
      crumbs={[{ label: 'People', to: '/people' }]}
      status={<Status status={status} />}
      action={<Actions {...shown} />}
      lead={shown.isMyself ? 'This is you. Another administrator changes what you may do here.' : undefined}
    >
      <Columns
        aside={
          <Section title="What happened">
            {timeline.length > 0 ? (
              <Timeline entries={timeline} />
            ) : (
              <EmptyState title="Nothing yet">
                What is changed here about this person is kept here.
              </EmptyState>
            )}
          </Section>
        }
      >
        <Section title="Account">
          <Facts
            items={[
              { label: 'E-mail', value: person.email },
              {
                label: 'Last signed in',
                value: person.lastSignedInAt ? <When at={person.lastSignedInAt} /> : 'Never',
              },
              ...(shown.factors
                ? [{ label: 'Second factor', value: secondFactorsInWords(shown.factors) }]
                : []),
              ...(person.disabledAt ? [{ label: 'Disabled', value: <When at={person.disabledAt} /> }] : []),
            ]}
          />
        </Section>
        <Section title="Acts as">
          <Memberships memberships={memberships} name={person.name} />
        </Section>
      </Columns>
    </Page>
  );
}

function Actions({ person, factors, mayGive, mayDisable, mayResetFactors }: Shown) {
  const at = `/people/${person.accountId}`;
  return (
    <ButtonRow>
      {mayGive ? (
        <LinkButton to={`${at}/roles/new`} tone="primary">
          Give a role
        </LinkButton>
      ) : null}
      {mayResetFactors && factors?.length !== 0 ? (
        <LinkButton to={`${at}/second-factor`}>Reset the second factor</LinkButton>
      ) : null}
      {mayDisable && person.disabledAt ? (
        <PostButton to={`${at}/enable`}>Enable the account</PostButton>
      ) : null}
      {mayDisable && !person.disabledAt ? (
        <LinkButton to={`${at}/disable`} tone="danger">
          Disable the account
        </LinkButton>
      ) : null}
    </ButtonRow>
  );
}

function Memberships({ memberships, name }: { memberships: Shown['memberships']; name: string }) {
  type Row = Shown['memberships'][number];
  const mayAny = memberships.some(({ mayEnd, mayView }) => mayEnd || mayView);
  const actions = {
    key: 'actions',
    header: '',
    cell: (row: Row) => {
      const of = (
        <span className="visually-hidden">
          : {name}, {roles[row.role].label}
        </span>
      );
      return (
        <ButtonRow>
          {row.mayView ? (
            <LinkButton to={`/memberships/${row.membershipId}/view`}>View as{of}</LinkButton>
          ) : null}
          {row.mayEnd ? <LinkButton to={`/memberships/${row.membershipId}/end`}>End{of}</LinkButton> : null}
        </ButtonRow>
      );
    },
  };
  return (
    <DataTable
      caption={`What ${name} acts as`}
      rows={memberships}
      rowKey={(row) => row.membershipId}
      columns={[
        { key: 'role', header: 'Role', primary: true, cell: (row) => roles[row.role].label },
        { key: 'organization', header: 'Organization', cell: (row) => row.organizationName },
        { key: 'since', header: 'Since', cell: (row) => <When at={row.since} /> },
        {
          key: 'status',
          header: 'Status',
          cell: (row) => (
            <>
              <Status status={standingOf(row)} /> {row.endedAt ? <When at={row.endedAt} /> : null}
            </>
          ),
        },
        ...(mayAny ? [actions] : []),
      ]}
      empty={null}
    />
  );
}
