import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Stepper, Timeline } from '#app/ui/facts.tsx';
import { Notice, Unusual } from '#app/ui/feedback.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { compareRates } from '#app/values/rate.ts';
import { hasEnded, usualWay } from '../lifecycle.ts';
import { offersForSubmittal } from '../offers.server.ts';
import { submittalCrumbs } from '../parts/crumbs.ts';
import { OffersTable } from '../parts/offers-table.tsx';
import { SubmittalActions } from '../parts/submittal-actions.tsx';
import { SubmittalSheet } from '../parts/submittal-sheet.tsx';
import { behindTheScenes, payOfSubmittal, samePersonElsewhere, submittalOf } from '../queries.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.row.candidateName ?? 'Candidate'} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  const row = found(await submittalOf(ctx, idParam(params)));
  authorize(ctx, 'submittal.read', row);
  const offers = await offersForSubmittal(ctx, row.id);
  const samePerson = (await samePersonElsewhere(ctx, [row.id]))[row.id] ?? [];
  return {
    row,
    behind: await behindTheScenes(ctx, row.id),
    pay: await payOfSubmittal(ctx, row),
    offers,
    unusual: [
      ...samePerson.map((name) => `The same person was also submitted by ${name}.`),
      ...(row.status === 'submitted' && compareRates(row.billRate, row.maxBillRate) === 0
        ? ['The rate is the maximum of the card.']
        : []),
    ],
    timeline: await timelineOf(ctx, [row.id, ...offers.map(({ id }) => id)]),
    can: abilities(ctx, row, [
      'submittal.present',
      'submittal.reject',
      'submittal.shortlist',
      'submittal.withdraw',
      'offer.extend',
    ]),
  };
});

const endedBy = { msp: 'the program team', client: 'the client', supplier: 'the supplier' };

/** One candidate for one need: who, at what rate, what was said and done, and what can be done next. */
export default function Submittal() {
  const { row, behind, pay, offers, unusual, timeline, can } = useLoaderData<typeof loader>();
  const standing = offers.find(({ status }) => status === 'extended' || status === 'accepted');
  const ended = hasEnded(row.status);
  return (
    <Page
      title={row.candidateName}
      crumbs={submittalCrumbs(row)}
      status={<Status status={row.status} />}
      lead={`${row.supplierName} for ${row.requisitionRef} ${row.requisitionTitle}`}
      action={<SubmittalActions row={row} can={can} offerId={standing?.id} />}
    >
      <Stepper
        steps={usualWay}
        current={ended ? (row.presentedAt ? 'presented' : 'submitted') : row.status}
        ended={ended ? row.status : undefined}
      />
      <Unusual findings={unusual} />
      {row.endedReason ? (
        <Notice tone="attention" title={row.endedBySide ? `Ended by ${endedBy[row.endedBySide]}` : 'Ended'}>
          <p>“{row.endedReason}”</p>
        </Notice>
      ) : null}
      <Columns
        aside={
          <Section title="What happened">
            <Timeline entries={timeline} timeZone={row.timeZone} />
          </Section>
        }
      >
        <SubmittalSheet row={row} behind={behind} pay={pay} />
        {offers.length > 0 ? (
          <Section title="Offers">
            <OffersTable rows={offers} />
          </Section>
        ) : null}
      </Columns>
    </Page>
  );
}
