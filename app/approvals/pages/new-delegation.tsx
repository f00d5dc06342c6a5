import { randomUUID } from 'node:crypto';
import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import {
  ButtonRow,
  CheckboxGroup,
  FieldRow,
  Hidden,
  LinkButton,
  PostForm,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { approvalKinds } from '#app/values/approval-kinds.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { addDays, formatDate, today } from '#app/values/week.ts';
import { giveDelegation } from '../commands/give-delegation.server.ts';
import { MAX_DAYS } from '../delegation-rules.ts';
import { approversToChoose, kindsOfRole } from '../delegations.server.ts';
import { delegationForm } from '../forms.ts';

export const meta: MetaFunction = () => [{ title: 'Let somebody stand in · Muster' }];

export const loader = page(async (ctx) => {
  authorize(ctx, 'delegation.give');
  const { accountId, membershipId, role } = ctx.actor;
  const people = await approversToChoose(ctx);
  const mayForOthers = mayDo(ctx.actor, 'delegation.keep');
  const date = today(ctx.now, people[0]?.timeZone ?? 'UTC');
  const takes = kindsOfRole(role);
  // Whoever shares no kind of approval with the giver cannot take any of theirs.
  const fitting = people.filter(
    (one) => one.accountId !== accountId && (mayForOthers || one.kinds.some((kind) => takes.includes(kind))),
  );
  return {
    id: randomUUID(),
    me: membershipId,
    people: fitting.map((one) => ({ value: one.membershipId, label: one.label })),
    givers: mayForOthers ? people.map((one) => ({ value: one.membershipId, label: one.label })) : [],
    kinds: takes.map((kind) => ({ value: kind, label: approvalKinds[kind] })),
    today: date,
    latestStart: addDays(date, MAX_DAYS),
  };
});

export const action = act({
  form: delegationForm,
  run: giveDelegation,
  done: ({ fromName, toName, startsOn, endsOn }) => ({
    to: '/delegations',
    flash: `${toName} stands in for ${fromName} from ${formatDate(startsOn)} to ${formatDate(endsOn)}, and is told by mail.`,
  }),
  back: () => '/delegations',
});

export default function NewDelegation() {
  const { id, me, people, givers, kinds, today: date, latestStart } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title="Let somebody stand in"
      crumbs={[{ label: 'Delegations', to: '/delegations' }]}
      lead="What waits for you then waits for both of you. Neither decides on what the other handed in, and it is not passed on."
    >
      <Section title="Who, for what, and until when">
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          {givers.length > 0 ? (
            <SelectField
              name="fromMembershipId"
              label="Whose approvals"
              hint="Your own, or those of somebody who cannot give them now. It is recorded that you did."
              defaultValue={me}
              options={givers}
            />
          ) : null}
          <SelectField
            name="toMembershipId"
            label="Who stands in"
            placeholder="Choose a person"
            options={people}
            required
          />
          <CheckboxGroup
            name="kinds"
            legend="Which approvals"
            options={kinds}
            defaultValues={kinds.map(({ value }) => value)}
          />
          <FieldRow>
            <TextField
              name="startsOn"
              label="First day"
              type="date"
              min={date}
              max={latestStart}
              defaultValue={date}
              required
            />
            <TextField
              name="endsOn"
              label="Last day"
              hint={`At most ${MAX_DAYS} days.`}
              type="date"
              min={date}
              required
            />
          </FieldRow>
          <TextArea
            name="note"
            label="Note"
            hint="Goes to them with the mail, and stands in the trail."
            rows={2}
            maxLength={500}
          />
          <ButtonRow>
            <SubmitButton>Let them stand in</SubmitButton>
            <LinkButton to="/delegations">Leave it</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
