import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { ToneShape, type Tone } from './icon.tsx';

export type FlashMessage = {
  tone: 'good' | 'attention' | 'wrong';
  /** What changed, in a sentence. */
  text: string;
  /** Where to see it. */
  to?: string;
  toLabel?: string;
};

/** What just happened, said once at the top of the next page. */
export function Flash({ flash }: { flash: FlashMessage }) {
  return (
    <div className={`notice tone-${flash.tone} flash`} role="status">
      <ToneShape tone={flash.tone === 'good' ? 'done' : flash.tone} size={12} />
      <p>
        {flash.text}
        {flash.to ? (
          <>
            {' '}
            <Link to={flash.to} prefetch="intent">
              {flash.toLabel ?? 'See it'}
            </Link>
          </>
        ) : null}
      </p>
    </div>
  );
}

/** Why there is nothing here, and what to do about it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty-state">
      <p className="empty-title">{title}</p>
      {children ? <div className="empty-why">{children}</div> : null}
      {action ? <div className="empty-action">{action}</div> : null}
    </div>
  );
}

const whole = new Intl.NumberFormat('en-US');

/** How far long work has come. The page that shows it can be left and come back to. */
export function Progress({ done, total, label }: { done: number; total: number; label: string }) {
  return (
    <div className="progress">
      <div className="progress-words">
        <span>{label}</span>
        <span className="figure">
          {whole.format(done)} of {whole.format(total)}
        </span>
      </div>
      <progress value={done} max={Math.max(total, 1)} aria-label={label} />
    </div>
  );
}

/** Something to know before going on. */
export function Notice({ tone, title, children }: { tone: Tone; title?: ReactNode; children?: ReactNode }) {
  return (
    <div className={`notice tone-${tone}`}>
      <ToneShape tone={tone} size={12} />
      <div>
        {title ? <p className="notice-title">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}

/** Said before the button, where the decision would be taken in another's place. */
export function DecidesFor({ name }: { name: string | null }) {
  if (name === null) return null;
  return (
    <Notice tone="waiting">
      <p>You decide this for {name}. Both names will stand under it.</p>
    </Notice>
  );
}

/** What is unusual, said before the button. Says nothing where nothing is. */
export function Unusual({ findings }: { findings: string[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className="unusual" aria-label="Unusual here">
      {findings.map((finding) => (
        <li key={finding}>
          <ToneShape tone="attention" />
          <span>{finding}</span>
        </li>
      ))}
    </ul>
  );
}
