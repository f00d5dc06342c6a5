import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { formatMonth } from '#app/values/week.ts';
import { takeBackScorecard } from '../commands/take-back-scorecard.server.ts';
import { takeBackForm } from '../forms.ts';
import { scorecardOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Take the scorecard back · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const card = found(await scorecardOf(ctx, idParam(params)));
  authorize(ctx, 'scorecard.review', card);
  return { card };
});

export const action = act({
  form: takeBackForm,
  run: (ctx, input, { params }) => takeBackScorecard(ctx, idParam(params), input),
  done: ({ id }) => ({ to: `/scorecards/${id}`, flash: 'It is under review once more.' }),
  back: ({ params }) => `/scorecards/${params.id}`,
});

export default function TakeBack() {
  const { card } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const month = formatMonth(card.month.slice(0, 7));
  return (
    <Page
      title={`Take ${month} back`}
      crumbs={[
        { label: 'Scorecards', to: '/scorecards' },
        { label: `${card.clientName}, ${month}`, to: `/scorecards/${card.id}` },
      ]}
      status={<Status status={card.status} />}
      lead="The client reads why, and answers every level anew once it is sent again."
    >
      <Section title="Why">
        <PostForm answer={answer}>
          <TextArea name="reason" label="Reason" rows={3} maxLength={1000} required />
          <ButtonRow>
            <SubmitButton>Take it back</SubmitButton>
            <LinkButton to={`/scorecards/${card.id}`}>Leave it there</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
