import { When } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { LinkButton, PostButton } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';

type Token = {
  id: string;
  label: string;
  madeAt: Date | string;
  endsAt: Date | string | null;
  lastUsedAt: Date | string | null;
  hasEnded: boolean;
};

/** How the organization’s directory tells Muster who came and who left. */
export function Provisioning({
  base,
  scimBase,
  tokens,
  provisioned,
  mayConfigure,
}: {
  base: string;
  scimBase: string;
  tokens: Token[];
  provisioned: { active: number; users: number; groups: number };
  mayConfigure: boolean;
}) {
  return (
    <Section
      title="Provisioning"
      lead="By SCIM 2.0 your directory makes people here before they first sign in, and ends their access the moment they leave."
      action={mayConfigure ? <LinkButton to={`${base}/tokens/new`}>Make a token</LinkButton> : null}
    >
      <Facts
        items={[
          { label: 'Address', value: <code>{scimBase}</code> },
          {
            label: 'Provisioned',
            value: `${provisioned.active} active of ${provisioned.users} people, ${provisioned.groups} groups`,
          },
        ]}
      />
      <DataTable
        caption="Tokens"
        rows={tokens}
        rowKey={(row) => row.id}
        columns={[
          { key: 'label', header: 'Token', primary: true, cell: (row) => row.label },
          { key: 'made', header: 'Made', cell: (row) => <When at={row.madeAt} /> },
          {
            key: 'used',
            header: 'Last used',
            cell: (row) => (row.lastUsedAt ? <When at={row.lastUsedAt} /> : 'Never'),
          },
          {
            key: 'ends',
            header: 'Ends',
            cell: (row) =>
              row.hasEnded ? 'Has ended' : row.endsAt ? <When at={row.endsAt} /> : 'When you end it',
          },
          {
            key: 'act',
            header: '',
            cell: (row) =>
              mayConfigure && !row.hasEnded ? (
                <PostButton
                  to={`${base}/tokens/${row.id}/end`}
                  tone="danger"
                  confirm="Whoever uses this token is refused from now on."
                >
                  End
                </PostButton>
              ) : null,
          },
        ]}
        empty="No token yet. Your directory shows one to get in."
      />
    </Section>
  );
}
