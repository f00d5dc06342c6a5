import { CheckboxField, SelectField, TextField, type Option } from '#app/ui/form.tsx';

type Settings = {
  issuer: string | null;
  registeredAs: string | null;
  hasSecret: boolean;
  vouchesForAddresses: boolean;
  defaultRole: string | null;
  switchedOn: boolean;
  passwordsAllowed: boolean;
};

/** What is said of a provider, and whom it lets in. */
export function ProviderFields({ settings, choices }: { settings: Settings | null; choices: Option[] }) {
  return (
    <>
      <TextField
        name="issuer"
        label="Issuer"
        hint="The provider’s own address, exactly as it writes it. Microsoft Entra ID: https://login.microsoftonline.com/…/v2.0"
        type="url"
        defaultValue={settings?.issuer}
        maxLength={300}
        required
      />
      <TextField
        name="registeredAs"
        label="Client id"
        defaultValue={settings?.registeredAs}
        maxLength={200}
        required
      />
      <TextField
        name="secret"
        label="Client secret"
        hint={
          settings?.hasSecret
            ? 'Kept encrypted. Leave empty to keep it.'
            : 'Kept encrypted, and never shown again.'
        }
        type="password"
        autoComplete="off"
        maxLength={500}
        required={!settings?.hasSecret}
      />
      <CheckboxField
        name="vouchesForAddresses"
        label="Addresses count as verified where the provider says nothing"
        hint="Only for providers that give every address themselves and send no «email_verified», such as Microsoft Entra ID."
        defaultChecked={settings?.vouchesForAddresses}
      />
      <SelectField
        name="defaultRole"
        label="Role for everybody else"
        hint="For people to whom neither a claim nor a group gives a role."
        placeholder="None: they are not let in"
        defaultValue={settings?.defaultRole}
        options={choices}
      />
      <CheckboxField
        name="switchedOn"
        label="Let people in by single sign-on"
        defaultChecked={settings?.switchedOn}
      />
      <CheckboxField
        name="passwordsRefused"
        label="Refuse passwords"
        hint="Administrators keep theirs, for the day on which the provider is down, and so does who acts for other organizations too."
        defaultChecked={settings ? !settings.passwordsAllowed : false}
      />
    </>
  );
}
