import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { When } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { programsIn } from '../programs.server.ts';
import { onlyInTheDemo, messageOf } from '../mailbox.server.ts';
import { withOwnLinks } from '../own-links.ts';
import { Delivery } from '../parts/delivery.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.message.subject} · Muster` : 'Muster' },
];

export const loader = page(async (ctx, { params, demo }) => {
  onlyInTheDemo(demo);
  authorize(ctx, 'mailbox.read');
  const { html, text, ...message } = found(await messageOf(ctx, idParam(params)));
  const [program] = await programsIn(ctx);
  return {
    message,
    parts: withOwnLinks(text, ctx.baseUrl),
    hasHtml: html.length > 0,
    timeZone: program?.timeZone ?? 'UTC',
  };
});

export default function Message() {
  const { message, parts, hasHtml, timeZone } = useLoaderData<typeof loader>();
  return (
    <Page
      title={message.subject}
      crumbs={[{ label: 'Mailbox', to: '/mailbox' }]}
      action={
        hasHtml ? (
          <LinkButton to={`/mailbox/${message.id}/html`} reload>
            View as HTML
          </LinkButton>
        ) : null
      }
    >
      <Section title="Message">
        <Facts
          items={[
            { label: 'To', value: message.toEmail },
            { label: 'Written', value: <When at={message.renderedAt} timeZone={timeZone} /> },
            {
              label: 'Delivery',
              value: message.sentAt ? (
                <>
                  Sent <When at={message.sentAt} timeZone={timeZone} />
                </>
              ) : (
                <Delivery sentAt={null} lastError={message.lastError} />
              ),
            },
          ]}
        />
        <div className="max-w-2xl whitespace-pre-wrap break-words border-t border-hairline pt-4">
          {parts.map((part, index) =>
            part.to ? (
              <Link key={index} to={part.to} prefetch="intent">
                {part.text}
              </Link>
            ) : (
              <span key={index}>{part.text}</span>
            ),
          )}
        </div>
      </Section>
    </Page>
  );
}
