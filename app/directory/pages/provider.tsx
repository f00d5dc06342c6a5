import { data, type ActionFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { readForm } from '#app/platform/http/read-form.server.ts';
import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { roles, rolesOf } from '#app/values/roles.ts';
import { configureProvider } from '../commands/configure-provider.server.ts';
import { callbackOf } from '../commands/start-sign-in.server.ts';
import { providerForm } from '../forms.ts';
import { ProviderFields } from '../parts/provider-fields.tsx';
import { homeFor, settingsOf } from '../queries.server.ts';
import { testProvider } from '../test-provider.server.ts';

export const meta: MetaFunction = () => [{ title: 'Provider · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const home = found(await homeFor(ctx, 'directory.configure', idParam(params, 'organizationId')));
  return {
    home,
    isMsp: ctx.actor.side === 'msp',
    settings: await settingsOf(ctx, home.id),
    callback: callbackOf(ctx.baseUrl),
    choices: rolesOf(home.side)
      .filter((role) => role !== 'worker')
      .map((role) => ({ value: role, label: roles[role].label })),
  };
});

const save = act({
  form: providerForm,
  run: (ctx, input, { params }) => configureProvider(ctx, idParam(params, 'organizationId'), input),
  done: ({ name, switchedOn }, _input, { params }) => ({
    to: `/directory/${params.organizationId}`,
    flash: switchedOn
      ? `${name} comes in by single sign-on now. Try it in a private window before you close this one.`
      : 'The provider is saved. Nobody is sent there until you switch it on.',
  }),
  back: ({ params }) => `/directory/${params.organizationId}`,
});

/** Two buttons: one saves; the other asks the provider, saves nothing, and says what is wrong at its field. */
export async function action(args: ActionFunctionArgs) {
  const form = await readForm(args.request.clone());
  if (form.get('intent') !== 'test') return save(args);
  const { status, ...answer } = await testProvider(args, form);
  return data(answer, { status });
}

type Answer = FormAnswer & { works?: string };

export default function ProviderSettings() {
  const { home, isMsp, settings, callback, choices } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as Answer | undefined;
  return (
    <Page
      title={settings?.issuer ? 'Change the provider' : 'Set up a provider'}
      crumbs={[
        { label: 'People', to: '/people' },
        { label: isMsp ? home.name : 'Single sign-on', to: `/directory/${home.id}` },
      ]}
    >
      <Section
        title="OpenID Connect"
        lead={
          <>
            At the provider, register a web application with the redirect address <code>{callback}</code>.
          </>
        }
      >
        {answer?.works ? (
          <Notice tone="good" title="The provider answers">
            {answer.works}
          </Notice>
        ) : null}
        <PostForm answer={answer}>
          <ProviderFields settings={settings} choices={choices} />
          <ButtonRow>
            <SubmitButton>Save</SubmitButton>
            <SubmitButton tone="quiet" name="intent" value="test">
              Test without saving
            </SubmitButton>
            <LinkButton to={`/directory/${home.id}`}>Cancel</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
