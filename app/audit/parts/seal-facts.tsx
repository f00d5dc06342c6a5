import { Link } from '@remix-run/react';
import { When } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Section } from '#app/ui/page.tsx';

export type Seal = {
  chainName: string;
  position: number;
  algorithm: number;
  hash: string;
  previousHash: string;
  sealedAt: string;
  before: number | null;
  after: number | null;
  anchoredAt: string | null;
};

const toEvent = (id: number | null, none: string) =>
  id === null ? none : <Link to={`/audit/events/${id}`}>event {id.toLocaleString('en')}</Link>;

/** Where an event stands in its chain, and since when that can no longer be changed unseen. */
export function SealFacts({ seal }: { seal: Seal | null }) {
  if (!seal)
    return (
      <Section title="Seal">
        <p>It waits for its seal, which the worker gives it within a minute or two.</p>
      </Section>
    );
  return (
    <Section
      title="Seal"
      lead={
        seal.anchoredAt
          ? 'A head behind it was carried outside: it can no longer be changed or taken out unseen.'
          : 'No head behind it was carried outside yet. That happens every night.'
      }
      action={<Link to="/audit/chains">All chains</Link>}
    >
      <Facts
        items={[
          { label: 'Chain', value: seal.chainName },
          { label: 'Position', value: seal.position.toLocaleString('en') },
          { label: 'Sealed', value: <When at={seal.sealedAt} timeZone="UTC" /> },
          {
            label: 'Anchored',
            value: seal.anchoredAt ? <When at={seal.anchoredAt} timeZone="UTC" /> : 'not yet',
          },
          { label: 'Before it', value: toEvent(seal.before, 'the beginning of the chain') },
          { label: 'After it', value: toEvent(seal.after, 'nothing yet: it is the head') },
          { label: 'Hash', value: <code className="wrap-anywhere">{seal.hash}</code> },
          { label: 'Hash before', value: <code className="wrap-anywhere">{seal.previousHash}</code> },
          { label: 'Algorithm', value: `SHA-256, version ${seal.algorithm}` },
        ]}
      />
    </Section>
  );
}
