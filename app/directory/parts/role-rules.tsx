import { LinkButton, PostButton } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { roles, type Role } from '#app/values/roles.ts';

type Rule = { id: string; source: 'claim' | 'group'; claim: string; value: string; role: Role };

/** What gives which role: what a sign-in says of a person, or the provisioned groups they are in. */
export function RoleRules({
  base,
  rules,
  defaultRole,
  mayConfigure,
}: {
  base: string;
  rules: Rule[];
  defaultRole: Role | null;
  mayConfigure: boolean;
}) {
  const others = defaultRole
    ? `Whoever none of these fits becomes ${roles[defaultRole].label.toLowerCase()}.`
    : 'Whoever none of these fits is not let in.';
  return (
    <Section
      title="Who becomes what"
      lead={`Brought up to date at every sign-in and with every change of a group. ${others} What an administrator gave by hand stays.`}
      action={mayConfigure ? <LinkButton to={`${base}/roles/new`}>Add a role</LinkButton> : null}
    >
      <DataTable
        caption="Roles given by the directory"
        rows={rules}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'source',
            header: 'Where',
            cell: (row) => (row.source === 'claim' ? `Claim ${row.claim}` : 'Provisioned group'),
          },
          { key: 'value', header: 'Is', primary: true, cell: (row) => row.value },
          { key: 'role', header: 'Gives', cell: (row) => roles[row.role].label },
          {
            key: 'act',
            header: '',
            cell: (row) =>
              mayConfigure ? (
                <PostButton
                  to={`${base}/roles/${row.id}/removal`}
                  tone="danger"
                  confirm={
                    row.source === 'group'
                      ? `Members of «${row.value}» lose the role at once, and are signed out.`
                      : 'Whoever has the role by it loses it at their next sign-in.'
                  }
                >
                  Take away
                </PostButton>
              ) : null,
          },
        ]}
        empty={`Nothing gives a role yet. ${others}`}
      />
    </Section>
  );
}
