import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, Hidden, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { addDepartment } from '../commands/add-department.server.ts';
import { departmentForm } from '../forms.ts';
import { CodeAndName } from '../parts/code-and-name.tsx';
import { programOf } from '../public.server.ts';

export const meta: MetaFunction = () => [{ title: 'New department · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const program = found(await programOf(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'program.configure', program);
  return { clientId: program.clientId, clientName: program.clientName, id: crypto.randomUUID() };
});

export const action = act({
  form: departmentForm,
  run: (ctx, input, { params }) => addDepartment(ctx, idParam(params, 'clientId'), input),
  done: ({ name }, _input, { params }) => ({
    to: `/programs/${params.clientId}`,
    flash: `${name} is a department of the program now. Give it a cost center next.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}`,
});

export default function NewDepartment() {
  const { clientId, clientName, id } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="New department"
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: clientName, to: `/programs/${clientId}` },
      ]}
    >
      <Section title="Who needs the work" lead="Requisitions and spend are told apart by department.">
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <CodeAndName nameHint="As it stands on requisitions." />
          <ButtonRow>
            <SubmitButton>Add department</SubmitButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
