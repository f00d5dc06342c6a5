import { When } from '#app/ui/amount.tsx';
import { PostButton } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';

type Moment = Date | string;
type SessionRow = {
  id: string;
  userAgent: string | null;
  ipPrefix: string | null;
  createdAt: Moment;
  lastSeenAt: Moment;
  isThis: boolean;
};

/** Where somebody is signed in, and the way to end it. */
export function Sessions({ sessions }: { sessions: SessionRow[] }) {
  const others = sessions.filter(({ isThis }) => !isThis);
  return (
    <Section
      title="Where you are signed in"
      lead="A session ends by itself after half an hour without a page, and after twelve hours in any case."
      action={
        others.length > 0 ? (
          <PostButton to="/account/sessions/others/end" confirm="Every session but this one ends at once.">
            End all others
          </PostButton>
        ) : null
      }
    >
      <DataTable
        caption="Where you are signed in"
        rows={sessions}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'browser',
            header: 'Browser',
            primary: true,
            cell: (row) => (
              <>
                {row.userAgent ?? 'An unknown browser'}
                {row.isThis ? <strong> · this one</strong> : null}
              </>
            ),
          },
          { key: 'network', header: 'Network', cell: (row) => row.ipPrefix ?? 'unknown' },
          { key: 'since', header: 'Signed in', cell: (row) => <When at={row.createdAt} /> },
          { key: 'seen', header: 'Last seen', cell: (row) => <When at={row.lastSeenAt} /> },
          {
            key: 'actions',
            header: 'What to do',
            cell: (row) => (
              <PostButton to={`/account/sessions/${row.id}/end`}>
                {row.isThis ? 'End this one' : 'End'}
              </PostButton>
            ),
          },
        ]}
        empty={null}
      />
    </Section>
  );
}
