import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { When } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Page } from '#app/ui/page.tsx';
import { DataTable, Pager } from '#app/ui/table.tsx';
import { programsIn } from '../programs.server.ts';
import { mailboxQuery } from '../forms.ts';
import { onlyInTheDemo, messagesOf } from '../mailbox.server.ts';
import { Delivery } from '../parts/delivery.tsx';

export const meta: MetaFunction = () => [{ title: 'Mailbox · Muster' }];

export const loader = page(async (ctx, { url, demo }) => {
  onlyInTheDemo(demo);
  authorize(ctx, 'mailbox.read');
  const { after } = parseQuery(mailboxQuery, url);
  const messages = await messagesOf(ctx, after);
  const [program] = await programsIn(ctx);
  return {
    messages: messages.rows,
    next: pageLink(url, messages.next),
    previous: firstPageLink(url),
    timeZone: program?.timeZone ?? 'UTC',
    seesAll: ctx.actor.role === 'mspAdmin',
  };
});

export default function Mailbox() {
  const { messages, next, previous, timeZone, seesAll } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Mailbox"
      lead={
        seesAll
          ? 'Every message that Muster wrote, to whomever. Without a mail server they are kept here instead of sent.'
          : 'The messages that Muster wrote to you. Without a mail server they are kept here instead of sent.'
      }
    >
      <DataTable
        caption="Messages, newest first"
        rows={messages}
        rowKey={(row) => row.id}
        rowTo={(row) => `/mailbox/${row.id}`}
        columns={[
          { key: 'subject', header: 'Subject', primary: true, cell: (row) => row.subject },
          { key: 'to', header: 'To', cell: (row) => row.toEmail },
          { key: 'when', header: 'Written', cell: (row) => <When at={row.renderedAt} timeZone={timeZone} /> },
          {
            key: 'sent',
            header: 'Delivery',
            cell: (row) => <Delivery sentAt={row.sentAt} lastError={row.lastError} />,
          },
        ]}
        empty={
          <EmptyState title="No messages yet">
            They are written when something waits for somebody: a signature, an offer, a week to approve.
          </EmptyState>
        }
      />
      <Pager
        next={next}
        previous={previous}
        shown={messages.length === 1 ? '1 message' : `${messages.length} messages`}
      />
    </Page>
  );
}
