import type { ActionFunctionArgs } from '@remix-run/node';
import { eq } from 'drizzle-orm';
import { directory } from '#db/schema/index.ts';
import { openField } from '#app/platform/crypto/field.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { byField, type FormAnswer } from '#app/values/result.ts';
import { callbackOf } from './commands/start-sign-in.server.ts';
import { secretCell } from './connections.server.ts';
import { providerForm } from './forms.ts';
import { homeFor, settingsOf } from './queries.server.ts';
import { checkCredentials, discover, ProviderTrouble } from './provider.server.ts';

/** The secret that is kept, where it was entered for this very provider. */
const keptSecret = (issuer: string) =>
  page(async (ctx, { params }) => {
    const home = found(await homeFor(ctx, 'directory.configure', idParam(params, 'organizationId')));
    const settings = await settingsOf(ctx, home.id);
    if (!settings || settings.issuer !== issuer) return null;
    const [row] = await ctx.db
      .select({ sealed: directory.secretSealed })
      .from(directory)
      .where(eq(directory.id, settings.id));
    return row?.sealed ? openField(row.sealed, secretCell(settings.id)) : null;
  });

/** Asks the provider as it was typed, outside of any transaction, and says what is wrong at its field. Nothing is kept. */
export async function testProvider(
  args: ActionFunctionArgs,
  form: FormData,
): Promise<FormAnswer & { works?: string; status: number }> {
  const parsed = parseForm(providerForm, form);
  const { secret: _secret, ...typed } = parsed.ok ? parsed.typed : parsed.answer.typed;
  // Who may not set it up may not make the server ask around either.
  const issuer = parsed.ok ? parsed.value.issuer : '';
  const kept = await keptSecret(issuer)(args);
  if (!parsed.ok) return { problems: parsed.answer.problems, typed, status: 422 };
  const secret = parsed.value.secret ?? kept;
  if (!secret)
    return { problems: { secret: ['Enter the client secret, to test with it.'] }, typed, status: 422 };
  try {
    const { registeredAs } = parsed.value;
    const configuration = await discover({ issuer, registeredAs, secret });
    await checkCredentials(configuration, callbackOf(args.context.baseUrl));
    const works =
      'It knows this client id and secret, and signs in a way that Muster accepts. Nothing was saved yet.';
    return { problems: {}, typed, works, status: 200 };
  } catch (error) {
    if (!(error instanceof ProviderTrouble)) throw error;
    return { problems: byField([error.problem]), typed, status: 422 };
  }
}
