import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, CheckboxGroup, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Money } from '#app/ui/amount.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { formatHours } from '#app/values/hours.ts';
import { formatMoney, sum } from '#app/values/money.ts';
import { formatDate } from '#app/values/week.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { chargesBeside } from '../beside.server.ts';
import { takeCharges } from '../commands/take-charges.server.ts';
import { chargesForm } from '../forms.ts';
import { purchaseOrderOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Charges approved before · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const order = found(await purchaseOrderOf(ctx, idParam(params)));
  authorize(ctx, 'purchaseOrder.configure', order);
  if (order.closedOn) return redirect(`/purchase-orders/${order.id}`);
  return { order, charges: await chargesBeside(ctx, order) };
});

export const action = act({
  form: chargesForm,
  run: (ctx, input, { params }) => takeCharges(ctx, idParam(params), input),
  done: ({ id, number, taken, takenMinor, currency }) => ({
    to: `/purchase-orders/${id}`,
    flash: `PO ${number}: ${taken} ${taken === 1 ? 'charge' : 'charges'} of ${formatMoney(takenMinor, currency)} taken onto it.`,
  }),
  back: ({ params }) => `/purchase-orders/${params.id}/charges`,
});

/** What was approved before its assignment was put on the order: shown with what is left, and taken by choice. */
export default function ChargesApprovedBefore() {
  const { order, charges } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const here = `/purchase-orders/${order.id}`;
  const all = sum(charges.map(({ committedMinor }) => committedMinor));
  return (
    <Page
      title="Approved before"
      crumbs={[
        { label: 'Purchase orders', to: '/purchase-orders' },
        { label: `PO ${order.number}`, to: here },
      ]}
      lead="Charges of the assignments on this order that were approved before they were put on it, are not billed yet, and are for work in its validity."
    >
      {charges.length === 0 ? (
        <EmptyState
          title="Nothing is left beside"
          action={<LinkButton to={here}>Back to the order</LinkButton>}
        >
          What is approved from now on is on the order by itself.
        </EmptyState>
      ) : (
        <Section title={order.clientName}>
          <Facts
            items={[
              { label: 'All of these', value: <Money minor={all} currency={order.currency} /> },
              {
                label: 'Left on the order, with the tolerance',
                value: <Money minor={order.remainingMinor} currency={order.currency} strong />,
              },
              {
                label: 'Left after all of them',
                value: <Money minor={order.remainingMinor - all} currency={order.currency} />,
              },
            ]}
          />
          <PostForm answer={answer}>
            <CheckboxGroup
              name="chosen"
              legend="Take onto this order"
              hint={all > order.remainingMinor ? 'There is not enough left for all of them.' : undefined}
              defaultValues={all > order.remainingMinor ? [] : charges.map(({ id }) => String(id))}
              options={charges.map((one) => ({
                value: String(one.id),
                label: `${one.workerName}, week to ${formatDate(one.weekEndsOn)}`,
                hint: `${one.payCode}${one.minutes === 0 ? '' : ` · ${formatHours(one.minutes)} h`} · ${formatMoney(one.committedMinor, order.currency)} with fees`,
              }))}
            />
            <ButtonRow>
              <SubmitButton>Take them</SubmitButton>
              <LinkButton to={here}>Leave them where they are</LinkButton>
            </ButtonRow>
          </PostForm>
        </Section>
      )}
    </Page>
  );
}
