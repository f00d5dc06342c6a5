import { z } from 'zod';

const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** A head as it stands in the file of anchors and in the auditor's mail: one line of JSON each. */
const anchorLine = z.object({
  muster: z.literal('anchor 1'),
  anchoring: z.uuid(),
  chain: z.uuid(),
  /** Whose program it is, for whoever reads the line; nothing is looked up by it. */
  name: z.string().max(200),
  /** The place of the head, which is also the count of the chain's events. */
  position: z.number().int().positive(),
  hash: hex,
  at: z.iso.datetime(),
  signature: z.string().max(200).nullable(),
});
export type Anchor = z.output<typeof anchorLine>;

/** What is signed: everything that an anchor claims, in one order. */
export const signedText = ({ anchoring, chain, position, hash, at }: Omit<Anchor, 'signature'>): string =>
  ['muster anchor 1', anchoring, chain, position, hash, at].join('\n');

export const lineOf = (anchor: Anchor): string => JSON.stringify(anchor);

/** A year of ten thousand programs anchored daily; more in one file is something else. */
export const MOST_LINES = 4_000_000;

/**
 * Reads one line of the file.
 * @returns null where it is no anchor
 */
export function readAnchorLine(line: string): Anchor | null {
  try {
    const parsed = anchorLine.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
