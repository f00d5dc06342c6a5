import { Form, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, SubmitButton } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { hasEnded } from '../lifecycle.ts';
import { CandidatesTable } from '../parts/candidates-table.tsx';
import { needOf, samePersonElsewhere, submittalsForNeed } from '../queries.server.ts';

export const loader = page(async (ctx, { params }) => {
  const need = found(await needOf(ctx, idParam(params)));
  authorize(ctx, 'submittal.read', need);
  const rows = await submittalsForNeed(ctx, need.id);
  const subject = { clientId: need.clientId, supplierId: ctx.actor.supplierId };
  return {
    need: { id: need.id, status: need.status, maxBillRate: need.maxBillRate, currency: need.currency },
    rows,
    samePerson: await samePersonElsewhere(
      ctx,
      rows.map(({ id }) => id),
    ),
    side: ctx.actor.side,
    can: abilities(ctx, subject, ['submittal.submit', 'submittal.present']),
  };
});

const COMPARE = 'compare-candidates';

/** The candidates of a requisition, inside its page: everything for the MSP, those presented for the client, its own for a supplier. */
export default function CandidatesOfRequisition() {
  const { need, rows, samePerson, side, can } = useLoaderData<typeof loader>();
  const comparable = (row: { status: string }) => !hasEnded(row.status);
  const compare = side !== 'supplier' && rows.filter(comparable).length > 1;
  const submit =
    can['submittal.submit'] && need.status === 'open' ? (
      <LinkButton to={`/requisitions/${need.id}/submittals/new`} tone="primary">
        Submit a candidate
      </LinkButton>
    ) : null;
  return (
    <Section
      title={side === 'supplier' ? 'Your candidates' : 'Candidates'}
      lead={compare ? 'Tick two, three or four and see them side by side.' : undefined}
      action={
        <ButtonRow>
          {submit}
          {compare ? (
            <Form id={COMPARE} method="get" action={`/requisitions/${need.id}/comparison`}>
              <SubmitButton tone="quiet">Compare the ticked</SubmitButton>
            </Form>
          ) : null}
        </ButtonRow>
      }
    >
      <CandidatesTable
        rows={rows}
        samePerson={samePerson}
        showSupplier={side !== 'supplier'}
        canPresent={can['submittal.present']}
        compareForm={compare ? COMPARE : null}
        comparable={comparable}
        empty={<Nobody side={side} status={need.status} />}
      />
    </Section>
  );
}

function Nobody({ side, status }: { side: string; status: string }) {
  if (status === 'open')
    return side === 'supplier' ? (
      <EmptyState title="You have submitted nobody yet">
        <p>Choose one of your candidates, or enter somebody new. The form says what the card allows.</p>
      </EmptyState>
    ) : (
      <EmptyState title="Nobody yet">
        <p>
          {side === 'client'
            ? 'The suppliers are looking. You get an e-mail when a candidate is presented to you.'
            : 'The suppliers that it was released to are looking. Submitted candidates stand here, to be presented.'}
        </p>
      </EmptyState>
    );
  const before = ['draft', 'pending_approval', 'approved', 'rejected'].includes(status);
  return (
    <EmptyState title={before ? 'No candidates before it is released' : 'Nobody was put forward'}>
      {before ? (
        <p>Once approved, the program team releases it to suppliers, and they submit candidates.</p>
      ) : null}
    </EmptyState>
  );
}
