import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { setSupplierReference } from '../commands/set-supplier-reference.server.ts';
import { supplierReferenceForm } from '../forms.ts';
import { assignmentOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Your number for an assignment · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const row = found(await assignmentOf(ctx, idParam(params)));
  authorize(ctx, 'assignment.reference', row);
  return { row };
});

export const action = act({
  form: supplierReferenceForm,
  run: (ctx, input, { params }) => setSupplierReference(ctx, idParam(params), input),
  done: (row) => ({
    to: `/assignments/${row.id}`,
    flash: row.supplierReference
      ? `Statements carry ${row.supplierReference} from now on.`
      : 'Statements carry no number of yours from now on.',
  }),
  back: ({ params }) => `/assignments/${params.id}`,
});

export default function SupplierReference() {
  const { row } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const back = `/assignments/${row.id}`;
  return (
    <Page
      title={`Your number for ${row.workerName}’s assignment`}
      crumbs={[
        { label: 'Assignments', to: '/assignments' },
        { label: `${row.ref} ${row.workerName}`, to: back },
      ]}
    >
      <Section
        title="In your own books"
        lead="It stands on every line of your statements and remittances that are issued from now on."
      >
        <PostForm answer={answer}>
          <TextField
            name="supplierReference"
            label="Your number"
            hint="Such as the job number of your payroll. Leave it empty for none."
            maxLength={60}
            defaultValue={row.supplierReference ?? ''}
          />
          <ButtonRow>
            <SubmitButton>Save</SubmitButton>
            <LinkButton to={back}>Go back</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
