import { Section } from '#app/ui/page.tsx';

/** What each side of a program sees; the walls of the database hold it. */
export function WhoSeesWhat() {
  return (
    <Section title="Who sees what">
      <p>
        <strong>The client</strong> sees everything of its own program except pay rates and suppliers’
        margins.
      </p>
      <p>
        <strong>A supplier</strong> sees places, jobs and terms, the fees that suppliers bear, the
        requisitions released to it, and its own candidates, time and statements. It never sees a rival, the
        rate card or what the client pays on top.
      </p>
      <p>
        <strong>The MSP</strong> sees every program.
      </p>
    </Section>
  );
}
