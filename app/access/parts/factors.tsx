import { Link } from '@remix-run/react';
import { When } from '#app/ui/amount.tsx';
import { EmptyState, Notice } from '#app/ui/feedback.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { ButtonRow, LinkButton } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';

type Moment = Date | string;

type FactorsProps = {
  factors: { totpSince: Moment | null; recoveryCodesLeft: number };
  hasFactor: boolean;
  mustHaveFactor: boolean;
};

/** What is asked for beside the password. */
export function Factors({ factors, hasFactor, mustHaveFactor }: FactorsProps) {
  const { totpSince, recoveryCodesLeft } = factors;
  return (
    <Section
      title="Second factor"
      lead={
        mustHaveFactor
          ? 'Whoever acts for the program office signs in with two factors.'
          : 'With one, a password that somebody learned opens nothing.'
      }
      action={
        totpSince ? (
          <LinkButton to="/account/authenticator/removal">Turn the authenticator off</LinkButton>
        ) : (
          <LinkButton to="/account/authenticator">Set up an authenticator</LinkButton>
        )
      }
    >
      <Facts
        items={[
          {
            label: 'Authenticator',
            value: totpSince ? (
              <>
                Set up <When at={totpSince} />
              </>
            ) : (
              'Not set up'
            ),
          },
          ...(hasFactor
            ? [
                {
                  label: 'Recovery codes',
                  value: (
                    <>
                      {recoveryCodesLeft} left. <Link to="/account/recovery-codes">Make new ones</Link>
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {hasFactor && recoveryCodesLeft < 3 ? (
        <Notice tone="attention">
          {recoveryCodesLeft === 0
            ? 'You have no recovery codes: without your phone you could not sign in.'
            : 'Your recovery codes are running out.'}
        </Notice>
      ) : null}
    </Section>
  );
}

type PasskeyRow = { id: string; name: string; createdAt: Moment; lastUsedAt: Moment | null };

/** Keys that open the door alone: on a phone, a computer or a security key. */
export function Passkeys({ passkeys }: { passkeys: PasskeyRow[] }) {
  return (
    <Section
      title="Passkeys"
      lead="A passkey signs you in with your finger, face or PIN, in place of password and code."
      action={<LinkButton to="/account/passkeys/new">Add a passkey</LinkButton>}
    >
      <DataTable
        caption="Passkeys"
        rows={passkeys}
        rowKey={(row) => row.id}
        columns={[
          { key: 'name', header: 'Name', primary: true, cell: (row) => row.name },
          { key: 'made', header: 'Added', cell: (row) => <When at={row.createdAt} /> },
          {
            key: 'used',
            header: 'Last used',
            cell: (row) => (row.lastUsedAt ? <When at={row.lastUsedAt} /> : 'Never'),
          },
          {
            key: 'actions',
            header: 'What to do',
            cell: (row) => (
              <ButtonRow>
                <LinkButton to={`/account/passkeys/${row.id}`}>Rename</LinkButton>
                <LinkButton to={`/account/passkeys/${row.id}/removal`}>Remove</LinkButton>
              </ButtonRow>
            ),
          },
        ]}
        empty={<EmptyState title="No passkey yet">Add one on each device that you sign in with.</EmptyState>}
      />
    </Section>
  );
}
