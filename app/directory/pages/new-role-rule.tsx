import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import {
  ButtonRow,
  LinkButton,
  PostForm,
  RadioGroup,
  SelectField,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { roles, rolesOf } from '#app/values/roles.ts';
import { mapRole } from '../commands/map-role.server.ts';
import { roleRuleForm } from '../forms.ts';
import { homeFor } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Add a role · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const home = found(await homeFor(ctx, 'directory.configure', idParam(params, 'organizationId')));
  return {
    home,
    isMsp: ctx.actor.side === 'msp',
    choices: rolesOf(home.side)
      .filter((role) => role !== 'worker')
      .map((role) => ({ value: role, label: roles[role].label })),
  };
});

export const action = act({
  form: roleRuleForm,
  run: (ctx, input, { params }) => mapRole(ctx, idParam(params, 'organizationId'), input),
  done: ({ value, roleLabel }, { source }, { params }) => ({
    to: `/directory/${params.organizationId}`,
    flash:
      source === 'group'
        ? `Members of «${value}» are ${roleLabel.toLowerCase()} from now on.`
        : `«${value}» gives the role ${roleLabel.toLowerCase()} from the next sign-in on.`,
  }),
  back: ({ params }) => `/directory/${params.organizationId}`,
});

export default function NewRoleRule() {
  const { home, isMsp, choices } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title="Add a role"
      crumbs={[
        { label: 'People', to: '/people' },
        { label: isMsp ? home.name : 'Single sign-on', to: `/directory/${home.id}` },
      ]}
    >
      <Section title="What gives it">
        <PostForm answer={answer}>
          <RadioGroup
            name="source"
            legend="Where it comes from"
            defaultValue="claim"
            options={[
              { value: 'claim', label: 'A claim', hint: 'What the provider says at every sign-in.' },
              { value: 'group', label: 'A group', hint: 'A group that provisioning brings, by its name.' },
            ]}
            required
          />
          <TextField
            name="claim"
            label="Claim"
            hint="Only for a claim: its name, such as groups or roles. A path such as realm_access.roles works too."
            maxLength={100}
          />
          <TextField
            name="value"
            label="Value"
            hint="Of a claim, exactly as the provider sends it. Of a group, its name."
            maxLength={200}
            required
          />
          <SelectField name="role" label="Role" options={choices} placeholder="Choose a role" required />
          <ButtonRow>
            <SubmitButton>Add it</SubmitButton>
            <LinkButton to={`/directory/${home.id}`}>Cancel</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
