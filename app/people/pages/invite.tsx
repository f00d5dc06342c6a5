import { randomUUID } from 'node:crypto';
import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { roles, rolesOf } from '#app/values/roles.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import {
  ButtonRow,
  Hidden,
  LinkButton,
  PostForm,
  SelectField,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { FilterBar } from '#app/ui/table.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { invite } from '../commands/invite.server.ts';
import { inviteForm } from '../forms.ts';
import { WorkerField } from '../parts/worker-field.tsx';
import { organizationsToInviteTo, workersWithoutAccount } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Invite a person · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'people.invite');
  const { organization } = parseQuery(z.object({ organization: z.uuid().optional() }), url);
  const organizations = await organizationsToInviteTo(ctx);
  const chosen = found(
    organization
      ? organizations.find(({ id }) => id === organization)
      : (organizations.find(({ id }) => id === ctx.actor.organizationId) ?? organizations[0]),
  );
  return {
    id: randomUUID(),
    organizations,
    chosen,
    roles: rolesOf(chosen.side).map((role) => ({ value: role, label: roles[role].label })),
    workers: chosen.side === 'supplier' ? await workersWithoutAccount(ctx, chosen.id) : [],
  };
});

export const action = act({
  form: inviteForm,
  run: invite,
  done: ({ name, email }, { organizationId }) => ({
    to: `/people?organization=${organizationId}`,
    flash: `${name} is invited. The link went to ${email} and is good for seven days.`,
  }),
  back: () => '/people',
});

export default function Invite() {
  const { id, organizations, chosen, roles: choices, workers } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page title={`Invite a person to ${chosen.name}`} crumbs={[{ label: 'People', to: '/people' }]}>
      {organizations.length > 1 ? (
        <FilterBar>
          <SelectField
            name="organization"
            label="Organization"
            defaultValue={chosen.id}
            options={organizations.map((one) => ({ value: one.id, label: one.name }))}
          />
        </FilterBar>
      ) : null}
      <Section title="Who, and as what">
        <PostForm answer={answer} key={chosen.id}>
          <Hidden name="id" value={id} />
          <Hidden name="organizationId" value={chosen.id} />
          <TextField name="name" label="Name" maxLength={120} required />
          <TextField name="email" label="E-mail" type="email" maxLength={254} required />
          <SelectField name="role" label="Role" options={choices} placeholder="Choose a role" required />
          <WorkerField workers={workers} />
          <ButtonRow>
            <SubmitButton>Send the invitation</SubmitButton>
            <LinkButton to="/people">Cancel</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
