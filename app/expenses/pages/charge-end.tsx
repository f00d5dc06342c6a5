import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, notFound, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Money } from '#app/ui/amount.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { chargePage } from '../charge-page.server.ts';
import { endCharge } from '../commands/end-charge.server.ts';
import { chargeReasonForm } from '../forms.ts';
import { ReasonForm } from '../parts/reason-form.tsx';
import { cadenceWord } from '../schedule.ts';

export const meta: MetaFunction = () => [{ title: 'End a charge · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const shown = found(await chargePage(ctx, idParam(params)));
  authorize(ctx, 'miscCharge.read', shown.row);
  if (!shown.mayEnd) return notFound();
  return { row: shown.row };
});

export const action = act({
  form: chargeReasonForm,
  run: (ctx, input, { params }) => endCharge(ctx, idParam(params), input),
  done: (row) => ({ to: `/charges/${row.id}`, flash: `Ended: “${row.label}”. Nothing more is charged.` }),
  back: ({ params }) => `/charges/${params.id}`,
});

export default function EndCharge() {
  const { row } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const here = `/charges/${row.id}`;
  return (
    <Page
      title={`End “${row.label}”`}
      crumbs={[
        { label: 'Miscellaneous charges', to: '/charges' },
        { label: row.label, to: here },
      ]}
      status={<Status status={row.status} />}
      lead="What is due by today is charged; nothing after it."
    >
      <Section
        title={
          <>
            {cadenceWord(row.cadence)}, <Money minor={row.amountMinor} currency={row.currency} />
          </>
        }
      >
        <ReasonForm
          answer={answer}
          hint="Such as: the equipment went back on Friday."
          press="End it today"
          back={here}
          keep="Keep it"
        />
      </Section>
    </Page>
  );
}
