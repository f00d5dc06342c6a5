import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { editOrganization } from '../commands/edit-organization.server.ts';
import { organizationForm } from '../forms.ts';
import { ownOrganization } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Your organization · Muster' }];

export const loader = page(async (ctx) => {
  authorize(ctx, 'program.configure');
  const { name, legalName, addressLines, taxId } = found(await ownOrganization(ctx));
  return { name, legalName, address: addressLines.join('\n'), taxId: taxId ?? '' };
});

export const action = act({
  form: organizationForm,
  run: editOrganization,
  done: ({ name }) => ({ to: '/people', flash: `${name} is saved. Documents issued from now on carry it.` }),
  back: () => '/organization',
});

export default function Organization() {
  const { name, legalName, address, taxId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title="Your organization"
      crumbs={[{ label: 'People', to: '/people' }]}
      lead="How the program office stands on invoices and statements. What was issued before stays as it was."
    >
      <Section title="On documents">
        <PostForm answer={answer}>
          <TextField
            name="name"
            label="Name"
            hint="As people say it."
            defaultValue={name}
            maxLength={120}
            required
          />
          <TextField
            name="legalName"
            label="Legal name"
            hint="As it stands on invoices."
            defaultValue={legalName}
            maxLength={200}
            required
          />
          <TextArea
            name="address"
            label="Address"
            hint="Up to six lines."
            rows={4}
            defaultValue={address}
            maxLength={600}
          />
          <TextField name="taxId" label="Tax number" defaultValue={taxId} maxLength={40} />
          <ButtonRow>
            <SubmitButton>Save</SubmitButton>
            <LinkButton to="/people">Cancel</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
