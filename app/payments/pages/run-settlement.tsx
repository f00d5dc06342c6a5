import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { formatMoney } from '#app/values/money.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { settleRun } from '../commands/settle-run.server.ts';
import { runRef } from '../counted.ts';
import { settlementForm } from '../forms.ts';
import { runOf } from '../runs.server.ts';

export const loader = page(async (ctx, { params }) => {
  const run = found(await runOf(ctx, idParam(params)));
  authorize(ctx, 'payment.make', run);
  return { run };
});

export const action = act({
  form: settlementForm,
  run: (ctx, input, { params }) => settleRun(ctx, idParam(params), input),
  done: ({ id, number }) => ({ to: `/payments/${id}`, flash: `${runRef(number)} is settled.` }),
  back: ({ params }) => `/payments/${params.id}`,
});

export default function SettleRun() {
  const { run } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const self = `/payments/${run.id}`;
  return (
    <Page
      title={`The bank has paid ${runRef(run.number)}`}
      crumbs={[
        { label: 'Payments', to: '/payments' },
        { label: runRef(run.number), to: self },
      ]}
      status={<Status status={run.status} />}
      lead={`${formatMoney(run.totalMinor, run.currency)} left the account. A payment that came back is recorded on its own page.`}
    >
      <Section title="From the bank statement">
        <PostForm answer={answer}>
          <TextField
            name="bankTrace"
            label="Bank reference"
            hint="The statement or trace number under which the bank shows it. Suppliers see it on their advice."
            required
            maxLength={80}
          />
          <ButtonRow>
            <SubmitButton>Record it</SubmitButton>
            <LinkButton to={self}>Back</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
