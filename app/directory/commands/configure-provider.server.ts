import { eq } from 'drizzle-orm';
import { directory } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { sealField } from '#app/platform/crypto/field.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Problem, type Result } from '#app/values/result.ts';
import { roles } from '#app/values/roles.ts';
import { domainsInForce, secretCell } from '../connections.server.ts';
import { directoryConfigured } from '../events.ts';
import type { ProviderInput } from '../forms.ts';
import { ownerOf, type Home } from '../home.server.ts';
import { checkAddress, NotAsked, reachOf } from '../outgoing.server.ts';
import { homeFor, settingsOf, startedDirectory } from '../queries.server.ts';

type Before = Awaited<ReturnType<typeof settingsOf>>;

/** Sets up how an organization's people come in by single sign-on. The secret is sealed, and never shown again. */
export async function configureProvider(
  ctx: Context,
  organizationId: string,
  input: ProviderInput,
): Promise<Result<{ name: string; switchedOn: boolean }>> {
  const home = await homeFor(ctx, 'directory.configure', organizationId);
  if (!home) return missing();
  const before = await settingsOf(ctx, home.id);
  const problems = problemsOf(home, before, input, await domainsInForce(ctx.db, home.id));
  if (problems.length > 0) return invalid(...problems);
  const { id } = await startedDirectory(ctx, home);
  const { issuer, registeredAs, secret, vouchesForAddresses, switchedOn } = input;
  const after = {
    issuer,
    registeredAs,
    vouchesForAddresses,
    defaultRole: input.defaultRole ?? null,
    switchedOn,
    passwordsAllowed: !input.passwordsRefused,
  };
  await ctx.db
    .update(directory)
    .set({
      ...after,
      ...(secret ? { secretSealed: sealField(secret, secretCell(id)) } : {}),
      changedAt: ctx.now,
    })
    .where(eq(directory.id, id));
  await recordEvent(
    ctx,
    directoryConfigured({
      subjectId: home.id,
      ...ownerOf(home),
      facts: { before: before && told(before), after: { ...after, secretChanged: secret !== undefined } },
    }),
  );
  return ok({ name: home.name, switchedOn });
}

const told = ({ id: _id, hasSecret: _secret, ...rest }: NonNullable<Before>) => rest;

function problemsOf(home: Home, before: Before, input: ProviderInput, domains: string[]): Problem[] {
  const problems: Problem[] = [];
  try {
    checkAddress(new URL(input.issuer), reachOf());
  } catch (error) {
    const why = error instanceof NotAsked ? error.message : 'This is not an address.';
    problems.push(problem('issuer', why));
  }
  if (!input.secret && !before?.hasSecret) problems.push(problem('secret', 'Enter the client secret.'));
  // A secret goes only to the provider that it was entered for.
  else if (!input.secret && before?.issuer !== input.issuer)
    problems.push(problem('secret', 'The provider is another one now: enter the secret that it gave you.'));
  if (input.defaultRole && (roles[input.defaultRole].side !== home.side || input.defaultRole === 'worker'))
    problems.push(problem('defaultRole', `This is no role that ${home.name} can give to everybody.`));
  if (input.switchedOn && domains.length === 0)
    problems.push(
      problem('switchedOn', 'Nobody could come in yet: claim a domain first, and have it confirmed.'),
    );
  if (input.passwordsRefused && !input.switchedOn)
    problems.push(
      problem('passwordsRefused', 'Switch single sign-on on first, or nobody could come in at all.'),
    );
  return problems;
}
