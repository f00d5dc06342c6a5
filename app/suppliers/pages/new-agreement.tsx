import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, Hidden, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { agreementDesk } from '../agreements.server.ts';
import { makeAgreement } from '../commands/make-agreement.server.ts';
import { agreementForm } from '../forms.ts';
import { AgreementFields } from '../parts/agreement-fields.tsx';

export const meta: MetaFunction = () => [{ title: 'New agreement · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const clientId = idParam(params, 'clientId');
  const desk = found(await agreementDesk(ctx, clientId, idParam(params, 'supplierId')));
  authorize(ctx, 'program.configure', { clientId });
  return { desk, id: crypto.randomUUID() };
});

export const action = act({
  form: agreementForm,
  run: (ctx, input, { params }) =>
    makeAgreement(ctx, idParam(params, 'clientId'), idParam(params, 'supplierId'), input),
  done: ({ supplierName, startsOn }, _input, { params }) => ({
    to: `/programs/${params.clientId}/suppliers/${params.supplierId}`,
    flash: `The agreement with ${supplierName} holds from ${formatDate(startsOn)}.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}/suppliers/${params.supplierId}`,
});

export default function NewAgreement() {
  const { desk, id } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const back = `/programs/${desk.clientId}/suppliers/${desk.supplierId}`;
  return (
    <Page
      title={`New agreement with ${desk.supplierName}`}
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: desk.clientName, to: `/programs/${desk.clientId}` },
        { label: `Agreement with ${desk.supplierName}`, to: back },
      ]}
      lead="It holds for assignments that are accepted or revised from its first day on. Those agreed before keep their rates."
    >
      <Section title="What is agreed">
        <PostForm answer={answer} key={id}>
          <Hidden name="id" value={id} />
          <AgreementFields
            defaults={desk.history[0] ?? null}
            startsOn={desk.today}
            currency={desk.currency}
          />
          <ButtonRow>
            <SubmitButton>Set the agreement</SubmitButton>
            <LinkButton to={back}>Go back</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
