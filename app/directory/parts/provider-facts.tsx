import { Facts } from '#app/ui/facts.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';

type Settings = {
  id: string;
  issuer: string | null;
  registeredAs: string | null;
  vouchesForAddresses: boolean;
  switchedOn: boolean;
  passwordsAllowed: boolean;
};

/** Whether and with which provider people come in. */
export function ProviderFacts({
  base,
  settings,
  callback,
  mayConfigure,
}: {
  base: string;
  settings: Settings | null;
  callback: string;
  mayConfigure: boolean;
}) {
  const address = <code>{callback}</code>;
  if (!settings?.issuer) {
    return (
      <Section title="Single sign-on">
        <EmptyState
          title="No provider yet"
          action={
            mayConfigure ? (
              <LinkButton to={`${base}/provider`} tone="primary">
                Set up a provider
              </LinkButton>
            ) : null
          }
        >
          Register Muster at your OpenID Connect provider with the redirect address {address}, and enter here
          what it gives you.
        </EmptyState>
      </Section>
    );
  }
  return (
    <Section
      title="Single sign-on"
      action={mayConfigure ? <LinkButton to={`${base}/provider`}>Change</LinkButton> : null}
    >
      <Facts
        items={[
          { label: 'In use', value: settings.switchedOn ? 'Yes' : 'No, switched off' },
          { label: 'Provider', value: settings.issuer },
          { label: 'Client id', value: settings.registeredAs },
          { label: 'Client secret', value: 'Kept encrypted, shown to nobody' },
          { label: 'Redirect address', value: address },
          {
            label: 'Passwords',
            value: settings.passwordsAllowed
              ? 'Are a way in as well'
              : 'Are refused, except for administrators and for who acts elsewhere too',
          },
          {
            label: 'Addresses',
            value: settings.vouchesForAddresses
              ? 'Are taken as verified where the provider says nothing'
              : 'Must be verified by the provider',
          },
          {
            label: 'Sign-in page',
            value: <a href={`/sign-in/sso/${settings.id}`}>{`/sign-in/sso/${settings.id}`}</a>,
          },
        ]}
      />
    </Section>
  );
}
