import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import {
  ButtonRow,
  CheckboxField,
  Hidden,
  PostForm,
  SubmitButton,
  TextArea,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { createSupplier } from '../commands/create-supplier.server.ts';
import { supplierForm } from '../forms.ts';

export const meta: MetaFunction = () => [{ title: 'New supplier · Muster' }];

export const loader = page(async (ctx) => {
  authorize(ctx, 'supplier.enroll');
  return { id: crypto.randomUUID() };
});

export const action = act({
  form: supplierForm,
  run: (ctx, input) => createSupplier(ctx, input),
  done: ({ name }) => ({
    to: '/suppliers',
    flash: `${name} is added. Enroll it from the page of a program.`,
  }),
  back: () => '/suppliers',
});

export default function NewSupplier() {
  const { id } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page title="New supplier" crumbs={[{ label: 'Suppliers', to: '/suppliers' }]}>
      <Section title="The firm" lead="Its people are invited afterwards, from People.">
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <TextField name="name" label="Name" hint="As people say it." required maxLength={120} />
          <TextField
            name="legalName"
            label="Legal name"
            hint="As it stands on statements."
            required
            maxLength={200}
          />
          <TextArea name="addressLines" label="Address" hint="Up to six lines." rows={4} maxLength={600} />
          <TextField name="taxId" label="Tax number" maxLength={40} />
          <CheckboxField
            name="affiliatedWithMsp"
            label="Belongs to the MSP’s own group"
            hint="An affiliation is declared once and shown wherever the supplier is."
          />
          <ButtonRow>
            <SubmitButton>Add supplier</SubmitButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
