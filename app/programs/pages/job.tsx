import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText, Rate } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { ButtonRow, LinkButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatPercent } from '#app/values/percent.ts';
import { formatRate } from '#app/values/rate.ts';
import { today } from '#app/values/week.ts';
import { asks, RateOrNone } from '../parts/rates.tsx';
import { jobWithCard, programOf } from '../public.server.ts';
import { cardHistory, otherSpellings, type CardVersion } from '../rate-card-queries.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.job.title ?? 'Job'} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  const program = found(await programOf(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'program.read', program);
  const { clientId } = program;
  const day = today(ctx.now, program.timeZone);
  const job = found(await jobWithCard(ctx, clientId, idParam(params), day));
  return {
    program,
    job,
    today: day,
    history: await cardHistory(ctx, clientId, job.id),
    spellings: await otherSpellings(ctx, clientId, job.code),
    can: abilities(ctx, program, ['rateCard.import']),
  };
});

const whereItHolds = ({ siteGroup, supplier }: CardVersion): string =>
  [siteGroup ?? 'all sites', supplier].filter(Boolean).join(', through ');

const payLed = ({ maxPayRate, maxMarkup }: CardVersion): string =>
  maxPayRate && maxMarkup ? `Pay: ${formatRate(maxPayRate)} and ${formatPercent(maxMarkup)} on it` : 'Pay';

const columnsFor = (today: string, currency: string): Column<CardVersion>[] => [
  {
    key: 'from',
    header: 'From',
    primary: true,
    cell: (card) => (
      <>
        <DateText date={card.startsOn} />{' '}
        {card.startsOn > today ? <Badge tone="waiting">not yet</Badge> : null}
        {card.startsOn <= today && (card.endsOn === null || card.endsOn >= today) ? (
          <Badge tone="good">in force</Badge>
        ) : null}
      </>
    ),
  },
  { key: 'to', header: 'To', cell: (card) => (card.endsOn ? <DateText date={card.endsOn} /> : 'No end') },
  { key: 'for', header: 'Holds for', cell: whereItHolds },
  { key: 'leads', header: 'Leads', cell: (card) => (card.direction === 'bill' ? 'Bill' : payLed(card)) },
  {
    key: 'lowest',
    header: 'Lowest',
    align: 'right',
    hideOnPhone: true,
    cell: (card) => <RateOrNone rate={card.lowestRate} />,
  },
  {
    key: 'median',
    header: 'Median',
    align: 'right',
    hideOnPhone: true,
    cell: (card) => <RateOrNone rate={card.medianRate} />,
  },
  {
    key: 'max',
    header: `Maximum, ${currency} / h`,
    align: 'right',
    cell: (card) => (
      <strong>
        <Rate rate={card.maxBillRate} />
      </strong>
    ),
  },
];

const fileColumn: Column<CardVersion> = {
  key: 'file',
  header: 'From the file',
  cell: (card) =>
    card.importId && card.fileName ? (
      <Link to={`/rate-card-imports/${card.importId}`}>{card.fileName}</Link>
    ) : (
      ''
    ),
};

export default function Job() {
  const { program, job, today, history, spellings, can } = useLoaderData<typeof loader>();
  const here = `/programs/${program.clientId}`;
  const knowsFiles = history.some(({ fileName }) => fileName !== null);
  return (
    <Page
      title={job.title}
      crumbs={[
        { label: program.clientName, to: here },
        { label: 'Jobs', to: `${here}/jobs` },
      ]}
      lead={
        job.maxBillRate === null
          ? 'No rate is in force today: a requisition can’t be budgeted from this job.'
          : `At most ${program.currency} ${formatRate(job.maxBillRate)} may be billed for an hour today.`
      }
    >
      <Section title="The job">
        <Facts
          items={[
            { label: 'Code', value: <code>{job.code}</code> },
            { label: 'Asks for', value: asks(job.minEducation, job.minYears) },
            ...(job.description ? [{ label: 'Description', value: job.description }] : []),
            ...(spellings.length > 0 ? [{ label: 'Also spelled', value: spellings.join(' · ') }] : []),
          ]}
        />
      </Section>
      <Section
        title="Rate card"
        lead="Each version holds from its day until the next one. A card of a supplier or a site group goes before one for all. An assignment keeps the version it began with."
        action={
          can['rateCard.import'] ? (
            <ButtonRow>
              <LinkButton to={`${here}/jobs/${job.id}/cards/new`}>New card</LinkButton>
              <LinkButton to={`${here}/cards/upload`}>Upload cards</LinkButton>
            </ButtonRow>
          ) : null
        }
      >
        <DataTable
          caption="Versions of the rate card, the latest first"
          columns={[...columnsFor(today, program.currency), ...(knowsFiles ? [fileColumn] : [])]}
          rows={history}
          rowKey={(card) => card.id}
          dense
          empty="No rate was ever set for this job."
        />
      </Section>
    </Page>
  );
}
