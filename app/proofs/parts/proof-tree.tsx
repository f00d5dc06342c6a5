import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { Icon } from '#app/ui/icon.tsx';
import { checkOf, type Proof } from '../proof.ts';
import { formula, valueText } from '../words.ts';

type Shown = { currency: string; openAll: boolean };

/** Steps that are unfolded from the start; what lies deeper opens where somebody asks. */
const OPEN_DEPTH = 1;

/**
 * A number and what it was made of, down to what somebody wrote down. Each step folds, also where scripts do not run;
 * on paper all of them are unfolded.
 */
export function ProofTree({ proof, currency, openAll }: Shown & { proof: Proof }) {
  return (
    <ol>
      <Step proof={proof} depth={0} shown={{ currency, openAll }} />
    </ol>
  );
}

function Step({ proof, depth, shown }: { proof: Proof; depth: number; shown: Shown }) {
  const hasMore = proof.parts.length > 0 || (proof.notes ?? []).length > 0 || proof.hidden !== undefined;
  const line = depth === 0 ? '' : 'border-t border-hairline';
  if (!hasMore)
    return (
      <li className={`${line} flex items-baseline gap-3 py-1.5 pl-4`}>
        <Words proof={proof} showsSource />
        <Figure proof={proof} shown={shown} depth={depth} />
      </li>
    );
  return (
    <li className={line}>
      <details
        open={shown.openAll || depth <= OPEN_DEPTH}
        className="print:[&::details-content]:[content-visibility:visible]"
      >
        <summary className="flex cursor-pointer items-baseline gap-1 py-1.5">
          <Icon name="chevron" size={12} className="proof-mark mt-1 self-start" />
          <Words proof={proof} />
          <Figure proof={proof} shown={shown} depth={depth} />
        </summary>
        <div className="ml-1.5 grid grid-cols-1 gap-1 border-l border-hairline pb-2 pl-2.5 sm:pl-4">
          <Reasons proof={proof} shown={shown} />
          {proof.parts.length > 0 ? (
            <ol>
              {proof.parts.map((part, index) => (
                <Step key={`${index} ${part.label}`} proof={part} depth={depth + 1} shown={shown} />
              ))}
            </ol>
          ) : null}
        </div>
      </details>
    </li>
  );
}

/** What it is and how it came about; of a leaf, also where it was written down. */
function Words({
  proof: { label, how, source },
  showsSource = false,
}: {
  proof: Proof;
  showsSource?: boolean;
}) {
  return (
    <span className="min-w-0 flex-1">
      <span className="font-medium">{label}</span>
      {how ? <span className="text-soft"> · {how}</span> : null}
      {showsSource && source ? (
        <>
          {' '}
          <SourceLink source={source} />
        </>
      ) : null}
    </span>
  );
}

function Figure({ proof, shown, depth }: { proof: Proof; shown: Shown; depth: number }) {
  const text = valueText(proof.value, shown.currency);
  const className = 'figure shrink-0 whitespace-nowrap text-right';
  return depth === 0 ? (
    <strong className={className}>{text}</strong>
  ) : (
    <span className={className}>{text}</span>
  );
}

/** The arithmetic in figures, whether it holds, what was rounded, and what else there is to know. */
function Reasons({ proof, shown }: { proof: Proof; shown: Shown }) {
  const { rounding, notes = [], hidden, source } = proof;
  const said: ReactNode[] = [
    <Arithmetic key="arithmetic" proof={proof} shown={shown} />,
    rounding ? <p key="rounding">{endWithStop(rounding)}</p> : null,
    ...notes.map((note) => <p key={note}>{note}</p>),
    hidden ? <p key="hidden">{hidden}</p> : null,
    source ? (
      <p key="source">
        <SourceLink source={source} />
      </p>
    ) : null,
  ];
  return <div className="grid grid-cols-1 gap-0.5 pl-3 text-sm text-soft">{said}</div>;
}

const endWithStop = (text: string) => (text.endsWith('.') ? text : `${text}.`);

function Arithmetic({ proof, shown: { currency } }: { proof: Proof; shown: Shown }) {
  const check = checkOf(proof, currency);
  if (check === 'stated') return null;
  const figures = formula(proof, currency);
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      {figures ? (
        <span className="min-w-0 tabular-nums">
          {figures} = {valueText(proof.value, currency)}
        </span>
      ) : null}
      {check === 'holds' ? (
        <span className="inline-flex items-center gap-1 whitespace-nowrap">
          <Icon name="check" size={12} /> adds up
        </span>
      ) : (
        <strong className="inline-flex items-center gap-1 whitespace-nowrap text-wrong">
          <Icon name="cross" size={12} /> does not add up
        </strong>
      )}
    </p>
  );
}

function SourceLink({ source: { label, to } }: { source: { label: string; to: string } }) {
  const isFile = to.endsWith('/receipt');
  return (
    <Link
      to={to}
      prefetch={isFile ? 'none' : 'intent'}
      reloadDocument={isFile || undefined}
      className="inline-block min-h-6 whitespace-nowrap"
    >
      {label}
    </Link>
  );
}
