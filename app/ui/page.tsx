import { Link } from '@remix-run/react';
import { Fragment, useEffect, useRef, type ReactNode } from 'react';

export type Crumb = { label: string; to?: string };

/**
 * The header and body of every page: where you are, what this is, how it stands, the one next action.
 * @param crumbs the way here, outermost first; the page itself is not one of them
 * @param lead a sentence or two under the title
 * @param status usually a `<Status>`
 * @param action the next action, or a `<ButtonRow>` when there are two
 * @param wide lets the content use the whole window instead of 1280 px
 */
export function Page({
  title,
  crumbs,
  lead,
  status,
  action,
  wide = false,
  children,
}: {
  title: ReactNode;
  crumbs?: Crumb[];
  lead?: ReactNode;
  status?: ReactNode;
  action?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      <header className="page-head">
        {crumbs && crumbs.length > 0 ? <Crumbs crumbs={crumbs} /> : null}
        <div className="page-title">
          <h1>{title}</h1>
          {status ? <div className="page-status">{status}</div> : null}
          {action ? <div className="page-action">{action}</div> : null}
        </div>
        {lead ? <div className="page-lead">{lead}</div> : null}
      </header>
      <div className="page-body">{children}</div>
    </div>
  );
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav className="crumbs" aria-label="Breadcrumb">
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.label}>
            {crumb.to ? (
              <Link to={crumb.to} prefetch="intent">
                {crumb.label}
              </Link>
            ) : (
              <span>{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Facts on the left, timeline on the right; one below the other where there is no room. */
export function Columns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="columns">
      <div className="columns-main">{children}</div>
      <aside className="columns-aside">{aside}</aside>
    </div>
  );
}

/**
 * A titled sheet of a page. A `DataTable` directly inside runs to its edges.
 * @param id where links of the same page may lead
 */
export function Section({
  title,
  lead,
  action,
  children,
  id,
}: {
  title: ReactNode;
  lead?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  return (
    <section className="sheet" id={id}>
      <header className="sheet-head">
        <h2>{title}</h2>
        {action ? <div className="sheet-action">{action}</div> : null}
        {lead ? <div className="sheet-lead">{lead}</div> : null}
      </header>
      <div className="sheet-body">{children}</div>
    </section>
  );
}

export type Tab = { label: string; to: string; count?: number; current?: boolean };

/** Views of one object, each with an address of its own. */
export function Tabs({ items, label = 'Views' }: { items: Tab[]; label?: string }) {
  const row = useCurrentInView(items.find(({ current }) => current)?.to);
  return (
    <nav className="tabs" aria-label={label}>
      <ul ref={row}>
        {items.map((tab) => (
          <li key={tab.to}>
            <Link
              to={tab.to}
              prefetch="intent"
              preventScrollReset
              aria-current={tab.current ? 'page' : undefined}
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <Fragment>
                  {' '}
                  <span className="count">{tab.count}</span>
                </Fragment>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** On a phone the row is wider than the screen: the current view is moved to its middle. */
function useCurrentInView(current: string | undefined) {
  const row = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const list = row.current;
    const tab = list?.querySelector<HTMLElement>('[aria-current]');
    if (!list || !tab) return;
    list.scrollLeft = tab.offsetLeft - list.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
  }, [current]);
  return row;
}
