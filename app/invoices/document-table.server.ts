import { band, hairline, ink, quiet } from './document-sheet.server.ts';
import type { Sheet, Style } from './document-sheet.server.ts';

export type Column = {
  head: string;
  /** Points. One column of a table may be 'rest' and takes what the others leave. */
  width: number | 'rest';
  /** Figures stand on the right and are never cut. */
  figures?: boolean;
};

type Placed = { head: string; x: number; width: number; figures: boolean };

const gap = 7;
const headHeight = 17;

/** A table drawn row by row, so that nine thousand rows cost no more than their glyphs. Its head repeats. */
export class Table {
  private placed: Placed[];

  constructor(
    private sheet: Sheet,
    columns: Column[],
    private style: Style = { size: 7.5 },
  ) {
    const fixed = columns.reduce((sum, { width }) => sum + (width === 'rest' ? 0 : width), 0);
    const rest = sheet.width - fixed - gap * (columns.length - 1);
    let x = sheet.left;
    this.placed = columns.map(({ head, width: wanted, figures = false }) => {
      const width = wanted === 'rest' ? rest : wanted;
      const column = { head, x, width, figures };
      x += width + gap;
      return column;
    });
  }

  get rowHeight(): number {
    return this.style.size * 1.8;
  }

  head(): void {
    const { sheet } = this;
    for (const { head, x, width, figures } of this.placed)
      sheet.line(
        head,
        { x, y: sheet.y + 3, width, align: figures ? 'right' : 'left' },
        { size: 7, color: quiet },
      );
    sheet.y += headHeight;
    sheet.rule(sheet.y - 2, { color: ink, weight: 0.6 });
    sheet.y += 2;
  }

  row(cells: string[], { bold = false, line = true } = {}): void {
    const { sheet } = this;
    const style = { ...this.style, bold };
    this.placed.forEach(({ x, width, figures }, index) => {
      const text = cells[index] ?? '';
      const area = { x, y: sheet.y + 1.5, width };
      if (figures) sheet.figure(text, area, style);
      else sheet.line(text, area, style);
    });
    sheet.y += this.rowHeight;
    if (line) sheet.rule(sheet.y - 1, { color: hairline, weight: 0.3 });
  }

  /** A quiet sentence under the row before it, up to two lines of it. */
  aside(text: string): void {
    const { sheet } = this;
    const style = { ...this.style, size: this.style.size - 0.5, color: quiet };
    const area = { x: sheet.left + 8, y: sheet.y, width: sheet.width - 8 };
    sheet.y += sheet.paragraph(text, area, style, 2) + 2;
    sheet.rule(sheet.y - 1, { color: hairline, weight: 0.3 });
  }

  /** A row across the table that says whose rows follow. */
  band(title: string, aside: string): void {
    const { sheet } = this;
    const height = this.rowHeight + 2;
    sheet.fill(sheet.left, sheet.y, sheet.width, height, band);
    const y = sheet.y + 2.5;
    const bold = { ...this.style, bold: true };
    const titleWidth = Math.min(sheet.widthOf(title, bold) + 1, sheet.width * 0.45);
    sheet.line(title, { x: sheet.left + 4, y, width: titleWidth }, bold);
    const x = sheet.left + 4 + titleWidth + gap;
    sheet.line(aside, { x, y, width: sheet.right - 4 - x }, { ...this.style, color: quiet });
    sheet.y += height + 1;
  }

  /** The last row of a table or of a worker, in bold with its figures; `text` spans the columns that are not figures. */
  total(text: string, figures: string[], { strong = false } = {}): void {
    const { sheet } = this;
    const style = { ...this.style, bold: true };
    const numeric = this.placed.filter((column) => column.figures);
    const firstFigure = numeric[numeric.length - figures.length] ?? numeric[0];
    if (strong) sheet.rule(sheet.y, { color: ink, weight: 0.8 });
    const y = sheet.y + (strong ? 4 : 1.5);
    sheet.line(text, { x: sheet.left, y, width: (firstFigure?.x ?? sheet.right) - gap - sheet.left }, style);
    numeric.slice(-figures.length).forEach(({ x, width }, index) => {
      sheet.figure(figures[index] ?? '', { x, y, width }, style);
    });
    sheet.y += this.rowHeight + (strong ? 8 : 4);
    if (strong) sheet.rule(sheet.y - 3, { color: ink, weight: 0.8 });
  }
}
