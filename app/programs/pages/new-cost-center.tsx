import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, Hidden, PostForm, SelectField, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { addCostCenter } from '../commands/add-cost-center.server.ts';
import { costCenterForm } from '../forms.ts';
import { CodeAndName } from '../parts/code-and-name.tsx';
import { departmentsOf, programOf } from '../public.server.ts';

export const meta: MetaFunction = () => [{ title: 'New cost center · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const program = found(await programOf(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'program.configure', program);
  return {
    clientId: program.clientId,
    clientName: program.clientName,
    id: crypto.randomUUID(),
    departments: await departmentsOf(ctx, program.clientId),
  };
});

export const action = act({
  form: costCenterForm,
  run: (ctx, input, { params }) => addCostCenter(ctx, idParam(params, 'clientId'), input),
  done: ({ name }, _input, { params }) => ({
    to: `/programs/${params.clientId}`,
    flash: `Work can be booked to ${name} now.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}`,
});

export default function NewCostCenter() {
  const { clientId, clientName, id, departments } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="New cost center"
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: clientName, to: `/programs/${clientId}` },
      ]}
    >
      <Section title="What work is booked to" lead="Invoices are summed by cost center.">
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <SelectField
            name="departmentId"
            label="Department"
            placeholder="Choose a department"
            options={departments.map((one) => ({ value: one.id, label: `${one.code} ${one.name}` }))}
            required
          />
          <CodeAndName nameHint="As it stands on invoices." />
          <ButtonRow>
            <SubmitButton>Add cost center</SubmitButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
