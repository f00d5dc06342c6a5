import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { Explained } from '../explained.ts';
import { withQuery } from '../json.ts';
import { countChecks } from '../proof.ts';
import { valueText } from '../words.ts';
import { ProofTree } from './proof-tree.tsx';

/** What the loader of each of these pages gives. */
type Loader = () => Promise<{ explained: Explained; openAll: boolean }>;

export const proofMeta: MetaFunction<Loader> = ({ data }) => [
  { title: data ? `${data.explained.title}, explained · Muster` : 'Muster' },
];

/** Explains one number: what it is, what it is made of, and whether that adds up. */
export function ExplainedPage() {
  const { explained, openAll } = useLoaderData<Loader>();
  const { address, query, title, lead, currency, proof, besides, back } = explained;
  return (
    <Page
      title={title}
      crumbs={[{ label: back.label, to: back.to }, { label: 'Explain this number' }]}
      lead={<p>{lead}</p>}
      action={
        <ButtonRow>
          {openAll ? (
            <LinkButton to={withQuery(address, query)}>Fold it up</LinkButton>
          ) : (
            <LinkButton to={withQuery(address, { ...query, open: 'all' })}>Unfold everything</LinkButton>
          )}
          <LinkButton to={withQuery(`${address}.json`, query)} reload>
            JSON
          </LinkButton>
        </ButtonRow>
      }
    >
      <Verdict explained={explained} />
      <Section title={headline(explained)} lead={unitOf(proof, currency)}>
        <ProofTree proof={proof} currency={currency} openAll={openAll} />
      </Section>
      {besides.map((tree) => (
        <Section key={tree.label} title={tree.label} lead={unitOf(tree, currency)}>
          <ProofTree proof={tree} currency={currency} openAll={openAll} />
        </Section>
      ))}
    </Page>
  );
}

const unitOf = ({ value }: Explained['proof'], currency: string): string =>
  value.kind === 'hours'
    ? 'Hours with two decimals.'
    : `Amounts in ${currency}, rates in ${currency} an hour.`;

function headline({ proof, currency }: Explained): string {
  const text = valueText(proof.value, currency);
  return proof.value.kind === 'hours' ? text : `${currency} ${text}`;
}

/** Says at once whether the number is what its parts make of it. */
function Verdict({ explained: { proof, besides, currency, back } }: { explained: Explained }) {
  const counts = [proof, ...besides].map((tree) => countChecks(tree, currency));
  const computed = counts.reduce((total, one) => total + one.computed, 0);
  const differing = counts.reduce((total, one) => total + one.differing, 0);
  if (differing > 0)
    return (
      <Notice tone="wrong" title="This does not add up">
        {differing === 1 ? 'One step comes' : `${differing} steps come`} out otherwise when computed again.
        The <Link to={back.to}>document</Link> counts; please tell the program office.
      </Notice>
    );
  if (computed === 0) return null;
  return (
    <p className="text-soft">
      {computed === 1 ? 'One step was' : `${computed} steps were`} computed again for this page, and{' '}
      {computed === 1 ? 'it adds up' : 'all of them add up'}. Whatever was written down leads to where it
      stands.
    </p>
  );
}
