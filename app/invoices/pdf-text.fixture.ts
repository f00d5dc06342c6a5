import { inflateSync } from 'node:zlib';

/** A run of text as a reader sees it. `x` and `y` are points from the left and the bottom edge. */
export type Run = { text: string; x: number; y: number; size: number; width: number; page: [number, number] };

export const textOf = (runs: Run[] | undefined) => (runs ?? []).map(({ text }) => text).join(' ');

/**
 * Reads the text of each page back out of the file's own content streams, character maps and glyph widths: enough
 * of PDF for what the documents use, and independent of how they were drawn.
 */
export function pagesOf(pdf: Buffer): Run[][] {
  const objects = objectsOf(pdf);
  const pages = [...objects.values()].filter(({ body }) => /\/Type \/Page\b/.test(body));
  return pages.map(({ body }) => {
    const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(body);
    const content = objects.get(Number(/\/Contents (\d+) 0 R/.exec(body)?.[1]))?.stream ?? '';
    const resources = objects.get(Number(/\/Resources (\d+) 0 R/.exec(body)?.[1]))?.body ?? '';
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id]) => [
        name,
        fontOf(objects, Number(id)),
      ]),
    );
    return runsOf(content, fonts, [Number(box?.[1]), Number(box?.[2])]);
  });
}

type PdfObject = { body: string; stream: string };
type Font = { characters: Map<number, string>; widths: number[] };

function objectsOf(pdf: Buffer): Map<number, PdfObject> {
  const file = pdf.toString('latin1');
  const objects = new Map<number, PdfObject>();
  for (const match of file.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const from = match.index + match[0].length;
    const body = file.slice(from, file.indexOf('\nendobj', from));
    const at = body.indexOf('\nstream\n');
    const length = Number(/\/Length (\d+)/.exec(body)?.[1] ?? 0);
    const raw = pdf.subarray(from + at + 8, from + at + 8 + length);
    const isText = at >= 0 && !/\/Length1|\/Subtype \/CIDFontType0C/.test(body);
    const stream = isText ? (body.includes('/FlateDecode') ? inflateSync(raw) : raw).toString('latin1') : '';
    objects.set(Number(match[1]), { body: at >= 0 ? body.slice(0, at) : body, stream });
  }
  return objects;
}

function fontOf(objects: Map<number, PdfObject>, id: number): Font {
  const font = objects.get(id)?.body ?? '';
  const map = objects.get(Number(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1]))?.stream ?? '';
  const characters = new Map<number, string>();
  for (const [, from = '', , list = ''] of map.matchAll(/<(\w+)> <(\w+)> \[(.*?)\]/gs))
    [...list.matchAll(/<([\w ]+)>/g)].forEach(([, hex = ''], index) => {
      const units = (hex.replaceAll(' ', '').match(/.{4}/g) ?? []).map((unit) => parseInt(unit, 16));
      characters.set(parseInt(from, 16) + index, String.fromCharCode(...units));
    });
  const descendant = objects.get(Number(/\/DescendantFonts \[(\d+) 0 R\]/.exec(font)?.[1]))?.body ?? '';
  const widths = (/\/W \[0 \[([^\]]*)\]/.exec(descendant)?.[1] ?? '').split(/\s+/).map(Number);
  return { characters, widths };
}

function runsOf(content: string, fonts: Map<string, Font>, page: [number, number]): Run[] {
  const block = /BT\n1 0 0 1 ([\d.-]+) ([\d.-]+) Tm\n\/(F\d+) ([\d.]+) Tf\n([\s\S]*?)ET/g;
  return [...content.matchAll(block)].map(([, x, y, name = '', size, shown = '']) => {
    const font = fonts.get(name);
    const glyphs = [...shown.matchAll(/<(\w+)>/g)].flatMap(([, hex = '']) =>
      (hex.match(/.{4}/g) ?? []).map((glyph) => parseInt(glyph, 16)),
    );
    const kerned = [...shown.matchAll(/> (-?[\d.]+)/g)].reduce((sum, [, by]) => sum + Number(by), 0);
    const width = glyphs.reduce((sum, glyph) => sum + (font?.widths[glyph] ?? 0), -kerned);
    const text = glyphs.map((glyph) => font?.characters.get(glyph) ?? '\uFFFD').join('');
    return {
      text,
      x: Number(x),
      y: Number(y),
      size: Number(size),
      width: (width * Number(size)) / 1000,
      page,
    };
  });
}
