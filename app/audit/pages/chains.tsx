import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { When } from '#app/ui/amount.tsx';
import { EmptyState, Notice } from '#app/ui/feedback.tsx';
import { PostButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { chainsOf, lastAnchorings, waitingForSeal } from '../chains.server.ts';
import { auditActions, AuditTabs } from '../parts/audit-tabs.tsx';
import { ChainTable } from '../parts/chain-table.tsx';
import { counted } from '../words.ts';

export const meta: MetaFunction = () => [{ title: 'Chains of the trail · Muster' }];

export const loader = page(async (ctx) => {
  authorize(ctx, 'audit.readChains');
  return {
    chains: await chainsOf(ctx),
    anchorings: await lastAnchorings(ctx),
    waiting: await waitingForSeal(ctx),
    can: abilities(ctx, {}, [...auditActions, 'audit.anchor']),
  };
});

export default function Chains() {
  const { chains, waiting, can } = useLoaderData<typeof loader>();
  const wrong = chains.filter(({ differences }) => (differences ?? 0) > 0);
  return (
    <Page
      title="Chains of the trail"
      crumbs={[{ label: 'Audit', to: '/audit' }]}
      lead={`Each event is sealed with the one before it, a chain for each program. ${
        waiting.count === 0
          ? 'Nothing waits for its seal.'
          : `${counted(waiting.count, 'event')} for the next minute.`
      }`}
      action={
        can['audit.anchor'] && chains.length > 0 ? (
          <PostButton to="/audit/anchoring" tone="primary">
            Anchor now
          </PostButton>
        ) : null
      }
    >
      <AuditTabs can={can} current="chains" />
      {wrong.map(({ chain, name, sentences }) => (
        <Notice key={chain} tone="wrong" title={`${name} is not what was sealed`}>
          {sentences.join(' ')}
        </Notice>
      ))}
      <ChainTable rows={chains} />
      <Anchorings />
      <Section title="Checking it yourself">
        <p>
          <code>npm run audit:verify -- --anchors FILE</code> recomputes every hash and holds the chains
          against the heads of a file: that of this deployment, or a mail of anchors that an auditor saved.
          Heads are carried outside every night at 03:00 UTC, and everything is checked half an hour later.
        </p>
      </Section>
    </Page>
  );
}

function Anchorings() {
  const { anchorings } = useLoaderData<typeof loader>();
  return (
    <Section
      title="Anchors"
      lead="When the heads were carried outside: into the file of anchors and by mail to every auditor."
    >
      <DataTable
        caption="Anchors"
        rows={anchorings}
        rowKey={({ anchoringId }) => anchoringId}
        empty={
          <EmptyState title="No anchor yet">The first is made this night, or when you ask for it.</EmptyState>
        }
        columns={[
          {
            key: 'at',
            header: 'When (UTC)',
            primary: true,
            cell: ({ at }) => <When at={at} timeZone="UTC" />,
          },
          { key: 'by', header: 'By', cell: ({ by }) => by },
          { key: 'chains', header: 'Chains', align: 'right', cell: (row) => row.chains.toLocaleString('en') },
          {
            key: 'events',
            header: 'Events',
            align: 'right',
            cell: (row) => Number(row.events).toLocaleString('en'),
          },
          { key: 'signed', header: 'Signed', cell: ({ signed }) => (signed ? 'yes' : 'no') },
        ]}
      />
    </Section>
  );
}
