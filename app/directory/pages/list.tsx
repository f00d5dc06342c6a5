import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { When } from '#app/ui/amount.tsx';
import { PostButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { DataTable, Pager } from '#app/ui/table.tsx';
import { directoriesOfAll, domainsWaiting } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Single sign-on and provisioning · Muster' }];

/** The MSP sees every organization; everybody else has one, and is led there. */
export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'directory.read');
  if (ctx.actor.side !== 'msp') throw redirect(`/directory/${ctx.actor.organizationId}`);
  const { after } = parseQuery(z.object({ after: z.string().max(200).optional() }), url);
  const { rows, next } = await directoriesOfAll(ctx, after);
  return {
    rows,
    next: pageLink(url, next),
    previous: firstPageLink(url),
    waiting: await domainsWaiting(ctx),
    can: abilities(ctx, {}, ['directory.confirmDomain']),
  };
});

const sideLabel = { msp: 'Program office', client: 'Client', supplier: 'Supplier' };

export default function Directories() {
  const { rows, next, previous, waiting, can } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Single sign-on and provisioning"
      crumbs={[{ label: 'People', to: '/people' }]}
      lead="How the people of each organization come in, and whose own directory says who they are."
    >
      <Waiting domains={waiting} mayConfirm={can['directory.confirmDomain']} />
      <DataTable
        caption="Organizations"
        rows={rows}
        rowKey={(row) => row.id}
        rowTo={(row) => `/directory/${row.id}`}
        columns={[
          { key: 'name', header: 'Organization', primary: true, cell: (row) => row.name },
          { key: 'side', header: 'Side', cell: (row) => sideLabel[row.side] },
          {
            key: 'sso',
            header: 'Single sign-on',
            cell: (row) =>
              row.switchedOn
                ? row.passwordsAllowed
                  ? 'On, passwords too'
                  : 'On, without passwords'
                : row.issuer
                  ? 'Set up, off'
                  : 'Not set up',
          },
          {
            key: 'scim',
            header: 'Last provisioned',
            cell: (row) => (row.lastProvisionedAt ? <When at={row.lastProvisionedAt} /> : 'Never'),
          },
        ]}
        empty="There is no organization yet."
      />
      <Pager next={next} previous={previous} shown={`${rows.length} organizations`} />
    </Page>
  );
}

type Domain = {
  id: string;
  domain: string;
  organizationId: string;
  organizationName: string;
  claimedAt: Date | string;
};

function Waiting({ domains, mayConfirm }: { domains: Domain[]; mayConfirm: boolean }) {
  if (domains.length === 0) return null;
  return (
    <Section
      title="Domains that wait for your word"
      lead="Confirm a domain only where you know that it is the organization’s. Its single sign-on may then speak for every address in it."
    >
      <DataTable
        caption="Domains waiting"
        rows={domains}
        rowKey={(row) => row.id}
        rowTo={(row) => `/directory/${row.organizationId}`}
        columns={[
          { key: 'domain', header: 'Domain', primary: true, cell: (row) => row.domain },
          { key: 'organization', header: 'Organization', cell: (row) => row.organizationName },
          { key: 'claimed', header: 'Claimed', cell: (row) => <When at={row.claimedAt} /> },
          {
            key: 'confirm',
            header: '',
            cell: (row) =>
              mayConfirm ? (
                <PostButton
                  to={`/directory/${row.organizationId}/domains/${row.id}/confirmation`}
                  confirm={`${row.organizationName}’s single sign-on will speak for every address at ${row.domain}.`}
                >
                  Confirm
                </PostButton>
              ) : null,
          },
        ]}
        empty={null}
      />
    </Section>
  );
}
