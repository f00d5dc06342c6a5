import { Hidden, TextField } from './field.tsx';
import { QrCode } from './qr-code.tsx';

/** A secret to put into an authenticator, and the field for the first code that it shows. */
export function AuthenticatorFields({
  modules,
  secret,
  sealed,
}: {
  modules: boolean[][];
  /** In groups, for typing. */
  secret: string;
  /** Travels with the form. */
  sealed: string;
}) {
  return (
    <>
      <div className="authenticator">
        <QrCode modules={modules} label="A code that sets up your authenticator when you scan it" />
        <div>
          <p>Scan this with an authenticator app. If you cannot scan it, type this secret into the app:</p>
          <p>
            <code className="secret">{secret}</code>
          </p>
        </div>
      </div>
      <Hidden name="offer" value={sealed} />
      <TextField
        name="code"
        label="Code"
        hint="The six digits that the app shows now."
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={20}
        required
      />
    </>
  );
}
