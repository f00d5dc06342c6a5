import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { disableAccount } from '../commands/disable-account.server.ts';
import { reasonForm } from '../forms.ts';
import { ReasonPage } from '../parts/reason-page.tsx';
import { accountRow } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Disable an account · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const { id, name, disabledAt } = found(await accountRow(ctx, idParam(params, 'accountId')));
  authorize(ctx, 'people.disable', { accountId: id });
  if (disabledAt) throw redirect(`/people/${id}`);
  return { person: { accountId: id, name } };
});

export const action = act({
  form: reasonForm,
  run: (ctx, input, { params }) => disableAccount(ctx, idParam(params, 'accountId'), input),
  done: ({ name, sessionsEnded }, _input, { params }) => ({
    to: `/people/${params.accountId}`,
    flash: `The account of ${name} is disabled${sessionsEnded > 0 ? ', and they were signed out' : ''}.`,
  }),
  back: ({ params }) => `/people/${params.accountId}`,
});

export default function Disable() {
  const { person } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <ReasonPage
      title={`Disable the account of ${person.name}`}
      verb="Disable the account"
      person={person}
      lead={`${person.name} can then sign in nowhere, in no role, and is signed out at once. The account can be enabled again.`}
      danger
      answer={answer}
    />
  );
}
