import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText, Hours, Rate, When } from '#app/ui/amount.tsx';
import { Facts, Timeline } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { compareRates, formatRate } from '#app/values/rate.ts';
import { formatDate, today } from '#app/values/week.ts';
import { submittalCrumbs } from '../parts/crumbs.ts';
import { offerOf } from '../offers.server.ts';
import { expiredSentence, hasExpired } from '../rules.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Offer for ${data?.row.candidateName ?? 'a candidate'} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  const row = found(await offerOf(ctx, idParam(params)));
  authorize(ctx, 'submittal.read', row);
  return {
    row,
    expired: row.status === 'extended' && hasExpired(row.expiresOn, today(ctx.now, row.timeZone)),
    timeline: await timelineOf(ctx, [row.id]),
    can: abilities(ctx, row, ['offer.answer', 'offer.rescind']),
  };
});

/** The terms of an offer, the same for both sides, and each side's answer to it. */
export default function Offer() {
  const { row, expired, timeline, can } = useLoaderData<typeof loader>();
  return (
    <Page
      title={`Offer for ${row.candidateName}`}
      crumbs={submittalCrumbs({ ...row, id: row.submittalId }, true)}
      status={<Status status={row.status} />}
      lead={`${row.clientName} offers ${row.requisitionRef} ${row.requisitionTitle} through ${row.supplierName}.`}
      action={<OfferActions row={row} expired={expired} can={can} />}
    >
      {expired ? (
        <Notice tone="attention" title="Not answered in time">
          <p>{expiredSentence(row.expiresOn)}</p>
        </Notice>
      ) : null}
      {row.reason ? (
        <Notice tone="attention" title="Why it ended">
          <p>“{row.reason}”</p>
        </Notice>
      ) : null}
      <Columns
        aside={
          <Section title="What happened">
            <Timeline entries={timeline} timeZone={row.timeZone} />
          </Section>
        }
      >
        <Terms row={row} />
        {row.message ? (
          <Section title={`Message from ${row.clientName}`}>
            <p>{row.message}</p>
          </Section>
        ) : null}
      </Columns>
    </Page>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>['row'];

function Terms({ row }: { row: Row }) {
  const differs = compareRates(row.billRate, row.submittedRate) !== 0;
  return (
    <Section title="Terms">
      <Facts
        items={[
          {
            label: `Bill rate, ${row.currency}`,
            value: (
              <>
                <Rate rate={row.billRate} per="h" />
                {differs ? ` (submitted at ${formatRate(row.submittedRate)})` : ' (as submitted)'}
              </>
            ),
          },
          { label: 'First day', value: <DateText date={row.startsOn} /> },
          { label: 'Last day', value: <DateText date={row.endsOn} /> },
          { label: 'Hours a week', value: <Hours minutes={row.weekMinutes} /> },
          { label: 'Reports to', value: row.hiringManagerName },
          { label: 'Answer by', value: <DateText date={row.expiresOn} /> },
          { label: 'Made', value: <When at={row.extendedAt} timeZone={row.timeZone} /> },
          ...(row.answeredAt
            ? [{ label: 'Answered', value: <When at={row.answeredAt} timeZone={row.timeZone} /> }]
            : []),
        ]}
      />
    </Section>
  );
}

type OfferActionsProps = {
  row: Row;
  expired: boolean;
  can: Record<'offer.answer' | 'offer.rescind', boolean>;
};

function OfferActions({ row, expired, can }: OfferActionsProps) {
  const at = `/offers/${row.id}`;
  if (row.status === 'accepted')
    return (
      <LinkButton to={`/assignments?requisition=${row.requisitionId}`} tone="primary">
        See the assignment
      </LinkButton>
    );
  if (row.status !== 'extended') return null;
  return (
    <ButtonRow>
      {can['offer.answer'] && !expired ? (
        <PostButton
          to={`${at}/acceptance`}
          tone="primary"
          confirm={`${row.candidateName} starts on ${formatDate(row.startsOn)} at ${formatRate(row.billRate)} an hour. The rates are frozen with this.`}
        >
          Accept
        </PostButton>
      ) : null}
      {can['offer.answer'] ? <LinkButton to={`${at}/decline`}>Decline</LinkButton> : null}
      {can['offer.rescind'] ? <LinkButton to={`${at}/rescission`}>Take back</LinkButton> : null}
    </ButtonRow>
  );
}
