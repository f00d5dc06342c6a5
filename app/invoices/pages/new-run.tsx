import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { ButtonRow, FieldRow, Hidden, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { formatPeriod } from '#app/values/period.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { openRun } from '../commands/open-run.server.ts';
import { previewRun } from '../commands/preview-run.server.ts';
import { billingQuery, openRunForm } from '../forms.ts';
import { counted } from '../counted.ts';
import { programsToBill } from '../runs.server.ts';

export const meta: MetaFunction = () => [{ title: 'Start billing · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'billing.run');
  const { client } = parseQuery(billingQuery, url);
  if (!client) throw redirect('/billing');
  const standing = found((await programsToBill(ctx)).find(({ program }) => program.clientId === client));
  return { id: crypto.randomUUID(), ...standing };
});

export const action = act({
  form: openRunForm,
  // What was just opened is looked at right away.
  run: async (ctx, input) => {
    const opened = await openRun(ctx, input);
    return opened.ok && opened.value.status === 'open' ? previewRun(ctx, opened.value.id) : opened;
  },
  done: (run) => ({ to: `/billing/${run.id}` }),
  back: () => '/billing',
});

export default function NewRun() {
  const { id, program, lastEndsOn, next, lines } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title={`Bill ${program.clientName}`}
      crumbs={[{ label: 'Billing', to: '/billing' }]}
      lead={
        lastEndsOn
          ? `Billed up to ${formatDate(lastEndsOn)}. Next is ${formatPeriod(next)}, with ${counted(lines, 'approved line')}.`
          : `Nothing was billed yet. The first period would be ${formatPeriod(next)}, with ${counted(lines, 'approved line')}.`
      }
    >
      <Section title="Period" lead="Nothing is posted yet: you see what it would bill first.">
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <Hidden name="clientId" value={program.clientId} />
          <FieldRow>
            <TextField
              name="startsOn"
              label="First day"
              type="date"
              required
              defaultValue={next.startsOn}
              readOnly={lastEndsOn !== null}
              hint={lastEndsOn ? 'The day after the last period.' : 'The first period may start on any day.'}
            />
            <TextField
              name="endsOn"
              label="Last day"
              type="date"
              required
              defaultValue={next.endsOn}
              min={next.startsOn}
              hint="Every approved week that ends by this day and was not billed before is billed."
            />
          </FieldRow>
          <ButtonRow>
            <SubmitButton>Preview the period</SubmitButton>
            <LinkButton to="/billing">Back</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
