import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { programOf } from '../programs.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { askToReopen } from '../commands/ask-to-reopen.server.ts';
import { MAX_REASON, reopeningForm } from '../forms.ts';
import { periodOf } from '../periods.server.ts';
import { monthName } from '../rules.ts';

export const meta: MetaFunction = () => [{ title: 'Reopen a month · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const { clientId, month } = found(await periodOf(ctx, idParam(params)));
  authorize(ctx, 'ledger.reopen', { clientId });
  const { clientName } = found(await programOf(ctx, clientId));
  return { clientId, month, clientName };
});

export const action = act({
  form: reopeningForm,
  run: (ctx, input, { params }) => askToReopen(ctx, idParam(params), input),
  done: (period) => ({
    to: `/ledger/periods?program=${period.clientId}`,
    flash: `You asked to reopen ${monthName(period.month)}. It stays closed until somebody else agrees.`,
  }),
  back: () => '/ledger/periods',
});

export default function Reopening() {
  const { clientId, clientName, month } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const back = `/ledger/periods?program=${clientId}`;
  return (
    <Page
      title={`Ask to reopen ${monthName(month)}`}
      crumbs={[
        { label: 'Ledger', to: '/ledger' },
        { label: 'Months of the books', to: back },
      ]}
    >
      <Section
        title={clientName}
        lead="Somebody else has to agree before anything can be posted in it. Both of you stand on the record, with the reason."
      >
        <PostForm answer={answer}>
          <TextArea
            name="reason"
            label="Why it must be opened again"
            hint="Such as: the June self-bill of a supplier was left out."
            rows={3}
            maxLength={MAX_REASON}
            required
          />
          <ButtonRow>
            <SubmitButton>Ask to reopen</SubmitButton>
            <LinkButton to={back}>Leave it closed</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
