import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Percent } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import type { FormAnswer, Result } from '#app/values/result.ts';
import { formatMonth } from '#app/values/week.ts';
import { answerLevel } from '../commands/answer-level.server.ts';
import { claimRelief } from '../commands/claim-relief.server.ts';
import { enterValue } from '../commands/enter-value.server.ts';
import { withdrawRelief } from '../commands/withdraw-relief.server.ts';
import { scoredForm, type ScoredInput } from '../forms.ts';
import { isEditable } from '../lifecycle.ts';
import { excuseWords, formatFactor, formatValue, measureLabel, type Measure } from '../measures.ts';
import { Claims, ClaimForm } from '../parts/claims.tsx';
import { AnswerForms, AnswerGiven } from '../parts/level-answer.tsx';
import { ValueForm } from '../parts/value-form.tsx';
import { levelsOfScorecard, reliefsOfScorecard, scorecardOf } from '../queries.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.level.name ?? 'Level'} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  const card = found(await scorecardOf(ctx, idParam(params)));
  authorize(ctx, 'scorecard.read', card);
  const levelId = idParam(params, 'levelId');
  const levels = await levelsOfScorecard(ctx, card.id);
  const reliefs = await reliefsOfScorecard(ctx, card.id);
  return {
    card,
    level: found(levels.find(({ serviceLevelId }) => serviceLevelId === levelId)),
    reliefs: reliefs.filter(({ serviceLevelId }) => serviceLevelId === levelId),
    can: abilities(ctx, card, ['scorecard.review', 'scorecard.answer']),
  };
});

export const action = act({
  form: scoredForm,
  run: (ctx, input, { params }) => change(ctx, idParam(params), idParam(params, 'levelId'), input),
  done: (_value, { verb }, { params }) => ({
    to:
      verb === 'accept' || verb === 'dispute'
        ? `/scorecards/${params.id}`
        : `/scorecards/${params.id}/levels/${params.levelId}`,
    flash: said[verb],
  }),
  back: ({ params }) => `/scorecards/${params.id}/levels/${params.levelId}`,
});

const said = {
  enter: 'The value is entered, and the month judged anew.',
  claim: 'The claim is made, and the month judged anew.',
  withdraw: 'The claim is withdrawn, and the month judged anew.',
  accept: 'The level is accepted.',
  dispute: 'The level is disputed; the program office reads why.',
};

function change(ctx: Context, id: string, levelId: string, input: ScoredInput): Promise<Result<unknown>> {
  switch (input.verb) {
    case 'enter':
      return enterValue(ctx, id, levelId, input);
    case 'claim':
      return claimRelief(ctx, id, levelId, input);
    case 'withdraw':
      return withdrawRelief(ctx, id, levelId, input.reliefId);
    case 'accept':
    case 'dispute':
      return answerLevel(ctx, id, levelId, input);
  }
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

/** One level of a month: how it was found, what was claimed, and the client's answer. */
export default function ScoredLevel() {
  const shown = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const { card, level, reliefs, can } = shown;
  const month = formatMonth(card.month.slice(0, 7));
  const here = `/scorecards/${card.id}/levels/${level.serviceLevelId}`;
  const mayReview = can['scorecard.review'] && isEditable(card.status);
  const typedVerb = answer?.typed['verb'];
  const answerOf = (...verbs: string[]) =>
    typeof typedVerb === 'string' && verbs.includes(typedVerb) ? answer : undefined;
  return (
    <Page
      title={level.name}
      crumbs={[
        { label: 'Scorecards', to: '/scorecards' },
        { label: `${card.clientName}, ${month}`, to: `/scorecards/${card.id}` },
      ]}
      status={<Status status={card.status} />}
      lead={level.method}
    >
      <Section title="Found">
        <Found shown={shown} />
      </Section>
      <AnswerGiven level={level} timeZone={card.timeZone} />
      {can['scorecard.answer'] && card.status === 'with_client' ? (
        <AnswerForms answer={answerOf('accept', 'dispute')} given={level.answer} here={here} />
      ) : null}
      <Claims reliefs={reliefs} timeZone={card.timeZone} mayWithdraw={mayReview} here={here} />
      {mayReview && card.status === 'under_review' ? (
        <ClaimForm
          answer={answerOf('claim')}
          missed={level.counted !== null && level.met !== null ? level.counted - level.met : 0}
        />
      ) : null}
      {mayReview ? <ValueForm level={level} answer={answerOf('enter')} /> : null}
    </Page>
  );
}

function Found({ shown: { level } }: { shown: Shown }) {
  const { unit, direction, judgedValue, value } = level;
  const figure = (text: string | null) => <span className="figure">{formatValue(text, unit)}</span>;
  return (
    <Facts
      items={[
        { label: 'Measured by', value: measureLabel[level.measure as Measure] },
        {
          label: direction === 'higher' ? 'Expected, or more' : 'Expected, or less',
          value: figure(level.expected),
        },
        { label: direction === 'higher' ? 'At least' : 'At most', value: figure(level.minimum) },
        { label: 'Weight', value: <Percent fraction={level.weight} /> },
        ...(level.counted === null
          ? []
          : [
              {
                label: 'Counted',
                value:
                  level.met === null
                    ? `${level.counted} events`
                    : `${level.met} of ${level.counted} events as agreed`,
              },
            ]),
        { label: 'Value', value: figure(value) },
        ...(judgedValue === value ? [] : [{ label: 'After the claims', value: figure(judgedValue) }]),
        {
          label: 'Judged',
          value: level.excused
            ? `Costs nothing: ${excuseWords[level.excused]}`
            : Number(level.miss) === 0
              ? 'Met'
              : `Missed by ${formatFactor(level.miss)}, × ${formatFactor(level.multiplier)}`,
        },
        ...(level.note ? [{ label: 'Source', value: `${level.note} (${level.enteredByName})` }] : []),
      ]}
    />
  );
}
