import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { notFound, page } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { When } from '#app/ui/amount.tsx';
import { Difference, Facts } from '#app/ui/facts.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { eventOf, sameRequest, sealOf } from '../event.server.ts';
import { addressOf, inWords } from '../kinds.ts';
import { SealFacts } from '../parts/seal-facts.tsx';

export const meta: MetaFunction = () => [{ title: 'Event · Muster' }];

export const loader = page(async (ctx, { params }) => {
  authorize(ctx, 'audit.read');
  const id = /^\d{1,15}$/.test(params['id'] ?? '') ? Number(params['id']) : notFound();
  const event = found(await eventOf(ctx, id));
  authorize(ctx, 'audit.read', { clientId: event.clientId });
  const maySeal = mayDo(ctx.actor, 'audit.readChains');
  return {
    event,
    others: await sameRequest(ctx, event),
    sealShown: maySeal,
    seal: maySeal ? await sealOf(ctx, id) : null,
  };
});

export default function EventPage() {
  const { event, others, seal, sealShown } = useLoaderData<typeof loader>();
  const address = addressOf(event);
  return (
    <Page
      title={`Event ${event.id.toLocaleString('en')}`}
      crumbs={[{ label: 'Audit', to: '/audit' }]}
      lead={
        <>
          <strong>{event.actorName}</strong> {event.summary}
        </>
      }
      action={
        address ? (
          <LinkButton to={address} tone="primary">
            Open the {inWords(event.subjectKind)}
          </LinkButton>
        ) : (
          <LinkButton to={`/audit?subject=${event.subjectId}`}>All about the same</LinkButton>
        )
      }
    >
      <WhoAndWhat />
      {event.changes.length > 0 ? (
        <Section title="What it changed">
          <Difference rows={event.changes} />
        </Section>
      ) : null}
      {event.facts.length > 0 ? (
        <Section title="Recorded with it">
          <Facts items={event.facts} />
        </Section>
      ) : null}
      {sealShown ? <SealFacts seal={seal} /> : null}
      {others.length > 0 ? (
        <Section title="In the same request">
          <ul>
            {others.map((other) => (
              <li key={other.id}>
                <Link to={`/audit/events/${other.id}`}>{other.summary}</Link>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </Page>
  );
}

function WhoAndWhat() {
  const { event } = useLoaderData<typeof loader>();
  const who = event.actorAccountId ? (
    <Link to={`/audit?person=${event.actorAccountId}`}>{event.actorName}</Link>
  ) : (
    event.actorName
  );
  const items = [
    { label: 'Who', value: who },
    {
      label: 'As',
      value: event.roleLabel ? `${event.roleLabel}, ${event.actorOrganization}` : event.actorOrganization,
    },
    ...(event.behalfName ? [{ label: 'In the place of', value: event.behalfName }] : []),
    { label: 'When (UTC)', value: <When at={event.at} timeZone="UTC" /> },
    ...(event.reason ? [{ label: 'Why', value: `“${event.reason}”` }] : []),
    { label: 'Kind', value: event.kind },
    {
      label: 'About',
      value: (
        <Link to={`/audit?subject=${event.subjectId}`}>
          {inWords(event.subjectKind)} {event.subjectId}
        </Link>
      ),
    },
    { label: 'Program', value: event.clientName ?? 'none' },
    ...(event.supplierName ? [{ label: 'Supplier', value: event.supplierName }] : []),
    {
      label: 'Read by',
      // News of an account has a wall of its own.
      value:
        event.subjectKind === 'account'
          ? 'MSP, the person, their administrators'
          : ['MSP', ...event.audience].join(', '),
    },
    { label: 'Request', value: event.requestId ?? '–' },
  ];
  return (
    <Section title="Who and what">
      <Facts items={items} />
    </Section>
  );
}
