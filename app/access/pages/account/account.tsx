import { data, type ActionFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readForm } from '#app/platform/http/read-form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { authorizeOwn } from '../../account/own.server.ts';
import { accountPage } from '../../account/queries.server.ts';
import { signedInAt } from '../../account/signed-in.server.ts';
import { goOn } from '../../answer.server.ts';
import { renameMyself } from '../../commands/account/rename.server.ts';
import { renameForm } from '../../forms.ts';
import { Factors, Passkeys } from '../../parts/factors.tsx';
import { Sessions } from '../../parts/sessions.tsx';

export const meta: MetaFunction = () => [{ title: 'My account · Muster' }];

export const loader = page(async (ctx) => {
  authorizeOwn(ctx);
  return { ...(await accountPage(ctx)), now: ctx.now };
});

export async function action(args: ActionFunctionArgs) {
  const { actor, door } = await signedInAt(args);
  const parsed = parseForm(renameForm, await readForm(args.request));
  if (!parsed.ok) return data(parsed.answer, { status: 422 });
  await renameMyself(door, actor, parsed.value);
  return goOn({ to: '/account', cookies: [] }, `You are ${parsed.value.name} from now on.`);
}

export default function Account() {
  const shown = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page title="My account" lead="Your name, and what opens your door.">
      <Section title="You">
        <Facts items={[{ label: 'E-mail', value: shown.email }]} />
        <PostForm answer={answer}>
          <TextField
            name="name"
            label="Name"
            hint="As others see it, from now on."
            defaultValue={shown.name}
            autoComplete="name"
            maxLength={120}
            required
          />
          <ButtonRow>
            <SubmitButton tone="quiet">Save the name</SubmitButton>
          </ButtonRow>
        </PostForm>
      </Section>
      <Section
        title="Password"
        lead="Changing it ends every other session of yours."
        action={<LinkButton to="/account/password">Change the password</LinkButton>}
      >
        {null}
      </Section>
      <Factors {...shown} />
      <Passkeys passkeys={shown.passkeys} />
      <Sessions sessions={shown.sessions} />
      <Section
        title="What is known about you"
        lead="Take a copy of it with you, or ask to be forgotten."
        action={<LinkButton to="/privacy/mine">My data</LinkButton>}
      >
        {null}
      </Section>
    </Page>
  );
}
