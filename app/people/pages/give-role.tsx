import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, Hidden, LinkButton, PostForm, SelectField, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { FilterBar } from '#app/ui/table.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { roles, rolesOf } from '#app/values/roles.ts';
import { giveRole } from '../commands/give-role.server.ts';
import { giveRoleForm } from '../forms.ts';
import { peopleOfOrganization } from '../organization.ts';
import { WorkerField } from '../parts/worker-field.tsx';
import { organizationsToInviteTo, personPage, workersWithoutAccount } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Give a role · Muster' }];

export const loader = page(async (ctx, { params, url }) => {
  const { accountId, name, memberships } = found(await personPage(ctx, idParam(params, 'accountId')));
  const { organization } = parseQuery(z.object({ organization: z.uuid().optional() }), url);
  const organizations = await organizationsToInviteTo(ctx);
  const wanted = organization ?? memberships[0]?.organizationId;
  const chosen = found(organizations.find(({ id }) => id === wanted));
  authorize(ctx, 'people.grant', peopleOfOrganization(chosen, accountId));
  const held = memberships.filter((one) => one.organizationId === chosen.id && !one.endedAt);
  const open = rolesOf(chosen.side).filter((role) => !held.some((one) => one.role === role));
  return {
    person: { accountId, name },
    held: held.map(({ role }) => roles[role].label),
    organizations,
    chosen,
    roles: open.map((role) => ({ value: role, label: roles[role].label })),
    workers: chosen.side === 'supplier' ? await workersWithoutAccount(ctx, chosen.id) : [],
  };
});

export const action = act({
  form: giveRoleForm,
  run: (ctx, input, { params }) => giveRole(ctx, idParam(params, 'accountId'), input),
  done: ({ name, roleLabel, organizationName }, _input, { params }) => ({
    to: `/people/${params.accountId}`,
    flash: `${name} is now ${roleLabel.toLowerCase()} at ${organizationName} too, and changes over from the menu with their name.`,
  }),
  back: ({ params }) => `/people/${params.accountId}`,
});

export default function GiveRole() {
  const { person, held, organizations, chosen, roles: choices, workers } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const back = `/people/${person.accountId}`;
  return (
    <Page
      title={`Give ${person.name} a role`}
      crumbs={[
        { label: 'People', to: '/people' },
        { label: person.name, to: back },
      ]}
      lead="A person acts in one role at a time, and says which. What was done in one stays under it."
    >
      {organizations.length > 1 ? (
        <FilterBar>
          <SelectField
            name="organization"
            label="Organization"
            defaultValue={chosen.id}
            options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </FilterBar>
      ) : null}
      <Section
        title={chosen.name}
        lead={held.length > 0 ? `Here already as ${held.join(', ').toLowerCase()}.` : undefined}
      >
        <PostForm answer={answer} key={chosen.id}>
          <Hidden name="organizationId" value={chosen.id} />
          <SelectField name="role" label="Role" options={choices} placeholder="Choose a role" required />
          <WorkerField workers={workers} />
          <ButtonRow>
            <SubmitButton>Give this role</SubmitButton>
            <LinkButton to={back}>Leave it</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
