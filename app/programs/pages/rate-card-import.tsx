import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, found, idParam, keysetPage, pageLink } from '#app/platform/http/params.server.ts';
import { DateText, When } from '#app/ui/amount.tsx';
import { Facts, Timeline } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/form.tsx';
import { Columns, Page, Section, Tabs } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { Pager } from '#app/ui/table.tsx';
import { formatDate } from '#app/values/week.ts';
import { previewQuery } from '../forms.ts';
import { basisLabel } from '../labels.ts';
import { isOpen } from '../lifecycle.ts';
import { ComparedJobs, MergedTitles, Refusals } from '../parts/preview-tables.tsx';
import {
  cardsInTheWay,
  comparedJobs,
  countChanges,
  importOf,
  PREVIEW_PAGE,
  refusalReasons,
  refusalsOf,
  REFUSALS_SHOWN,
  sameFilePosted,
  type ImportCounts,
  type RateCardImport,
} from '../rate-card-queries.server.ts';
import { cardStartsLater } from '../rules.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.imported.fileName ?? 'Rate card'} · Muster` },
];

type View = 'new' | 'changed' | 'same' | 'merged' | 'refused';

/** Opens on what matters most: rates that change, then new jobs. */
const firstView = (counts: ImportCounts): View =>
  counts.changed > 0 ? 'changed' : counts.new > 0 ? 'new' : 'same';

export const loader = page(async (ctx, { params, url }) => {
  const imported = found(await importOf(ctx, idParam(params)));
  authorize(ctx, 'program.read', imported);
  const counts = await countChanges(ctx, imported.id);
  const query = parseQuery(previewQuery, url);
  const show = query.show ?? firstView(counts);
  const open = isOpen(imported.status);
  const shown = await rowsOf(ctx, imported, show, query.after);
  return {
    imported,
    counts,
    show,
    open,
    ...shown,
    next: pageLink(url, shown.next),
    previous: firstPageLink(url),
    inTheWay: open ? await whatIsInTheWay(ctx, imported) : null,
    postedBefore: open ? await sameFilePosted(ctx, imported) : null,
    timeline: await timelineOf(ctx, [imported.id]),
    can: abilities(ctx, imported, ['rateCard.import']),
  };
});

async function rowsOf(ctx: Context, { id }: RateCardImport, show: View, after: string | undefined) {
  if (show === 'refused')
    return {
      jobs: [],
      next: null,
      reasons: await refusalReasons(ctx, id),
      refusals: await refusalsOf(ctx, id, REFUSALS_SHOWN),
    };
  const { rows, next } = keysetPage(
    await comparedJobs(ctx, id, { show, after }),
    PREVIEW_PAGE,
    (job) => job.code,
  );
  return { jobs: rows, next, reasons: [], refusals: [] };
}

async function whatIsInTheWay(ctx: Context, { id, effectiveFrom }: RateCardImport): Promise<string | null> {
  const [first] = cardStartsLater(await cardsInTheWay(ctx, id), effectiveFrom, '');
  return first?.message ?? null;
}

const number = (count: number) => count.toLocaleString('en');
const rows = (count: number) => `${number(count)} ${count === 1 ? 'row' : 'rows'}`;
const jobs = (count: number) => `${number(count)} ${count === 1 ? 'job' : 'jobs'}`;

export default function RateCardImportPage() {
  const { imported, counts, show, open, inTheWay, postedBefore, timeline, can } =
    useLoaderData<typeof loader>();
  const program = `/programs/${imported.clientId}`;
  return (
    <Page
      title={imported.fileName}
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: imported.clientName, to: program },
      ]}
      status={<Status status={imported.status} />}
      lead={<Lead imported={imported} counts={counts} />}
      action={
        open && can['rateCard.import'] ? (
          <Decision imported={imported} counts={counts} mayPost={inTheWay === null} />
        ) : (
          <LinkButton to={`${program}/jobs`}>Jobs and rate card</LinkButton>
        )
      }
    >
      {inTheWay ? (
        <Notice tone="wrong" title="This can’t be posted as it is">
          {inTheWay} Discard it and <Link to={`${program}/rate-card/import`}>import the file again</Link> with
          a later day.
        </Notice>
      ) : null}
      {postedBefore?.postedAt ? (
        <Notice tone="attention" title="The same file was posted before">
          It was posted on <When at={postedBefore.postedAt} timeZone={imported.timeZone} />.{' '}
          <Link to={`/rate-card-imports/${postedBefore.id}`}>See that import</Link>.
        </Notice>
      ) : null}
      <Columns
        aside={
          <>
            <Section title="The file">
              <FileFacts imported={imported} counts={counts} />
            </Section>
            <Section title="What happened">
              <Timeline entries={timeline} timeZone={imported.timeZone} />
            </Section>
          </>
        }
      >
        <Tabs label="What the file holds" items={tabsOf(imported, counts, show)} />
        <Rows />
      </Columns>
    </Page>
  );
}

function Lead({ imported, counts }: { imported: RateCardImport; counts: ImportCounts }) {
  const from = formatDate(imported.effectiveFrom);
  const sums = [
    counts.new > 0 ? `${jobs(counts.new)} added` : null,
    counts.changed > 0 ? `the rate of ${jobs(counts.changed)} changed` : null,
    counts.same > 0 ? `${jobs(counts.same)} left as they are` : null,
  ]
    .filter(Boolean)
    .join(', ');
  if (imported.status === 'posted')
    return (
      <>
        Posted, from {from} on: {sums}.
      </>
    );
  if (imported.status === 'discarded') return <>Discarded. Nothing of this file was posted.</>;
  return (
    <>
      Nothing is posted yet. With posting, from {from} on: {sums}.
    </>
  );
}

type DecisionProps = { imported: RateCardImport; counts: ImportCounts; mayPost: boolean };

function Decision({ imported, counts, mayPost }: DecisionProps) {
  const here = `/rate-card-imports/${imported.id}`;
  return (
    <ButtonRow>
      {mayPost ? (
        <PostButton to={`${here}/posting`} tone="primary">
          {`Post ${jobs(counts.new + counts.changed + counts.same)}`}
        </PostButton>
      ) : null}
      <PostButton
        to={`${here}/discard`}
        confirm="The preview is put aside for good. The catalog stays as it is."
      >
        Discard
      </PostButton>
    </ButtonRow>
  );
}

function tabsOf(imported: RateCardImport, counts: ImportCounts, show: View) {
  const tabs: [View, string, number][] = [
    ['changed', 'Other rate', counts.changed],
    ['new', 'New jobs', counts.new],
    ['same', 'As they are', counts.same],
    ['merged', 'Titles merged', counts.merged],
    ['refused', 'Rows refused', imported.refusedCount],
  ];
  return tabs.map(([view, label, count]) => ({
    label,
    count,
    to: `/rate-card-imports/${imported.id}?show=${view}`,
    current: view === show,
  }));
}

function FileFacts({ imported, counts }: { imported: RateCardImport; counts: ImportCounts }) {
  return (
    <Facts
      items={[
        { label: 'Read', value: `${rows(imported.rowCount)}: ${number(imported.usableCount)} usable` },
        { label: 'Refused', value: imported.refusedCount === 0 ? 'None' : rows(imported.refusedCount) },
        {
          label: 'Titles merged',
          value:
            counts.merged === 0
              ? 'None'
              : `${number(counts.spellings)} other ${counts.spellings === 1 ? 'spelling' : 'spellings'} taken for ${jobs(counts.merged)}`,
        },
        { label: 'Maximum bill rate', value: basisLabel[imported.basis] },
        { label: 'In force from', value: <DateText date={imported.effectiveFrom} /> },
        { label: 'Currency', value: imported.currency },
      ]}
    />
  );
}

const explained: Record<View, string> = {
  changed: 'The rate before ends the day before; the new one starts on the day the card does.',
  new: 'Jobs that had no rate before. Requisitions can be drafted from them once the card is posted.',
  same: 'The rate in force is the rate of the file. Posting leaves it untouched.',
  merged:
    'Titles that differ only in case, spaces, dashes or punctuation at the end are one job. The commonest spelling is its title.',
  refused: 'Rows that can’t be used. The rest of the file is not affected.',
};

function Rows() {
  const {
    imported,
    counts,
    show,
    jobs: shown,
    next,
    previous,
    reasons,
    refusals,
  } = useLoaderData<typeof loader>();
  if (show === 'refused')
    return (
      <>
        <p>{explained.refused}</p>
        {imported.refusedCount > 0 ? (
          <p>
            <a href={`/rate-card-imports/${imported.id}/refused.csv`} download>
              All {rows(imported.refusedCount)} as CSV
            </a>
            {imported.refusedCount > refusals.length ? `; the first ${refusals.length} are below.` : null}
          </p>
        ) : null}
        <Refusals reasons={reasons} refusals={refusals} />
      </>
    );
  return (
    <>
      <p>{explained[show]}</p>
      {show === 'merged' ? (
        <MergedTitles jobs={shown} />
      ) : (
        <ComparedJobs jobs={shown} show={show} currency={imported.currency} />
      )}
      <Pager next={next} previous={previous} shown={`${shown.length} of ${number(counts[show])}`} />
    </>
  );
}
