import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText } from '#app/ui/amount.tsx';
import { ButtonRow, Hidden, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { addDays, formatDate } from '#app/values/week.ts';
import { agreeTerms } from '../commands/agree-terms.server.ts';
import { termsForm } from '../forms.ts';
import { overtimeLabel } from '../labels.ts';
import { TermsFields } from '../parts/terms-fields.tsx';
import type { ProgramTerms } from '../public.server.ts';
import { programDetails, termsHistory } from '../queries.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Terms · ${data?.program.clientName ?? 'Program'} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  const program = found(await programDetails(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'program.read', program);
  const history = await termsHistory(ctx, program.clientId);
  const latestFrom = history[0]?.effectiveFrom ?? null;
  const tomorrow = addDays(program.today, 1);
  return {
    program,
    history,
    id: crypto.randomUUID(),
    earliest: latestFrom !== null && latestFrom >= tomorrow ? addDays(latestFrom, 1) : tomorrow,
    can: abilities(ctx, program, ['program.configure', 'replay.run']),
  };
});

export const action = act({
  form: termsForm,
  run: (ctx, input, { params }) => agreeTerms(ctx, idParam(params, 'clientId'), input),
  done: ({ effectiveFrom }, _input, { params }) => ({
    to: `/programs/${params.clientId}/terms`,
    flash: `The new terms hold from ${formatDate(effectiveFrom)}.`,
  }),
  back: ({ params }) => `/programs/${params.clientId}/terms`,
});

const yesOrNo = (yes: boolean) => (yes ? 'Yes' : 'No');

const columnsFor = (inForceId: string | undefined, today: string): Column<ProgramTerms>[] => [
  {
    key: 'from',
    header: 'From',
    primary: true,
    cell: (terms) => (
      <>
        <DateText date={terms.effectiveFrom} />{' '}
        {terms.id === inForceId ? <Badge tone="good">in force</Badge> : null}
        {terms.effectiveFrom > today ? <Badge tone="waiting">not yet</Badge> : null}
      </>
    ),
  },
  { key: 'overtime', header: 'Overtime', cell: (terms) => overtimeLabel[terms.overtimeRule] },
  { key: 'client', header: 'Client pays, days', align: 'right', cell: (terms) => terms.paymentTermsDays },
  {
    key: 'supplier',
    header: 'Suppliers paid, days',
    align: 'right',
    cell: (terms) => terms.supplierTermsDays,
  },
  { key: 'paid', header: 'Pay when paid', cell: (terms) => yesOrNo(terms.payWhenPaid) },
  { key: 'screens', header: 'MSP screens', cell: (terms) => yesOrNo(terms.mspScreensSubmittals) },
  {
    key: 'candidates',
    header: 'Candidates per supplier',
    align: 'right',
    cell: (terms) => terms.submittalsPerSupplier,
  },
];

export default function Terms() {
  const { program, history, id, earliest, can } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const latest = history[0];
  return (
    <Page
      title="Terms"
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: program.clientName, to: `/programs/${program.clientId}` },
      ]}
      action={
        can['replay.run'] ? (
          <LinkButton to={`/programs/${program.clientId}/replay`}>Try a rule on past weeks</LinkButton>
        ) : null
      }
      lead="What was agreed, from when on. Terms are never edited: new ones follow from their own day, and earlier days keep theirs."
    >
      <DataTable
        caption="Terms, the latest first"
        columns={columnsFor(program.terms?.id, program.today)}
        rows={history}
        rowKey={(terms) => terms.id}
        empty="Nothing was agreed yet."
      />
      {can['program.configure'] && latest ? (
        <Section title="New terms" lead="They start from the latest ones; change what changes.">
          <PostForm answer={answer} key={id}>
            <Hidden name="id" value={id} />
            <TermsFields defaults={{ ...latest, effectiveFrom: earliest }} />
            <ButtonRow>
              <SubmitButton>Set new terms</SubmitButton>
            </ButtonRow>
          </PostForm>
        </Section>
      ) : null}
    </Page>
  );
}
