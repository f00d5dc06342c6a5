import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { roles } from '#app/values/roles.ts';
import { startViewing } from '../commands/start-viewing.server.ts';
import { reasonForm } from '../forms.ts';
import { ReasonPage } from '../parts/reason-page.tsx';
import { membershipRow } from '../queries.server.ts';
import { sessionOf } from '../session-of.server.ts';

export const meta: MetaFunction = () => [{ title: 'View as · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const { accountId, name, organization, role } = found(await membershipRow(ctx, idParam(params)));
  authorize(ctx, 'people.viewAs', { accountId });
  return { accountId, name, organizationName: organization.name, roleLabel: roles[role].label };
});

export const action = act({
  form: reasonForm,
  run: (ctx, input, { params, request }) => startViewing(ctx, idParam(params), input, sessionOf(request)),
  done: ({ name }) => ({ to: '/', flash: `From here on you see what ${name} sees.` }),
  back: () => '/people',
});

export default function ViewAs() {
  const { accountId, name, organizationName, roleLabel } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <ReasonPage
      title={`View as ${name}`}
      verb="View their pages"
      person={{ accountId, name }}
      lead={`You then see what ${name} sees as ${roleLabel.toLowerCase()} at ${organizationName}, for half an hour, and can change nothing. Both names stand in the trail.`}
      answer={answer}
    />
  );
}
