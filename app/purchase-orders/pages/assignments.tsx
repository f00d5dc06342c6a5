import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import {
  ButtonRow,
  CheckboxGroup,
  Hidden,
  LinkButton,
  PostForm,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { FilterBar } from '#app/ui/table.tsx';
import { formatDate } from '#app/values/week.ts';
import { linkAssignments } from '../commands/link-assignments.server.ts';
import { ASSIGNMENTS_SHOWN, assignmentsForm, assignmentsQuery } from '../forms.ts';
import { assignmentsToChoose, purchaseOrderOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Choose assignments · Muster' }];

export const loader = page(async (ctx, { params, url }) => {
  const order = found(await purchaseOrderOf(ctx, idParam(params)));
  authorize(ctx, 'purchaseOrder.configure', order);
  if (order.closedOn) return redirect(`/purchase-orders/${order.id}`);
  const { search } = parseQuery(assignmentsQuery, url);
  return {
    ...{ id: order.id, number: order.number, clientName: order.clientName, search },
    rows: await assignmentsToChoose(ctx, order, search),
  };
});

export const action = act({
  form: assignmentsForm,
  run: (ctx, input, { params }) => linkAssignments(ctx, idParam(params), input),
  done: ({ id, number, added, removed, beside }) => ({
    // What was approved before is offered, not taken by itself.
    to: beside > 0 ? `/purchase-orders/${id}/charges` : `/purchase-orders/${id}`,
    flash:
      added + removed === 0
        ? `PO ${number} pays for the same assignments as before.`
        : `PO ${number}: ${added} put on it, ${removed} taken off it.`,
  }),
  back: ({ params }) => `/purchase-orders/${params.id}`,
});

export default function ChooseAssignments() {
  const { id, number, clientName, search, rows } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title={`Assignments on PO ${number}`}
      crumbs={[
        { label: 'Purchase orders', to: '/purchase-orders' },
        { label: `PO ${number}`, to: `/purchase-orders/${id}` },
      ]}
    >
      <Section
        title={clientName}
        lead="What is approved on the ticked ones from now on is paid from this order. What was approved before is offered next."
      >
        <FilterBar>
          <TextField
            name="search"
            label="Worker, job or supplier"
            maxLength={100}
            defaultValue={search}
            type="search"
          />
        </FilterBar>
        {rows.length === 0 ? (
          <EmptyState title="No assignment found">
            {search
              ? 'Look for another worker, job or supplier.'
              : 'Assignments appear here once somebody is placed.'}
          </EmptyState>
        ) : (
          <PostForm answer={answer} key={search}>
            {rows.map((row) => (
              <Hidden key={row.id} name="shown" value={row.id} />
            ))}
            <CheckboxGroup
              name="chosen"
              legend="Paid from this order"
              hint={
                rows.length === ASSIGNMENTS_SHOWN
                  ? `The first ${ASSIGNMENTS_SHOWN} are shown. Search to see others; only what is shown is changed.`
                  : undefined
              }
              defaultValues={rows.filter((row) => row.purchaseOrderId === id).map((row) => row.id)}
              options={rows.map((row) => ({
                value: row.id,
                label: `${row.workerName}, ${row.jobTitle}`,
                hint: `A-${row.number} · ${row.supplierName} · until ${formatDate(row.endsOn)}${
                  row.purchaseOrderId && row.purchaseOrderId !== id
                    ? ` · on PO ${row.purchaseOrderNumber}`
                    : ''
                }`,
              }))}
            />
            <ButtonRow>
              <SubmitButton>Save</SubmitButton>
              <LinkButton to={`/purchase-orders/${id}`}>Leave it</LinkButton>
            </ButtonRow>
          </PostForm>
        )}
      </Section>
    </Page>
  );
}
