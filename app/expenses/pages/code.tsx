import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { codeOfProgram } from '../codes.server.ts';
import { changeCode } from '../commands/change-code.server.ts';
import { codeChangeForm } from '../forms.ts';
import { CodeFields } from '../parts/code-fields.tsx';

export const meta: MetaFunction = () => [{ title: 'Change an expense code · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const { program, code } = found(await codeOfProgram(ctx, idParam(params, 'clientId'), idParam(params)));
  authorize(ctx, 'program.configure', program);
  return { program, code };
});

export const action = act({
  form: codeChangeForm,
  run: (ctx, input, { params }) => changeCode(ctx, idParam(params, 'clientId'), idParam(params), input),
  done: ({ name }, _input, { params }) => ({
    to: `/programs/${params.clientId}/expense-codes`,
    flash: `${name} is changed. Drafts are held against the new terms when they are submitted.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}/expense-codes`,
});

export default function ChangeExpenseCode() {
  const { program, code } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const here = `/programs/${program.clientId}`;
  return (
    <Page
      title={code.name}
      status={<span>{code.code}</span>}
      crumbs={[
        { label: program.clientName, to: here },
        { label: 'Expense codes', to: `${here}/expense-codes` },
      ]}
      lead="What was approved stays as it was."
    >
      <Section title="What is paid back">
        <PostForm answer={answer}>
          <CodeFields currency={program.currency} code={code} />
          <ButtonRow>
            <SubmitButton>Save the terms</SubmitButton>
            <LinkButton to={`${here}/expense-codes`}>Go back</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
