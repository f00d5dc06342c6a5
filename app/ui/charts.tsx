import { Link } from '@remix-run/react';
import { extent, max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/**
 * Around every chart: the sentence that says what it says, the table one click away, the export beside it.
 * @param says the sentence; it comes before the drawing
 * @param table the same figures, usually a dense `DataTable`
 * @param exportTo address of the CSV
 */
export function ChartFrame({
  title,
  says,
  table,
  exportTo,
  children,
}: {
  title: ReactNode;
  says: ReactNode;
  table: ReactNode;
  exportTo?: string;
  children: ReactNode;
}) {
  return (
    <section className="sheet chart">
      <header className="sheet-head">
        <h2>{title}</h2>
        {exportTo ? (
          <div className="sheet-action">
            <a href={exportTo} download className="quiet-link">
              <Icon name="download" size={12} /> CSV
            </a>
          </div>
        ) : null}
        <p className="sheet-lead">{says}</p>
      </header>
      <div className="sheet-body">{children}</div>
      <details className="chart-table">
        <summary>
          <Icon name="chevron" size={12} className="proof-mark" /> As a table
        </summary>
        {table}
      </details>
    </section>
  );
}

export type MonthPoint = {
  label: string;
  value: number;
  /** Where the bar leads: the lines behind it. */
  to?: string;
  /** The same month a year before, drawn as a hairline. */
  previous?: number;
};

export type MonthBarsProps = {
  points: MonthPoint[];
  /** The figure in full; it is heard, and stands on the bars when there is no `short`. */
  format: (value: number) => string;
  /** The figure in few letters, such as `212k`, for above every bar. */
  short?: (value: number) => string;
  /** What the hairline stands for. */
  previousLabel?: string;
};

/** Height of the drawing in its own units; the bars stretch to the space they are given. */
const TALL = 100;

/** The bar is 10 units wide and takes three fifths of its column; the ground runs through the whole of it. */
const columnWidth = 10 / 0.6;
const columnStart = (10 - columnWidth) / 2;

/** Amounts by month. Each bar is a link to what it is made of; negative months hang below the line. */
export function MonthBars({ points, format, short, previousLabel = 'a year before' }: MonthBarsProps) {
  const values = points.flatMap((point) => [point.value, point.previous ?? 0]);
  const [low = 0, high = 0] = extent(values);
  const scale = scaleLinear([Math.min(0, low), Math.max(high, 1)], [TALL, 0]);
  const highest = points.findIndex((point) => point.value === max(points, (each) => each.value));
  const labelled = (index: number) => short !== undefined || index === highest;
  return (
    <>
      <ol className={short ? 'months' : 'months months-sparse'}>
        {points.map((point, index) => (
          <li key={point.label} data-highest={index === highest ? '' : undefined}>
            <Bar to={point.to} says={monthSays(point, format, previousLabel)} className="month">
              <span className="month-drawing" aria-hidden="true">
                <MonthDrawing point={point} scale={scale} />
                {labelled(index) ? (
                  <MonthFigure
                    text={(short ?? format)(point.value)}
                    top={scale(Math.max(point.value, point.previous ?? 0, 0))}
                  />
                ) : null}
              </span>
              <span className="month-name" aria-hidden="true">
                {point.label}
              </span>
            </Bar>
          </li>
        ))}
      </ol>
      {points.some((point) => point.previous !== undefined) ? (
        <p className="chart-key">
          <svg width="16" height="8" viewBox="0 0 16 8" aria-hidden="true" focusable="false">
            <path d="M0 4h16" className="bar-previous" />
          </svg>{' '}
          {previousLabel}
        </p>
      ) : null}
    </>
  );
}

function monthSays(point: MonthPoint, format: (value: number) => string, previousLabel: string): string {
  const now = `${point.label}: ${format(point.value)}`;
  return point.previous === undefined ? now : `${now}; ${previousLabel} ${format(point.previous)}`;
}

function MonthDrawing({ point, scale }: { point: MonthPoint; scale: (value: number) => number }) {
  const zero = scale(0);
  const end = scale(point.value);
  return (
    <svg className="month-bar" viewBox={`0 0 10 ${TALL}`} preserveAspectRatio="none" focusable="false">
      <rect x="0" y={Math.min(zero, end)} width="10" height={Math.abs(zero - end)} className="bar" />
      {point.previous === undefined ? null : (
        <path d={`M-1.5 ${scale(point.previous)}h13`} className="bar-previous" />
      )}
      <path d={`M${columnStart} ${zero}h${columnWidth}`} className="bar-ground" />
    </svg>
  );
}

/** The figure above its bar. The drawing stretches, so the text stands in a drawing of its own that does not. */
function MonthFigure({ text, top }: { text: string; top: number }) {
  return (
    <svg className="month-figure" width="100%" height="100%" focusable="false">
      <text x="50%" y={`${top}%`} dy="-5" textAnchor="middle">
        {text}
      </text>
    </svg>
  );
}

export type RankedBar = { label: string; value: number; to?: string; note?: string };

/** Amounts by name, the largest first as given. One row each, so that it reads at any width. */
export function RankedBars({ bars, format }: { bars: RankedBar[]; format: (value: number) => string }) {
  const scale = scaleLinear([0, Math.max(max(bars, (bar) => bar.value) ?? 0, 1)], [0, 100]);
  return (
    <ol className="ranked">
      {bars.map((bar) => (
        <li key={bar.label}>
          <Bar to={bar.to} className="ranked-row">
            <span className="ranked-name">
              {bar.label}
              {bar.note ? <span className="ranked-note"> {bar.note}</span> : null}
            </span>
            <svg
              className="ranked-bar"
              viewBox="0 0 100 8"
              preserveAspectRatio="none"
              aria-hidden="true"
              focusable="false"
            >
              <rect width="100" height="8" className="bar-ground-fill" />
              <rect width={Math.max(scale(bar.value), 0)} height="8" className="bar" />
            </svg>
            <span className="ranked-figure figure">{format(bar.value)}</span>
          </Bar>
        </li>
      ))}
    </ol>
  );
}

/** A bar is a link where it has somewhere to lead; what it says is heard either way. */
function Bar({
  to,
  says,
  className,
  children,
}: {
  to?: string;
  says?: string;
  className: string;
  children: ReactNode;
}) {
  const spoken = says ? <span className="visually-hidden">{says}</span> : null;
  if (!to)
    return (
      <span className={className}>
        {spoken}
        {children}
      </span>
    );
  return (
    <Link to={to} prefetch="intent" className={className}>
      {spoken}
      {children}
    </Link>
  );
}
