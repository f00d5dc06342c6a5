import { When } from '#app/ui/amount.tsx';
import { ButtonRow, PostButton } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { roles, type Role } from '#app/values/roles.ts';

export type ShownInvitation = {
  id: string;
  name: string;
  email: string;
  role: string;
  organizationName: string;
  expiresAt: Date;
  /** Its link is good no more; a new one can be sent. */
  hasRunOut: boolean;
};

/** Who was invited and has not come yet, with what can be done about it; nothing where nobody is. */
export function OpenInvitations({
  invitations,
  mayInvite,
}: {
  invitations: ShownInvitation[];
  mayInvite: boolean;
}) {
  if (invitations.length === 0) return null;
  return (
    <Section title="Invited, not yet here">
      <DataTable
        caption="Open invitations"
        rows={invitations}
        rowKey={(row) => row.id}
        columns={[
          { key: 'name', header: 'Name', primary: true, cell: (row) => row.name },
          { key: 'role', header: 'Role', cell: (row) => roles[row.role as Role].label },
          { key: 'organization', header: 'Organization', cell: (row) => row.organizationName },
          { key: 'email', header: 'E-mail', cell: (row) => row.email },
          {
            key: 'expires',
            header: 'Good until',
            cell: (row) => (row.hasRunOut ? <Status status="expired" /> : <When at={row.expiresAt} />),
          },
          ...(mayInvite ? [{ key: 'actions', header: '', cell: Actions }] : []),
        ]}
        empty={null}
      />
    </Section>
  );
}

function Actions({ id, name }: ShownInvitation) {
  const of = <span className="visually-hidden">: {name}</span>;
  return (
    <ButtonRow>
      <PostButton to={`/people/invitations/${id}/resend`}>Send again{of}</PostButton>
      <PostButton to={`/people/invitations/${id}/withdrawal`}>Take back{of}</PostButton>
    </ButtonRow>
  );
}
