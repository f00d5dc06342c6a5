import type { Explained } from './explained.ts';
import { checkOf, countChecks, type Proof } from './proof.ts';
import { formula, valueText } from './words.ts';

type Node = Omit<Proof, 'value' | 'parts'> & {
  value: Proof['value'] & { text: string };
  formula: string | null;
  check: ReturnType<typeof checkOf>;
  parts: Node[];
};

/** A proof as a file that auditors take: every node with its operation, so that it can be computed again elsewhere. */
export function proofJson({ address, query, title, lead, currency, proof, besides }: Explained): string {
  const trees = [proof, ...besides];
  const differing = trees.reduce((total, tree) => total + countChecks(tree, currency).differing, 0);
  const content = {
    address: withQuery(address, query),
    title,
    lead,
    currency,
    addsUp: differing === 0,
    proof: nodeOf(proof, currency),
    besides: besides.map((tree) => nodeOf(tree, currency)),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function nodeOf(proof: Proof, currency: string): Node {
  return {
    ...proof,
    value: { ...proof.value, text: valueText(proof.value, currency) },
    formula: formula(proof, currency),
    check: checkOf(proof, currency),
    parts: proof.parts.map((part) => nodeOf(part, currency)),
  };
}

/** An address with what narrows it. */
export function withQuery(address: string, query: Record<string, string>): string {
  const search = new URLSearchParams(query).toString();
  return search ? `${address}?${search}` : address;
}
