import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, Hidden, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { addMonths, lastOfMonth } from '#app/values/month.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { levelsOfProgram } from '../agreed.server.ts';
import { addServiceLevel } from '../commands/add-level.server.ts';
import { endServiceLevel } from '../commands/end-level.server.ts';
import { levelForm } from '../forms.ts';
import { LevelFields } from '../parts/level-fields.tsx';
import { programToday } from '../program.server.ts';

export const meta: MetaFunction = () => [{ title: 'Service level · Muster' }];

export const loader = page(async (ctx, { params, url }) => {
  const program = found(await programToday(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'serviceLevel.configure', program);
  const ends = url.searchParams.get('end');
  const levels = ends === null ? [] : await levelsOfProgram(ctx, program.clientId);
  const ending = ends === null ? null : found(levels.find(({ id }) => id === ends));
  return { program, ending, startsOn: addMonths(program.today, 1), id: crypto.randomUUID() };
});

export const action = act({
  form: levelForm,
  run: (ctx, input, { params }) => {
    const clientId = idParam(params, 'clientId');
    return input.verb === 'end'
      ? endServiceLevel(ctx, clientId, input)
      : addServiceLevel(ctx, clientId, input);
  },
  done: ({ name, startsOn }, input, { params }) => ({
    to: `/programs/${params.clientId}/service-levels`,
    flash:
      input.verb === 'end'
        ? `“${name}” ends after ${formatDate(input.lastDay)}.`
        : `“${name}” is measured from ${formatDate(startsOn)} on.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}/service-levels`,
});

export default function ServiceLevel() {
  const { program, ending, startsOn, id } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const here = `/programs/${program.clientId}`;
  return (
    <Page
      title={ending ? `End “${ending.name}”` : 'New service level'}
      crumbs={[
        { label: program.clientName, to: here },
        { label: 'Service levels', to: `${here}/service-levels` },
      ]}
      lead={
        ending
          ? 'Months that were counted stay as they are.'
          : 'What the MSP promises, how it is measured, and what it weighs.'
      }
    >
      <Section title={ending ? `In force since ${formatDate(ending.startsOn)}` : 'The level'}>
        <PostForm answer={answer}>
          {ending ? (
            <>
              <Hidden name="verb" value="end" />
              <Hidden name="levelId" value={ending.id} />
              <TextField
                name="lastDay"
                label="Last day"
                type="date"
                hint="The last day of a month."
                defaultValue={lastOfMonth(program.today)}
                required
              />
            </>
          ) : (
            <LevelFields id={id} startsOn={startsOn} />
          )}
          <ButtonRow>
            <SubmitButton>{ending ? 'End level' : 'Add level'}</SubmitButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
