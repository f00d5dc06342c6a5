import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import {
  ButtonRow,
  FieldRow,
  Hidden,
  LinkButton,
  PostForm,
  SelectField,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { addPurchaseOrder } from '../commands/add-purchase-order.server.ts';
import { listQuery, purchaseOrderForm } from '../forms.ts';
import { FundsFields } from '../parts/funds-fields.tsx';
import { programsIn } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'New purchase order · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'purchaseOrder.configure');
  const { client } = parseQuery(listQuery, url);
  return { id: crypto.randomUUID(), client, programs: await programsIn(ctx) };
});

export const action = act({
  form: purchaseOrderForm,
  run: addPurchaseOrder,
  done: ({ id, number }) => ({
    to: `/purchase-orders/${id}/assignments`,
    flash: `PO ${number} is added. Choose the assignments that are paid from it.`,
  }),
  back: () => '/purchase-orders',
});

export default function NewPurchaseOrder() {
  const { id, client, programs } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const only = programs.length === 1 ? programs[0] : undefined;
  return (
    <Page title="New purchase order" crumbs={[{ label: 'Purchase orders', to: '/purchase-orders' }]}>
      <Section title="What the client set aside">
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <FieldRow>
            <SelectField
              name="clientId"
              label="Program"
              placeholder={only ? undefined : 'Choose'}
              defaultValue={client ?? only?.clientId}
              options={programs.map(({ clientId, clientName, currency }) => ({
                value: clientId,
                label: `${clientName} (${currency})`,
              }))}
              required
            />
            <TextField
              name="number"
              label="Number"
              maxLength={40}
              hint="As it stands on the client’s order."
              required
            />
          </FieldRow>
          <FundsFields currency={only?.currency} />
          <FieldRow>
            <TextField name="startsOn" label="First day" type="date" required />
            <TextField name="endsOn" label="Last day" type="date" hint="Leave empty for no end." />
          </FieldRow>
          <ButtonRow>
            <SubmitButton>Add purchase order</SubmitButton>
            <LinkButton to="/purchase-orders">Leave it</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
