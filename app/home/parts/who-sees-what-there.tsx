import { Link } from '@remix-run/react';
import { Section } from '#app/ui/page.tsx';

/** A supplier's way to the page of each program it serves that says who sees what. */
export function WhoSeesWhatThere({ programs }: { programs: { clientId: string; clientName: string }[] }) {
  if (programs.length === 0) return null;
  return (
    <Section title="Who sees what">
      <ul className="grid gap-2">
        {programs.map(({ clientId, clientName }) => (
          <li key={clientId}>
            <Link to={`/programs/${clientId}/transparency`}>{clientName}</Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
