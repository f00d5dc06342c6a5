import { ButtonRow, LinkButton, PostButton } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';

type Domain = { id: string; domain: string; confirmedAt: Date | string | null };

/** The domains whose addresses the organization’s provider may speak for. */
export function Domains({
  base,
  name,
  domains,
  mayConfigure,
  mayConfirm,
}: {
  base: string;
  name: string;
  domains: Domain[];
  mayConfigure: boolean;
  mayConfirm: boolean;
}) {
  return (
    <Section
      title="E-mail domains"
      lead="Only addresses in these domains come in. The program office confirms each; a domain belongs to one organization."
      action={mayConfigure ? <LinkButton to={`${base}/domains/new`}>Claim a domain</LinkButton> : null}
    >
      <DataTable
        caption="Domains"
        rows={domains}
        rowKey={(row) => row.id}
        columns={[
          { key: 'domain', header: 'Domain', primary: true, cell: (row) => row.domain },
          {
            key: 'state',
            header: 'State',
            cell: (row) => (row.confirmedAt ? 'In force' : 'Waits for the program office'),
          },
          {
            key: 'act',
            header: '',
            cell: (row) => (
              <ButtonRow>
                {mayConfirm && !row.confirmedAt ? (
                  <PostButton
                    to={`${base}/domains/${row.id}/confirmation`}
                    confirm={`${name}’s single sign-on will speak for every address at ${row.domain}.`}
                  >
                    Confirm
                  </PostButton>
                ) : null}
                {mayConfigure ? (
                  <PostButton
                    to={`${base}/domains/${row.id}/removal`}
                    tone="danger"
                    confirm={`People at ${row.domain} will no longer come in by single sign-on.`}
                  >
                    Give up
                  </PostButton>
                ) : null}
              </ButtonRow>
            ),
          },
        ]}
        empty="No domain yet, so nobody can come in by single sign-on, and nobody can be provisioned."
      />
    </Section>
  );
}
