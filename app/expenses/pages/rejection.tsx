import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, notFound, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { formatMoney } from '#app/values/money.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { rejectSheet } from '../commands/reject-sheet.server.ts';
import { rejectionForm } from '../forms.ts';
import { isDecidable } from '../lifecycle.ts';
import { LinesTable } from '../parts/lines-table.tsx';
import { ReasonForm } from '../parts/reason-form.tsx';
import { sheetPage } from '../sheet-page.server.ts';

export const meta: MetaFunction = () => [{ title: 'Send expenses back · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const { sheet, lines } = found(await sheetPage(ctx, idParam(params)));
  authorize(ctx, 'expense.approve', sheet);
  if (!isDecidable(sheet.status)) return notFound();
  return { sheet, lines };
});

export const action = act({
  form: rejectionForm,
  run: (ctx, input, { params }) => rejectSheet(ctx, idParam(params), input),
  // The sheet is the supplier's again and no longer there for a client; the queue is where they go on.
  done: (sheet) => ({
    to: '/',
    flash: `Sent back to ${sheet.submittedByName ?? sheet.workerName}: ${sheet.title}, ${formatMoney(sheet.totalMinor, sheet.currency)}.`,
  }),
  back: () => '/expenses',
});

export default function Reject() {
  const { sheet, lines } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title={`Send back the expenses of ${sheet.workerName}`}
      crumbs={[
        { label: 'Expenses', to: '/expenses' },
        { label: sheet.title, to: `/expenses/${sheet.id}` },
      ]}
      status={<Status status={sheet.status} />}
      lead="The sheet becomes a draft again with everything in it, and your words go to whoever submitted it."
    >
      <Section title={sheet.title}>
        <LinesTable sheet={sheet} lines={lines} editable={false} />
      </Section>
      <Section title="What is to be corrected">
        <ReasonForm
          answer={answer}
          hint="Name the line and what you expected, such as: the taxi of Wed was for two, claim half."
          press="Send it back"
          back={`/expenses/${sheet.id}`}
          keep="Keep it"
        />
      </Section>
    </Page>
  );
}
