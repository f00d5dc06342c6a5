export type TextPart = { text: string; /** An address of this site, without its host. */ to?: string };

const ADDRESS = /https?:\/\/[^\s<>"']+/g;
/** What ends a sentence is not part of the address before it. */
const TRAILING = /[.,;:!?)\]]+$/;

/**
 * Splits a message into plain text and links to this site. Other addresses stay text: whoever wrote a name or a
 * reason into a message has not written a link.
 * @param baseUrl where this site is, without a slash at the end
 */
export function withOwnLinks(text: string, baseUrl: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, '');
    const to = pathOf(address, baseUrl);
    if (!to) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: address, to });
    from = match.index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

function pathOf(address: string, baseUrl: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.origin === new URL(baseUrl).origin && !url.pathname.startsWith('//')
    ? `${url.pathname}${url.search}`
    : null;
}
