import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';

/** A page before anybody is known: one narrow sheet of paper, with the way back to the other doors. */
export function AtTheDoor({
  title,
  lead,
  children,
  retryTo,
}: {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
  /** Where the same can be tried again. */
  retryTo?: string;
}) {
  return (
    <div className="door">
      <h1>{title}</h1>
      {lead ? <p className="page-lead">{lead}</p> : null}
      {children}
      <p>
        {retryTo ? (
          <>
            <Link to={retryTo}>Begin again</Link>
            {' · '}
          </>
        ) : null}
        <Link to="/sign-in">Sign in with a password</Link>
      </p>
    </div>
  );
}
