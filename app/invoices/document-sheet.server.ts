import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { withoutControls } from '#app/values/text.ts';

// By path and not by name: the file is read once and its glyphs are embedded, so a document looks the same anywhere.
// The condensed cut leaves room for names beside nine columns of a portrait page.
const { resolve } = createRequire(import.meta.url);
const fonts = {
  regular: resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
};

export const ink = '#1d2527';
export const quiet = '#5b6669';
export const hairline = '#d5d1c7';
export const accent = '#0b5d63';
export const band = '#f4f2ec';

export type Style = { size: number; bold?: boolean; color?: string };
export type Area = { x: number; y: number; width: number; align?: 'left' | 'right' };

export type SheetOptions = {
  size: 'A4' | 'LETTER';
  title: string;
  author: string;
  /** 'YYYY-MM-DD'. */
  createdOn: string;
  /** Stands at the foot of every page, beside its number. */
  footer: string;
};

const margin = 36;
const footerHeight = 30;

/**
 * A growing stack of pages with a cursor `y`, on which text is measured before it is written.
 *
 * It is gone over twice: first it only measures and counts its pages, then `startDrawing` begins again on paper. So
 * 'Page x of y' is known on every page as it is drawn, and a page that is full can leave memory at once.
 */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly left = margin;
  readonly width: number;
  readonly bottom: number;
  y = margin;
  /** Draws what stands at the top of every further page of the current section. */
  onNewPage: () => void = () => undefined;
  private pages = 1;
  private pageCount: number | null = null;
  private widths = new Map<string, number>();
  private fillColor = '';
  private strokeColor = '';

  constructor(private options: SheetOptions) {
    const at = new Date(`${options.createdOn}T00:00:00Z`);
    this.doc = new PDFDocument({
      size: options.size,
      margin,
      font: fonts.regular,
      lang: 'en-US',
      displayTitle: true,
      // The file's id is a hash of this, so the same document gives the same bytes. With PDF 1.3 there is no XMP
      // packet, into which pdfkit would write these unescaped; the information dictionary takes any character.
      pdfVersion: '1.3',
      info: {
        Title: onPaper(options.title),
        Author: onPaper(options.author),
        Creator: 'Muster',
        Producer: 'Muster',
        CreationDate: at,
        ModDate: at,
      },
    });
    this.width = this.doc.page.width - 2 * margin;
    this.bottom = this.doc.page.height - margin - footerHeight;
  }

  /** Whether this is the first time over, when nothing is written. */
  get measuring(): boolean {
    return this.pageCount === null;
  }

  /** Begins again at the top of page one, now on paper. */
  startDrawing(): void {
    this.pageCount = this.pages;
    this.pages = 1;
    this.y = margin;
    this.onNewPage = () => undefined;
    this.numberPage();
  }

  get right(): number {
    return this.left + this.width;
  }

  newPage(): void {
    this.pages += 1;
    this.y = margin;
    if (!this.measuring) {
      this.doc.addPage();
      this.fillColor = this.strokeColor = '';
      this.numberPage();
    }
    this.onNewPage();
  }

  /** Starts a page unless so much room is left; says whether it did. */
  ensureRoom(height: number): boolean {
    if (this.y + height <= this.bottom) return false;
    this.newPage();
    return true;
  }

  widthOf(text: string, { size, bold = false }: Style): number {
    const key = `${bold ? 'b' : 'r'}${text}`;
    let perPoint = this.widths.get(key);
    if (perPoint === undefined) {
      perPoint = this.doc.font(bold ? fonts.bold : fonts.regular, 1).widthOfString(text);
      this.widths.set(key, perPoint);
    }
    return perPoint * size;
  }

  /** Writes one line, cut with an ellipsis where it does not fit. `y` is the top of the line. */
  line(text: string, area: Area, style: Style): void {
    if (this.measuring) return;
    this.put(this.fitted(onPaper(text), area.width, style), area, style);
  }

  /** Writes a figure. A figure is never cut: where it would not fit, it is set smaller. */
  figure(text: string, area: Area, style: Style): void {
    if (this.measuring) return;
    const width = this.widthOf(text, style);
    const size = width <= area.width ? style.size : (style.size * area.width) / width;
    this.put(text, { ...area, align: 'right' }, { ...style, size });
  }

  /** Writes up to `most` lines and returns the height they took; the last one is cut where words remain. */
  paragraph(text: string, area: Area, style: Style, most = 3): number {
    const height = style.size * 1.4;
    const lines = this.broken(onPaper(text), area.width, style, most);
    lines.forEach((line, index) => this.put(line, { ...area, y: area.y + index * height }, style));
    return lines.length * height;
  }

  rule(y: number, { from = this.left, color = hairline, weight = 0.5 } = {}): void {
    if (this.measuring) return;
    const stroke = `${color} ${weight}`;
    if (this.strokeColor !== stroke) this.doc.strokeColor(color).lineWidth(weight);
    this.strokeColor = stroke;
    this.doc.moveTo(from, y).lineTo(this.right, y).stroke();
  }

  fill(x: number, y: number, width: number, height: number, color: string): void {
    if (this.measuring) return;
    this.take(color);
    this.doc.rect(x, y, width, height).fill();
  }

  private numberPage(): void {
    const y = this.bottom + 14;
    const style = { size: 7, color: quiet };
    this.rule(y - 6);
    this.line(this.options.footer, { x: this.left, y, width: this.width - 90 }, style);
    const page = `Page ${this.pages} of ${this.pageCount}`;
    this.line(page, { x: this.right - 80, y, width: 80, align: 'right' }, style);
  }

  // A color holds until the next one; saying it again for each word makes the file a third larger.
  private take(color: string): void {
    if (this.fillColor !== color) this.doc.fillColor(color);
    this.fillColor = color;
  }

  private put(text: string, area: Area, style: Style): void {
    if (text === '' || this.measuring) return;
    const x = area.align === 'right' ? area.x + area.width - this.widthOf(text, style) : area.x;
    this.take(style.color ?? ink);
    this.doc
      .font(style.bold ? fonts.bold : fonts.regular, style.size)
      .text(text, x, area.y, { lineBreak: false });
  }

  private fitted(text: string, width: number, style: Style): string {
    if (this.widthOf(text, style) <= width) return text;
    const taken = this.prefix([...text], width - this.widthOf('…', style), style);
    return `${taken.trimEnd()}…`;
  }

  private prefix(characters: string[], width: number, style: Style): string {
    let room = width;
    let count = 0;
    for (const character of characters) {
      room -= this.widthOf(character, style);
      if (room < 0) break;
      count += 1;
    }
    return characters.slice(0, count).join('');
  }

  private broken(text: string, width: number, style: Style, most: number): string[] {
    const lines: string[] = [];
    let rest = text;
    while (rest !== '' && lines.length < most) {
      if (lines.length === most - 1 || this.widthOf(rest, style) <= width) {
        lines.push(this.fitted(rest, width, style));
        break;
      }
      const prefix = this.prefix([...rest], width, style);
      const space = rest[prefix.length] === ' ' ? prefix.length : prefix.lastIndexOf(' ');
      // A word longer than the line is broken where the line ends.
      const end = space > 0 ? space : Math.max(prefix.length, 1);
      lines.push(rest.slice(0, end).trimEnd());
      rest = rest.slice(end).trimStart();
    }
    return lines;
  }
}

// What people typed may hold anything; on paper it is one line of visible characters. Beyond a thousand nothing
// fits anyway, and measuring it would only cost time.
const onPaper = (text: string) => withoutControls(text).replace(/\s+/g, ' ').trim().slice(0, 1_000);
