import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';

/**
 * Nothing at this address, or nothing that this person may see: the two are never told apart (404).
 * @param backTo where the way goes on, the home page by default
 */
export function NotFound({
  backTo = '/',
  backLabel = 'Go to your home page',
}: {
  backTo?: string;
  backLabel?: string;
}) {
  return (
    <ErrorPage code="404" title="There is nothing here">
      <p>The address may be mistyped, or it leads to something that is not shared with you.</p>
      <p>
        <Link to={backTo}>{backLabel}</Link>
      </p>
    </ErrorPage>
  );
}

/**
 * The action is not this person's to take (403).
 * @param message why, as the refusal says it
 */
export function Refused({ message }: { message?: string }) {
  return (
    <ErrorPage code="403" title="This is not yours to do">
      <p>{message ?? 'Your role does not include this. Nothing was changed.'}</p>
      <p>
        <Link to="/">Go to your home page</Link>
      </p>
    </ErrorPage>
  );
}

/**
 * A failure of ours (500). Says no more than the reference, which also stands in the log.
 * @param reference the request id
 */
export function Unexpected({ reference }: { reference?: string }) {
  return (
    <ErrorPage code="500" title="Something went wrong on our side">
      <p>Nothing that you did was half done. Please try again; if it happens again, tell us the reference.</p>
      {reference ? (
        <p>
          Reference <code className="reference">{reference}</code>
        </p>
      ) : null}
      <p>
        <a href="/">Go to your home page</a>
      </p>
    </ErrorPage>
  );
}

function ErrorPage({ code, title, children }: { code: string; title: string; children: ReactNode }) {
  return (
    <div className="error-page">
      <p className="error-code">{code}</p>
      <h1>{title}</h1>
      {children}
    </div>
  );
}
