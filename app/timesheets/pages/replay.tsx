import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { EmptyState, Notice } from '#app/ui/feedback.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatDate } from '#app/values/week.ts';
import { ReplayFields } from '../parts/replay-fields.tsx';
import { ReplayLines, ReplayTotals } from '../parts/replay-tables.tsx';
import { changes, totalsBySupplier } from '../replay.ts';
import { MAX_REPLAYED, readReplay } from '../replay-forms.ts';
import { replay, replayDesk } from '../replay.server.ts';

export const meta: MetaFunction = () => [{ title: 'Replay · Muster' }];

const LINES_SHOWN = 200;

export const loader = page(async (ctx, { params, url }) => {
  const { program, suppliers, period } = found(await replayDesk(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'replay.run', program);
  const { typed, asked, problems } = readReplay(url);
  const replayed = asked ? await replay(ctx, program.clientId, asked) : null;
  const changed = replayed?.lines.filter(changes) ?? [];
  return {
    program,
    suppliers,
    typed: { ...period, ...typed },
    problems,
    outcome: replayed &&
      asked && {
        weeks: replayed.weeks,
        isCut: replayed.isCut,
        period: { from: asked.from, to: asked.to },
        totals: totalsBySupplier(replayed.lines),
        lines: changed.slice(0, LINES_SHOWN),
        changedLines: changed.length,
        changedWeeks: new Set(changed.map(({ timesheetId }) => timesheetId)).size,
      },
    csv: `/programs/${program.clientId}/replay.csv${url.search}`,
  };
});

/** What a new rule, convention or rate would have changed on weeks gone by, before it is switched on. */
export default function Replay() {
  const { program, suppliers, typed, problems, outcome, csv } = useLoaderData<typeof loader>();
  const here = `/programs/${program.clientId}`;
  return (
    <Page
      title="Replay"
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: program.clientName, to: here },
        { label: 'Terms', to: `${here}/terms` },
      ]}
      lead="Approved weeks, priced as they are and as they would be. Nothing is changed, whatever you try."
    >
      <Section title="What to try, and on which weeks">
        <ReplayFields suppliers={suppliers} currency={program.currency} typed={typed} problems={problems} />
      </Section>
      {outcome ? <Outcome outcome={outcome} currency={program.currency} csv={csv} here={here} /> : null}
    </Page>
  );
}

type OutcomeProps = {
  outcome: NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['outcome']>;
  currency: string;
  csv: string;
  here: string;
};

function Outcome({ outcome, currency, csv, here }: OutcomeProps) {
  const { weeks, isCut, period, totals, lines, changedLines, changedWeeks } = outcome;
  const days = `${formatDate(period.from)} to ${formatDate(period.to)}`;
  if (weeks === 0)
    return (
      <EmptyState title="No approved week ends in these days">
        Choose a period in which time was approved, or all suppliers.
      </EmptyState>
    );
  const difference = totals.reduce((sum, { beforeMinor, afterMinor }) => sum + afterMinor - beforeMinor, 0);
  return (
    <>
      <Notice tone={difference === 0 ? 'quiet' : 'attention'} title={inWords(difference, currency)}>
        <p>
          {weeks.toLocaleString('en')} approved weeks that end on {days}; {changedWeeks.toLocaleString('en')}{' '}
          of them would change. Before fees, discounts and tax, at the rates that count today.
        </p>
        {isCut ? (
          <p>
            These are the first {MAX_REPLAYED.toLocaleString('en')} weeks of the period; there are more.
            Choose fewer days or one supplier to see the rest.
          </p>
        ) : null}
      </Notice>
      <Section
        title="By supplier"
        action={
          <LinkButton to={csv} reload>
            Download every line as CSV
          </LinkButton>
        }
      >
        <ReplayTotals totals={totals} currency={currency} />
      </Section>
      <Section
        title="Line by line"
        lead={
          changedLines > lines.length
            ? `The first ${lines.length} of ${changedLines.toLocaleString('en')} lines that would change; the file has them all.`
            : 'The lines that would change. To switch it on, set new terms or a new agreement.'
        }
        action={<LinkButton to={`${here}/terms`}>Terms</LinkButton>}
      >
        <ReplayLines lines={lines} currency={currency} />
      </Section>
    </>
  );
}

function inWords(differenceMinor: number, currency: string): string {
  if (differenceMinor === 0) return 'In total nothing would change';
  const amount = formatMoney(Math.abs(differenceMinor), currency);
  return `The client would have been billed ${amount} ${differenceMinor > 0 ? 'more' : 'less'}`;
}
