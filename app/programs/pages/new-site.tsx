import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, FieldRow, Hidden, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { addSite } from '../commands/add-site.server.ts';
import { siteForm } from '../forms.ts';
import { CodeAndName } from '../parts/code-and-name.tsx';
import { programOf } from '../public.server.ts';

export const meta: MetaFunction = () => [{ title: 'New site · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const program = found(await programOf(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'program.configure', program);
  return { clientId: program.clientId, clientName: program.clientName, id: crypto.randomUUID() };
});

export const action = act({
  form: siteForm,
  run: (ctx, input, { params }) => addSite(ctx, idParam(params, 'clientId'), input),
  done: ({ name }, _input, { params }) => ({
    to: `/programs/${params.clientId}`,
    flash: `${name} is a site of the program now.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}`,
});

export default function NewSite() {
  const { clientId, clientName, id } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="New site"
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: clientName, to: `/programs/${clientId}` },
      ]}
    >
      <Section title="Where work happens" lead="A requisition names the site.">
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <CodeAndName nameHint="As it stands on requisitions." />
          <FieldRow>
            <TextField name="city" label="City" maxLength={80} required />
            <TextField name="region" label="State or region" maxLength={80} required />
          </FieldRow>
          <ButtonRow>
            <SubmitButton>Add site</SubmitButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
