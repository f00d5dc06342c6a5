import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { formatMoney } from '#app/values/money.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { returnPayment } from '../commands/return-payment.server.ts';
import { reasonForm } from '../forms.ts';
import { remittanceOf } from '../remittances.server.ts';

export const loader = page(async (ctx, { params }) => {
  const remittance = found(await remittanceOf(ctx, idParam(params)));
  authorize(ctx, 'payment.make');
  return { remittance };
});

export const action = act({
  form: reasonForm,
  run: (ctx, input, { params }) => returnPayment(ctx, idParam(params), input),
  done: ({ id, reference, amountMinor, currency }) => ({
    to: `/remittances/${id}`,
    flash: `${reference} is recorded as returned: ${formatMoney(amountMinor, currency)} is payable again, and the supplier was told.`,
  }),
  back: ({ params }) => `/remittances/${params.id}`,
});

export default function PaymentReturn() {
  const { remittance } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const self = `/remittances/${remittance.id}`;
  return (
    <Page
      title={`${remittance.reference} came back`}
      crumbs={[
        { label: 'Remittances', to: '/remittances' },
        { label: remittance.reference, to: self },
      ]}
      status={<Status status={remittance.status} />}
      lead={`${formatMoney(remittance.netMinor, remittance.currency)} did not reach ${remittance.supplierName}. The books take it back, what it paid is payable again, and the supplier is told.`}
    >
      <Section title="What the bank said">
        <PostForm answer={answer}>
          <TextArea
            name="reason"
            label="Reason"
            hint="The bank’s code and words, such as: AC04, the account is closed."
            rows={3}
            maxLength={1000}
            required
          />
          <ButtonRow>
            <SubmitButton tone="danger">Record the return</SubmitButton>
            <LinkButton to={self}>Back</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
