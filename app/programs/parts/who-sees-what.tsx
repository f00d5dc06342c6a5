import { LinkButton } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';

/** The way to the page that says what each side of the program sees. */
export function WhoSeesWhat({ clientId }: { clientId: string }) {
  return (
    <Section title="Who sees what">
      <p>Each side sees its own part of the program, and everybody can look up what the others see.</p>
      <LinkButton to={`/programs/${clientId}/transparency`}>Who sees what here</LinkButton>
    </Section>
  );
}
