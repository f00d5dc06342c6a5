import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { refuseRequest } from '../commands/answer-request.server.ts';
import { refusalForm } from '../forms.ts';
import { requestOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Refuse a request \u00b7 Muster' }];

export const loader = page(async (ctx, { params }) => {
  const request = found(await requestOf(ctx, idParam(params)));
  authorize(ctx, 'privacy.handle', request);
  if (request.status !== 'open') throw redirect(`/privacy/${request.id}`);
  return { id: request.id, person: request.person };
});

export const action = act({
  form: refusalForm,
  run: (ctx, { reason }, { params }) => refuseRequest(ctx, idParam(params), reason),
  done: ({ id }) => ({ to: `/privacy/${id}`, flash: 'The request is refused.' }),
  back: ({ params }) => `/privacy/${params.id}`,
});

export default function Refusal() {
  const { id, person } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Refuse the request"
      crumbs={[
        { label: 'Privacy', to: '/privacy' },
        { label: person, to: `/privacy/${id}` },
      ]}
      lead="The person has a right to know why, and to complain to a supervisory authority."
    >
      <PostForm answer={answer}>
        <TextArea name="reason" label="Why" required maxLength={1000} />
        <SubmitButton tone="danger">Refuse</SubmitButton>
      </PostForm>
    </Page>
  );
}
