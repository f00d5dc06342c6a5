import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { ButtonRow, Hidden, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { formatMoney } from '#app/values/money.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { draftRun } from '../commands/draft-run.server.ts';
import { counted, runRef } from '../counted.ts';
import { listQuery, paymentRunForm } from '../forms.ts';
import { LeftOutTable, PlanTable } from '../parts/plan-table.tsx';
import { programOf } from '../programs.server.ts';
import { planFor } from '../runs.server.ts';

export const meta: MetaFunction = () => [{ title: 'Draft a payment run · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'payment.make');
  const { client } = parseQuery(listQuery, url);
  if (!client) throw redirect('/payments');
  const program = found(await programOf(ctx, client));
  return {
    id: crypto.randomUUID(),
    program,
    today: today(ctx.now, program.timeZone),
    plan: await planFor(ctx, client, program.currency),
  };
});

export const action = act({
  form: paymentRunForm,
  run: draftRun,
  done: ({ id, number }) => ({
    to: `/payments/${id}`,
    flash: `${runRef(number)} is drafted. Somebody else approves it before anything is paid.`,
  }),
  back: () => '/payments',
});

export default function NewRun() {
  const { id, program, today: day, plan } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const { payments, leftOut, totalMinor } = plan;
  return (
    <Page
      title={`Pay the suppliers of ${program.clientName}`}
      crumbs={[{ label: 'Payments', to: '/payments' }]}
      lead={
        payments.length > 0
          ? `${formatMoney(totalMinor, program.currency)} in ${counted(payments.length, 'payment')}. Nothing is paid yet.`
          : 'Nothing can be paid now.'
      }
    >
      <Section
        title="What it pays"
        lead={`One payment for each supplier, less its credits. Amounts in ${program.currency}.`}
      >
        <PlanTable payments={payments} totalMinor={totalMinor} />
      </Section>
      {leftOut.length > 0 ? (
        <Section title="Left out">
          <LeftOutTable leftOut={leftOut} />
        </Section>
      ) : null}
      {payments.length > 0 ? (
        <Section title="Draft it">
          <PostForm answer={answer}>
            <Hidden name="id" value={id} />
            <Hidden name="clientId" value={program.clientId} />
            <Hidden name="seenTotalMinor" value={totalMinor} />
            <TextField
              name="payOn"
              label="Pay on"
              hint="The day the bank carries it out."
              type="date"
              required
              defaultValue={day}
              min={day}
            />
            <ButtonRow>
              <SubmitButton>Draft the run</SubmitButton>
              <LinkButton to="/payments">Back</LinkButton>
            </ButtonRow>
          </PostForm>
        </Section>
      ) : null}
    </Page>
  );
}
