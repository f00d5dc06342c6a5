/** What a browser without scripts would send of a page's form, were nothing typed into it. */
export function formOnPage(html: string, path: string): Record<string, string> | null {
  for (const [, attributes = '', inside = ''] of html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
    if (attribute(attributes, 'method') !== 'post') continue;
    const action = attribute(attributes, 'action');
    if (action === null || action.split('?')[0] === path) return fieldsIn(inside);
  }
  return null;
}

function fieldsIn(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  const put = (tag: string, value: string) => {
    const name = attribute(tag, 'name');
    if (name !== null && !has(tag, 'disabled')) fields[name] = value;
  };
  for (const [, tag = ''] of html.matchAll(/<input([^>]*)>/g)) {
    const chosen = /^(radio|checkbox)$/.test(attribute(tag, 'type') ?? '');
    if (!chosen) put(tag, attribute(tag, 'value') ?? '');
    else if (has(tag, 'checked')) put(tag, attribute(tag, 'value') ?? 'on');
  }
  for (const [, tag = '', text = ''] of html.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g))
    put(tag, unescaped(text));
  for (const [, tag = '', options = ''] of html.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const all = [...options.matchAll(/<option([^>]*)>/g)].map(([, option = '']) => option);
    const chosen = all.find((option) => has(option, 'selected')) ?? all[0];
    put(tag, attribute(chosen ?? '', 'value') ?? '');
  }
  return fields;
}

const attribute = (tag: string, name: string): string | null => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? null : unescaped(value);
};

const has = (tag: string, name: string) => new RegExp(`\\s${name}(?:=|\\s|/|$)`).test(tag);

const unescaped = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
