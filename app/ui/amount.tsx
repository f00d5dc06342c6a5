import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { formatHours } from '#app/values/hours.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatRate } from '#app/values/rate.ts';
import { formatDate, formatInstant } from '#app/values/week.ts';
import { Icon } from './icon.tsx';

/**
 * An amount.
 * @param minor integer minor units
 * @param currency ISO 4217; leave it out where the column or the page already says it
 */
export function Money({ minor, currency, strong }: { minor: number; currency?: string; strong?: boolean }) {
  const text = formatMoney(minor, currency);
  return strong ? <strong className="figure">{text}</strong> : <span className="figure">{text}</span>;
}

/** An exact decimal rate, by default for one hour. */
export function Rate({ rate, per }: { rate: string; per?: 'h' }) {
  return (
    <span className="figure">
      {formatRate(rate)}
      {per ? <span className="unit"> / {per}</span> : null}
    </span>
  );
}

/** Integer minutes, read as hours with two decimals. */
export function Hours({ minutes }: { minutes: number }) {
  return <span className="figure">{formatHours(minutes)}</span>;
}

/**
 * An exact decimal fraction as a percentage: `'0.025'` reads 2.5 %.
 * @param signed writes a plus before what is above zero, for comparisons
 */
export function Percent({ fraction, signed = false }: { fraction: string; signed?: boolean }) {
  const above = Number(fraction) > 0;
  return (
    <span className="figure">
      {signed && above ? '+' : ''}
      {formatPercent(fraction)}
    </span>
  );
}

/**
 * An amount that opens its proof: minutes, rule, rate version, discount, fee, tax, rounding.
 * @param to the page that holds the whole proof, where there is one
 * @param children the proof, usually a `<Facts>` or a few lines
 */
export function AmountWithProof({
  minor,
  currency,
  to,
  children,
}: {
  minor: number;
  currency?: string;
  to?: string;
  children: ReactNode;
}) {
  return (
    <details className="proof">
      <summary>
        <Icon name="chevron" size={12} className="proof-mark" />
        <Money minor={minor} currency={currency} strong />
        <span className="visually-hidden">, how it comes about</span>
      </summary>
      <div className="proof-body">
        {children}
        {to ? (
          <p>
            <Link to={to} prefetch="intent">
              The whole proof
            </Link>
          </p>
        ) : null}
      </div>
    </details>
  );
}

/** A calendar date, `YYYY-MM-DD`. */
export function DateText({ date }: { date: string }) {
  return (
    <time className="date" dateTime={date}>
      {formatDate(date)}
    </time>
  );
}

/**
 * A moment, in the time zone of the program it belongs to.
 * @param timeZone IANA name; UTC when the page knows none
 */
export function When({ at, timeZone = 'UTC' }: { at: Date | string; timeZone?: string }) {
  const instant = typeof at === 'string' ? new Date(at) : at;
  return (
    <time className="date" dateTime={instant.toISOString()}>
      {formatInstant(instant, timeZone)}
    </time>
  );
}
