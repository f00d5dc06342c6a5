import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText, Percent } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { levelsOfProgram, termsOfProgram } from '../agreed.server.ts';
import { formatFactor } from '../measures.ts';
import { AgreedLevels } from '../parts/agreed-levels.tsx';
import { programToday } from '../program.server.ts';
import { missRuleLabel, settledByLabel } from '../words.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Service levels, ${data?.program.clientName ?? ''} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  const program = found(await programToday(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'serviceLevel.read', program);
  return {
    program,
    terms: await termsOfProgram(ctx, program.clientId),
    levels: await levelsOfProgram(ctx, program.clientId),
    can: abilities(ctx, program, ['serviceLevel.configure', 'scorecard.read']),
    isMsp: ctx.actor.side === 'msp',
  };
});

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

/** What the MSP promises a client, and what a broken promise costs. */
export default function ServiceLevels() {
  const { program, terms, levels, can, isMsp } = useLoaderData<typeof loader>();
  const here = `/programs/${program.clientId}/service-levels`;
  const mayConfigure = can['serviceLevel.configure'];
  const scorecards = isMsp ? `/scorecards?program=${program.clientId}` : '/scorecards';
  return (
    <Page
      title="Service levels"
      crumbs={[
        ...(isMsp ? [{ label: 'Programs', to: '/programs' }] : []),
        { label: program.clientName, to: `/programs/${program.clientId}` },
      ]}
      lead="What the MSP is measured by each month, and what of its fee it gives back where a level is missed."
      action={
        <LinkButton to={scorecards} tone={mayConfigure ? undefined : 'primary'}>
          Scorecards
        </LinkButton>
      }
    >
      <Section
        title="What is at risk"
        lead="A month counts under the terms in force on its last day."
        action={mayConfigure ? <LinkButton to={`${here}/terms`}>New terms</LinkButton> : null}
      >
        <DataTable
          caption="Terms of service credits, the latest first"
          rows={terms}
          rowKey={({ id }) => id}
          columns={termsColumns}
          empty={
            <EmptyState title="Nothing is at risk">
              {mayConfigure
                ? 'Agree first on the share of the MSP fee that missed levels may cost.'
                : 'No service credit was agreed for this program.'}
            </EmptyState>
          }
        />
      </Section>
      <Section
        title="Levels"
        lead="Each weighs a part of what is at risk. Levels without an end stand first."
        action={
          mayConfigure && terms.length > 0 ? (
            <ButtonRow>
              <LinkButton to={`${here}/new`} tone="primary">
                New level
              </LinkButton>
            </ButtonRow>
          ) : null
        }
      >
        <AgreedLevels
          levels={levels}
          today={program.today}
          endTo={mayConfigure ? (id) => `${here}/new?end=${id}` : null}
        />
      </Section>
    </Page>
  );
}

const termsColumns: Column<Shown['terms'][number]>[] = [
  {
    key: 'risk',
    header: 'At risk',
    primary: true,
    cell: ({ atRiskFraction }) => (
      <>
        <Percent fraction={atRiskFraction} /> of the MSP fee
      </>
    ),
  },
  { key: 'rule', header: 'Missed', cell: ({ missRule }) => missRuleLabel[missRule] },
  {
    key: 'repeats',
    header: 'Again',
    cell: ({ secondMultiplier, thirdMultiplier }) =>
      `× ${formatFactor(secondMultiplier)} the second month, × ${formatFactor(thirdMultiplier)} from the third`,
  },
  { key: 'settled', header: 'Settled by', cell: ({ settledBy }) => settledByLabel[settledBy] },
  {
    key: 'cycle',
    header: 'Days',
    cell: ({ reviewDay, answerDay }) => `reviewed by day ${reviewDay}, answered by day ${answerDay}`,
  },
  { key: 'from', header: 'From', cell: ({ startsOn }) => <DateText date={startsOn} /> },
  {
    key: 'to',
    header: 'To',
    cell: ({ endsOn }) => (endsOn ? <DateText date={endsOn} /> : 'No\u00a0end'),
  },
];
