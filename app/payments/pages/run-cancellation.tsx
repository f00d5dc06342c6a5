import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { cancelRun } from '../commands/cancel-run.server.ts';
import { runRef } from '../counted.ts';
import { reasonForm } from '../forms.ts';
import { runOf } from '../runs.server.ts';

export const loader = page(async (ctx, { params }) => {
  const run = found(await runOf(ctx, idParam(params)));
  authorize(ctx, 'payment.make', run);
  return { run };
});

export const action = act({
  form: reasonForm,
  run: (ctx, input, { params }) => cancelRun(ctx, idParam(params), input),
  done: ({ number }) => ({
    to: '/payments',
    flash: `${runRef(number)} is cancelled. What it would have paid is payable again.`,
  }),
  back: ({ params }) => `/payments/${params.id}`,
});

export default function CancelRun() {
  const { run } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const self = `/payments/${run.id}`;
  return (
    <Page
      title={`Cancel ${runRef(run.number)}`}
      crumbs={[
        { label: 'Payments', to: '/payments' },
        { label: runRef(run.number), to: self },
      ]}
      status={<Status status={run.status} />}
      lead="Nothing was paid. Its statements are payable again and go with the next run."
    >
      <Section title="Why">
        <PostForm answer={answer}>
          <TextArea name="reason" label="Reason" rows={3} maxLength={1000} required />
          <ButtonRow>
            <SubmitButton tone="danger">Cancel the run</SubmitButton>
            <LinkButton to={self}>Keep it</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
