const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** The ids that stand in a page's links between what comes before and after them, each once. */
export function idsBetween(html: string, before: string, after: string): string[] {
  const links = html.matchAll(new RegExp(`${before}(${ID})${after}`, 'g'));
  return [...new Set([...links].map(([, id = '']) => id))];
}

/** The only one, or the first. */
export function idBetween(html: string, before: string, after: string): string {
  const [id] = idsBetween(html, before, after);
  if (!id) throw new Error(`No link ${before}…${after} in ${html.slice(0, 2_000)}`);
  return id;
}
