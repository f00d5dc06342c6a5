import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { ButtonRow, Hidden, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { formatPeriod } from '#app/values/period.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { startSheet } from '../commands/start-sheet.server.ts';
import { assignmentQuery, MAX_TITLE, startForm } from '../forms.ts';
import { AssignmentPicker } from '../parts/assignment-picker.tsx';
import { assignmentsToChoose, chosenAssignment } from '../assignments.server.ts';

export const meta: MetaFunction = () => [{ title: 'New expense sheet · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'expense.enter');
  const query = parseQuery(assignmentQuery, url);
  const isWorker = ctx.actor.workerId !== null;
  const offered = query.assignment ? { choices: [], isCut: false } : await assignmentsToChoose(ctx, query);
  // Whoever has one assignment has nothing to choose.
  const [only, other] = offered.choices;
  const chosenId = query.assignment ?? (isWorker && only && !other ? only.id : null);
  const chosen = chosenId ? found(await chosenAssignment(ctx, chosenId)) : null;
  if (chosen) authorize(ctx, 'expense.enter', chosen);
  return { ...offered, chosen, isWorker, worker: query.worker, id: crypto.randomUUID() };
});

export const action = act({
  form: startForm,
  run: (ctx, input) => startSheet(ctx, input),
  done: ({ id }) => ({ to: `/expenses/${id}` }),
  back: () => '/expenses/new',
});

export default function NewSheet() {
  const { chosen, choices, isCut, worker, isWorker, id } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title="New expense sheet"
      crumbs={[{ label: 'Expenses', to: '/expenses' }]}
      lead={chosen ? undefined : 'Choose the assignment that something was spent for.'}
    >
      {chosen ? (
        <Section
          title={`${chosen.workerName}, ${chosen.jobTitle}`}
          lead={`${chosen.ref} · ${chosen.clientName} · ${formatPeriod(chosen)}`}
        >
          <PostForm answer={answer}>
            <Hidden name="id" value={id} />
            <Hidden name="assignmentId" value={chosen.id} />
            <TextField
              name="title"
              label="What it was for"
              hint="In a few words, such as “Training in Sacramento” or “Travel in November”. Lines and receipts come next."
              maxLength={MAX_TITLE}
              required
            />
            <ButtonRow>
              <SubmitButton>Begin the sheet</SubmitButton>
              <LinkButton to={isWorker ? '/expenses' : '/expenses/new'}>Go back</LinkButton>
            </ButtonRow>
          </PostForm>
        </Section>
      ) : (
        <AssignmentPicker {...{ choices, isCut, worker, isWorker }} to="/expenses/new" />
      )}
    </Page>
  );
}
