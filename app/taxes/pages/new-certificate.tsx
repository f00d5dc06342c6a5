import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, FieldRow, FileField, Hidden, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { addCertificate } from '../commands/add-certificate.server.ts';
import { formatEffective } from '../effective.ts';
import { certificateForm } from '../forms.ts';
import { taxedProgram } from '../program.server.ts';

export const meta: MetaFunction = () => [{ title: 'New certificate · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const program = found(await taxedProgram(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'tax.configure', program);
  return { program, id: crypto.randomUUID() };
});

export const action = act({
  form: certificateForm,
  run: (ctx, input, { params }) => addCertificate(ctx, idParam(params, 'clientId'), input),
  done: (certificate) => ({
    to: `/programs/${certificate.clientId}/exemptions`,
    flash: `Certificate ${certificate.number} is in force ${formatEffective(certificate)}.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}/exemptions`,
});

export default function NewCertificate() {
  const { program, id } = useLoaderData<typeof loader>();
  const { clientId, clientName, regions, today } = program;
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title="New certificate"
      crumbs={[
        { label: clientName, to: `/programs/${clientId}` },
        { label: 'Tax exemptions', to: `/programs/${clientId}/exemptions` },
      ]}
    >
      <Section
        title="What the certificate says"
        lead="From its first day on, work in that region is billed without tax, and the documents say why."
      >
        <PostForm answer={answer} encType="multipart/form-data">
          <Hidden name="id" value={id} />
          <FieldRow>
            <TextField name="number" label="Number" maxLength={60} required />
            <TextField name="country" label="Country" defaultValue="US" maxLength={2} required />
            <TextField
              name="region"
              label="State or region"
              hint={regions.length > 0 ? `The program has sites in ${regions.join(', ')}.` : undefined}
              defaultValue={regions.length === 1 ? regions[0] : undefined}
              maxLength={80}
              required
            />
          </FieldRow>
          <TextField
            name="reason"
            label="Why the client is exempt"
            hint="Printed on the documents, such as Nonprofit hospital."
            maxLength={300}
            required
          />
          <FieldRow>
            <TextField name="startsOn" label="First day" type="date" defaultValue={today} required />
            <TextField name="endsOn" label="Last day" type="date" hint="Leave empty for no end." />
          </FieldRow>
          <FileField name="file" label="Certificate" accept=".pdf" hint="A PDF of at most 10 MB." />
          <ButtonRow>
            <SubmitButton>Add certificate</SubmitButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
