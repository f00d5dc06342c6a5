import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText, Money, Percent } from '#app/ui/amount.tsx';
import { Facts, Stepper, Timeline } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatDate, formatMonth, today } from '#app/values/week.ts';
import { isEditable } from '../lifecycle.ts';
import { CreditArithmetic } from '../parts/credit-arithmetic.tsx';
import { ScoredLevels } from '../parts/scored-levels.tsx';
import {
  creditsOfScorecard,
  feesOfScorecard,
  levelsOfScorecard,
  reliefsOfScorecard,
  scorecardOf,
} from '../queries.server.ts';
import { missRuleLabel, outcomeLabel, settledByLabel } from '../words.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: data ? `${data.card.clientName}, ${formatMonth(data.card.month.slice(0, 7))} · Muster` : 'Muster',
  },
];

export const loader = page(async (ctx, { params }) => {
  const card = found(await scorecardOf(ctx, idParam(params)));
  authorize(ctx, 'scorecard.read', card);
  return {
    card,
    levels: await levelsOfScorecard(ctx, card.id),
    reliefs: await reliefsOfScorecard(ctx, card.id),
    fees: await feesOfScorecard(ctx, card.id),
    credits: await creditsOfScorecard(ctx, card.id),
    timeline: await timelineOf(ctx, [card.id]),
    today: today(ctx.now, card.timeZone),
    can: abilities(ctx, card, ['scorecard.review', 'scorecard.answer', 'scorecard.freeze', 'proof.read']),
  };
});

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;
const steps = ['draft', 'under_review', 'with_client', 'frozen'];

/** One month of service: what was found, what it costs, and what happens next. */
export default function Scorecard() {
  const shown = useLoaderData<typeof loader>();
  const { card, levels, reliefs, timeline, can } = shown;
  const month = formatMonth(card.month.slice(0, 7));
  return (
    <Page
      title={`Scorecard ${month}`}
      crumbs={[{ label: 'Scorecards', to: '/scorecards' }, { label: card.clientName }]}
      status={<Status status={card.status} />}
      lead={
        card.creditMinor === 0
          ? `${card.clientName}. No level was missed that costs anything.`
          : `${card.clientName}. A credit of ${formatMoney(card.creditMinor, card.currency)} of ${formatMoney(card.atRiskMinor, card.currency)} at risk.`
      }
      action={<Actions shown={shown} />}
    >
      <Stepper steps={steps} current={card.status} />
      <Next shown={shown} />
      <Columns
        aside={
          <>
            <Section title="Terms">
              <TermsOfMonth shown={shown} />
            </Section>
            <Section title="What happened">
              <Timeline entries={timeline} timeZone={card.timeZone} />
            </Section>
          </>
        }
      >
        <Section title="Levels" lead="What was agreed, what was found, and what the client says to it.">
          <ScoredLevels
            levels={levels}
            reliefs={reliefs}
            to={(id) => `/scorecards/${card.id}/levels/${id}`}
          />
        </Section>
        <Section
          title="Credit"
          lead={`Weight × missed × times in a row × ${formatMoney(card.atRiskMinor, card.currency)} at risk, rounded once, and never more than is at risk.`}
          action={
            can['proof.read'] ? (
              <LinkButton to={`/proofs/scorecards/${card.id}`}>Explain this number</LinkButton>
            ) : null
          }
        >
          <CreditArithmetic card={card} levels={levels} />
        </Section>
        <Section
          title="The fee of the month"
          lead={`In ${card.currency}, as it was when the month was counted.`}
        >
          <DataTable
            caption="What the MSP fee of the month was made of"
            rows={shown.fees}
            rowKey={({ place }) => String(place)}
            columns={feeColumns(card.feeMinor)}
            empty="The MSP earned no fee in this month, so nothing is at risk."
          />
        </Section>
      </Columns>
    </Page>
  );
}

function Actions({ shown: { card, can } }: { shown: Shown }) {
  const self = `/scorecards/${card.id}`;
  const review = can['scorecard.review'];
  if (card.status === 'draft' && review)
    return (
      <ButtonRow>
        <PostButton to={`${self}/review`} tone="primary">
          Begin the review
        </PostButton>
        <PostButton to="/scorecards" fields={{ program: card.clientId, month: card.month.slice(0, 7) }}>
          Count anew
        </PostButton>
      </ButtonRow>
    );
  if (card.status === 'under_review' && review)
    return (
      <PostButton to={`${self}/sending`} tone="primary">
        Send to the client
      </PostButton>
    );
  if (card.status !== 'with_client' || !(review || can['scorecard.freeze'])) return null;
  return (
    <ButtonRow>
      {can['scorecard.freeze'] ? (
        <PostButton
          to={`${self}/freezing`}
          tone="primary"
          confirm="The month is frozen for good, and its credit waits for the next document."
        >
          Freeze
        </PostButton>
      ) : null}
      {review ? <LinkButton to={`${self}/return`}>Take it back</LinkButton> : null}
    </ButtonRow>
  );
}

/** What happens next, and who has to act. */
function Next({ shown: { card, levels, credits, can, today: now } }: { shown: Shown }) {
  const open = levels.filter(({ answer }) => answer === null).length;
  const disputed = levels.filter(({ answer }) => answer === 'disputed').length;
  if (isEditable(card.status))
    return (
      <Notice tone="waiting" title={`To be reviewed by ${formatDate(card.reviewBy)}`}>
        <p>
          {card.status === 'draft'
            ? 'The client does not see it yet. Once the review has begun it is not counted anew.'
            : 'Open a level to enter its value, or to claim what is not the MSP’s to answer for.'}
        </p>
      </Notice>
    );
  if (card.status === 'with_client') {
    const isLate = now > card.answerBy;
    const who = can['scorecard.answer'] ? 'You have' : 'The client has';
    return (
      <Notice
        tone={isLate ? 'attention' : 'waiting'}
        title={
          open === 0
            ? disputed === 0
              ? 'Every level is accepted'
              : `${disputed === 1 ? 'One level is' : `${disputed} levels are`} disputed`
            : `${open} of ${levels.length} levels wait for an answer`
        }
      >
        <p>
          {isLate ? `${who} had until ` : `${who} until `}
          {formatDate(card.answerBy)}.{' '}
          {can['scorecard.answer']
            ? 'Open a level to accept or dispute it.'
            : 'A dispute does not hold the credit up; it may be taken back and reviewed once more.'}
        </p>
      </Notice>
    );
  }
  return (
    <Notice
      tone="done"
      title={`Frozen on ${card.frozenByName}’s word, ${card.outcome ? outcomeLabel[card.outcome] : ''}`}
    >
      {credits.length === 0 ? <p>It gives no credit.</p> : null}
      {credits.map((credit) => (
        <p key={credit.id}>
          {credit.kind === 'credit' ? 'Credit' : 'Earned back'}{' '}
          <Money minor={credit.amountMinor} currency={card.currency} />:{' '}
          {credit.invoiceId ? (
            <Link to={`/invoices/${credit.invoiceId}`}>{credit.reference}</Link>
          ) : credit.settledBy === 'fee_invoice' ? (
            'waits for the next MSP fee invoice.'
          ) : (
            'waits for the next billing run.'
          )}
        </p>
      ))}
    </Notice>
  );
}

function TermsOfMonth({ shown: { card } }: { shown: Shown }) {
  return (
    <Facts
      items={[
        {
          label: 'Client',
          value: <Link to={`/programs/${card.clientId}/service-levels`}>{card.clientName}</Link>,
        },
        { label: 'At risk', value: <Percent fraction={card.atRiskFraction} /> },
        { label: 'Missed', value: missRuleLabel[card.missRule] },
        { label: 'Settled by', value: settledByLabel[card.settledBy] },
        { label: 'Reviewed by', value: <DateText date={card.reviewBy} /> },
        { label: 'Answered by', value: <DateText date={card.answerBy} /> },
        { label: 'Counted', value: card.computedByName },
      ]}
    />
  );
}

const feeColumns = (totalMinor: number): Column<Shown['fees'][number]>[] => [
  {
    key: 'label',
    header: 'Fee',
    primary: true,
    cell: ({ label, note, invoiceId }) => (
      <>
        {invoiceId ? <Link to={`/invoices/${invoiceId}`}>{label}</Link> : label}
        {note ? <span className="choice-note">{note}</span> : null}
      </>
    ),
    footer: 'Fee of the month',
  },
  {
    key: 'amount',
    header: 'Amount',
    align: 'right',
    cell: ({ amountMinor }) => <Money minor={amountMinor} />,
    footer: <Money minor={totalMinor} strong />,
  },
];
