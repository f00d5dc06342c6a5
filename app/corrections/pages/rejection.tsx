import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { rejectCorrection } from '../commands/reject-correction.server.ts';
import { rejectionForm } from '../forms.ts';
import { DifferenceTable } from '../parts/difference-table.tsx';
import { correctionOf } from '../queries.server.ts';
import { correctionRef } from '../reference.ts';

export const loader = page(async (ctx, { params }) => {
  const row = found(await correctionOf(ctx, idParam(params)));
  authorize(ctx, 'correction.approve', row);
  return { row };
});

export const action = act({
  form: rejectionForm,
  run: (ctx, input, { params }) => rejectCorrection(ctx, idParam(params), input),
  done: ({ id, number, createdByName }) => ({
    to: `/corrections/${id}`,
    flash: `${correctionRef(number)} is rejected; ${createdByName} reads why.`,
  }),
  back: ({ params }) => `/corrections/${params.id}`,
});

export default function RejectCorrection() {
  const { row } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const ref = correctionRef(row.number);
  const self = `/corrections/${row.id}`;
  return (
    <Page
      title={`Reject correction ${ref}`}
      crumbs={[
        { label: 'Corrections', to: '/corrections' },
        { label: ref, to: self },
      ]}
      status={<Status status={row.status} />}
      lead={`${row.clientName}. Nothing is posted, and ${row.createdByName} reads why.`}
    >
      <div className="grid max-w-4xl gap-5">
        <Section title="What it would have changed">
          <DifferenceTable preview={row.preview} currency={row.currency} />
        </Section>
        <Section title="Why not">
          <PostForm answer={answer}>
            <TextArea name="reason" label="Reason" rows={3} maxLength={1000} required />
            <ButtonRow>
              <SubmitButton tone="danger">Reject it</SubmitButton>
              <LinkButton to={self}>Back</LinkButton>
            </ButtonRow>
          </PostForm>
        </Section>
      </div>
    </Page>
  );
}
