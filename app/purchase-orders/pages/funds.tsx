import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { formatMoney, plainAmount } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { changeFunds } from '../commands/change-funds.server.ts';
import { fundsForm } from '../forms.ts';
import { FundsFields } from '../parts/funds-fields.tsx';
import { purchaseOrderOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Change funds · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const order = found(await purchaseOrderOf(ctx, idParam(params)));
  authorize(ctx, 'purchaseOrder.configure', order);
  return order.closedOn ? redirect(`/purchase-orders/${order.id}`) : { order };
});

export const action = act({
  form: fundsForm,
  run: (ctx, input, { params }) => changeFunds(ctx, idParam(params), input),
  done: ({ id, number }) => ({
    to: `/purchase-orders/${id}`,
    flash: `The funds of PO ${number} are changed.`,
  }),
  back: ({ params }) => `/purchase-orders/${params.id}`,
});

export default function ChangeFunds() {
  const { order } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { id, number, currency, fundsMinor, consumedMinor, committedMinor, toleranceFraction, endsOn } =
    order;
  return (
    <Page
      title={`Change funds of PO ${number}`}
      crumbs={[
        { label: 'Purchase orders', to: '/purchase-orders' },
        { label: `PO ${number}`, to: `/purchase-orders/${id}` },
      ]}
    >
      <Section
        title="What it holds"
        lead={`${formatMoney(consumedMinor, currency)} is billed to it, ${formatMoney(committedMinor, currency)} more is approved.`}
      >
        <PostForm answer={answer}>
          <FundsFields
            currency={currency}
            funds={plainAmount(fundsMinor, currency)}
            tolerance={formatPercent(toleranceFraction).replace(' %', '')}
          />
          <TextField
            name="endsOn"
            label="Last day"
            type="date"
            defaultValue={endsOn}
            hint="Leave empty for no end."
          />
          <TextField name="reason" label="Why" maxLength={400} hint="It stands on the timeline." required />
          <ButtonRow>
            <SubmitButton>Change funds</SubmitButton>
            <LinkButton to={`/purchase-orders/${id}`}>Leave it</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
