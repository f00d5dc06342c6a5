import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, Hidden, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { codesOfProgram } from '../codes.server.ts';
import { addCode } from '../commands/add-code.server.ts';
import { codeForm } from '../forms.ts';
import { CodeFields } from '../parts/code-fields.tsx';

export const meta: MetaFunction = () => [{ title: 'New expense code · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const { program } = found(await codesOfProgram(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'program.configure', program);
  return { program, id: crypto.randomUUID() };
});

export const action = act({
  form: codeForm,
  run: (ctx, input, { params }) => addCode(ctx, idParam(params, 'clientId'), input),
  done: ({ name }, _input, { params }) => ({
    to: `/programs/${params.clientId}/expense-codes`,
    flash: `Expenses can be entered as ${name} now.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}/expense-codes`,
});

export default function NewExpenseCode() {
  const { program, id } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const here = `/programs/${program.clientId}`;
  return (
    <Page
      title="New expense code"
      crumbs={[
        { label: program.clientName, to: here },
        { label: 'Expense codes', to: `${here}/expense-codes` },
      ]}
    >
      <Section title="What is paid back">
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <TextField name="code" label="Code" hint="Short, such as MILES." maxLength={20} required />
          <CodeFields currency={program.currency} />
          <ButtonRow>
            <SubmitButton>Add expense code</SubmitButton>
            <LinkButton to={`${here}/expense-codes`}>Go back</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
