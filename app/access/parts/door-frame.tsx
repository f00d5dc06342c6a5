import type { ReactNode } from 'react';

/** The frame of the pages before anybody is known: one narrow sheet of paper. */
export function DoorFrame({
  title,
  lead,
  children,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main id="main" className="door" tabIndex={-1}>
      <p className="door-product">Muster</p>
      <div className="door-sheet">
        <h1>{title}</h1>
        {lead ? <p className="door-lead">{lead}</p> : null}
        {children}
      </div>
    </main>
  );
}
