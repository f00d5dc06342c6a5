/** An element: its name, what is in it (elements, or text), and its attributes. */
export type Element = { name: string; children: Element[] | string; attributes?: Record<string, string> };

/** Builds an element; what is absent (null) is left out. */
export const element = (
  name: string,
  children: (Element | null)[] | string,
  attributes?: Record<string, string>,
): Element => ({
  name,
  children: typeof children === 'string' ? children : children.filter((child) => child !== null),
  ...(attributes ? { attributes } : {}),
});

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
// XML 1.0 has no way to write these at all, escaped or not (section 2.2, Char).
const UNWRITABLE =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const NAME = /^[A-Za-z_][\w.-]*$/;

/**
 * Writes a tree as an XML 1.0 document, indented by two spaces. All text and all attributes are escaped here and
 * nowhere else.
 * @throws RangeError where a name is not one; names come from code, never from people
 */
export function writeXml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}\n`;
}

function written({ name, children, attributes = {} }: Element, indent: string): string {
  const start = [nameOf(name), ...Object.entries(attributes).map(attribute)].join(' ');
  if (typeof children === 'string') return `${indent}<${start}>${textOf(children)}</${name}>`;
  if (children.length === 0) return `${indent}<${start}/>`;
  const inner = children.map((child) => written(child, `${indent}  `)).join('\n');
  return `${indent}<${start}>\n${inner}\n${indent}</${name}>`;
}

const attribute = ([name, value]: [string, string]) => `${nameOf(name)}="${textOf(value)}"`;
const textOf = (text: string) => escaped(text.replace(UNWRITABLE, ''));

function nameOf(name: string): string {
  if (!NAME.test(name)) throw new RangeError(`${name} is no name of an element`);
  return name;
}
