import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { roles } from '#app/values/roles.ts';
import { endMembership } from '../commands/end-membership.server.ts';
import { reasonForm } from '../forms.ts';
import { peopleOfOrganization } from '../organization.ts';
import { ReasonPage } from '../parts/reason-page.tsx';
import { membershipRow } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'End a membership · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const row = found(await membershipRow(ctx, idParam(params)));
  const { accountId, name, organization } = row;
  authorize(ctx, 'people.end', peopleOfOrganization(organization, accountId));
  if (row.endedAt) throw redirect(`/people/${accountId}`);
  return { accountId, name, organizationName: organization.name, roleLabel: roles[row.role].label };
});

export const action = act({
  form: reasonForm,
  run: (ctx, input, { params }) => endMembership(ctx, idParam(params), input),
  done: ({ accountId, name, roleLabel }) => ({
    to: `/people/${accountId}`,
    flash: `${name} is ${roleLabel.toLowerCase()} no more, and was signed out.`,
  }),
  back: () => '/people',
});

export default function EndMembership() {
  const { accountId, name, organizationName, roleLabel } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <ReasonPage
      title={`End ${name}’s membership`}
      verb="End the membership"
      person={{ accountId, name }}
      lead={`${name} is then no longer ${roleLabel.toLowerCase()} at ${organizationName} and is signed out at once. What they did stays under their name.`}
      danger
      answer={answer}
    />
  );
}
