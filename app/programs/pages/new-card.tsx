import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, Hidden, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate, today } from '#app/values/week.ts';
import { cardForm } from '../card-forms.ts';
import { siteGroupsOf, suppliersForCards } from '../card-queries.server.ts';
import { addCard } from '../commands/add-card.server.ts';
import { CardFields } from '../parts/card-fields.tsx';
import { jobWithCard, programOf } from '../public.server.ts';

export const meta: MetaFunction = () => [{ title: 'New rate card · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const program = found(await programOf(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'rateCard.import', program);
  const { clientId } = program;
  const day = today(ctx.now, program.timeZone);
  return {
    program,
    today: day,
    id: crypto.randomUUID(),
    job: found(await jobWithCard(ctx, clientId, idParam(params), day)),
    groups: (await siteGroupsOf(ctx, clientId)).map(({ id, code, name }) => ({
      value: id,
      label: `${code} ${name}`,
    })),
    suppliers: (await suppliersForCards(ctx, clientId)).map(({ id, name }) => ({ value: id, label: name })),
  };
});

export const action = act({
  form: cardForm,
  run: (ctx, input, { params }) => addCard(ctx, idParam(params, 'clientId'), idParam(params), input),
  done: ({ jobTitle, startsOn }, _input, { params }) => ({
    to: `/programs/${params.clientId}/jobs/${params.id}`,
    flash: `The card for ${jobTitle} holds from ${formatDate(startsOn)}.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}/jobs/${params.id}`,
});

export default function NewCard() {
  const { program, job, today: day, id, groups, suppliers } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const here = `/programs/${program.clientId}`;
  const back = `${here}/jobs/${job.id}`;
  return (
    <Page
      title={`New card for ${job.title}`}
      crumbs={[
        { label: program.clientName, to: here },
        { label: 'Jobs', to: `${here}/jobs` },
        { label: job.title, to: back },
      ]}
      lead="Candidates, offers and new rates are held against it from its first day on. Assignments keep the card they began with."
    >
      <Section title="What it allows, where and when">
        <PostForm answer={answer} key={id}>
          <Hidden name="id" value={id} />
          <CardFields currency={program.currency} startsOn={day} groups={groups} suppliers={suppliers} />
          <ButtonRow>
            <SubmitButton>Add card</SubmitButton>
            <LinkButton to={back}>Go back</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
