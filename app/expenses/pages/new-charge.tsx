import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { Page } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { assignmentsToChoose, chosenAssignment } from '../assignments.server.ts';
import { requestCharge } from '../commands/request-charge.server.ts';
import { assignmentQuery, chargeForm } from '../forms.ts';
import { AssignmentPicker } from '../parts/assignment-picker.tsx';
import { ChargeForm } from '../parts/charge-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Ask for a charge · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'miscCharge.request');
  const query = parseQuery(assignmentQuery, url);
  const chosen = query.assignment ? found(await chosenAssignment(ctx, query.assignment)) : null;
  const offered = chosen ? { choices: [], isCut: false } : await assignmentsToChoose(ctx, query, true);
  const isMsp = ctx.actor.side === 'msp';
  return { ...offered, chosen, isMsp, worker: query.worker, id: crypto.randomUUID() };
});

export const action = act({
  form: chargeForm,
  run: (ctx, input) => requestCharge(ctx, input),
  done: ({ id, label, approver }) => ({
    to: `/charges/${id}`,
    flash: `Asked for “${label}”. It waits for ${approver}.`,
  }),
  back: () => '/charges/new',
});

export default function NewCharge() {
  const { chosen, choices, isCut, worker, isMsp, id } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title="Ask for a charge"
      crumbs={[{ label: 'Miscellaneous charges', to: '/charges' }]}
      lead={chosen ? undefined : 'Choose the assignment that it is charged for.'}
    >
      {chosen ? (
        <ChargeForm id={id} assignment={chosen} isMsp={isMsp} answer={answer} />
      ) : (
        <AssignmentPicker {...{ choices, isCut, worker }} to="/charges/new" />
      )}
    </Page>
  );
}
