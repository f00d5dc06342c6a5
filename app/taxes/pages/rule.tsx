import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText, Percent } from '#app/ui/amount.tsx';
import { Facts, Timeline } from '#app/ui/facts.tsx';
import { ButtonRow, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { endTaxRule } from '../commands/end-rule.server.ts';
import { formatEffective } from '../effective.ts';
import { lastDayForm } from '../forms.ts';
import { baseLabel, buyerLabel, legLabel, serviceClassLabel } from '../labels.ts';
import { taxRuleOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Tax rule · Muster' }];

export const loader = page(async (ctx, { params }) => {
  authorize(ctx, 'tax.read', { clientId: ctx.actor.clientId });
  const rule = found(await taxRuleOf(ctx, idParam(params)));
  return {
    rule,
    today: ctx.now.toISOString().slice(0, 10),
    timeline: await timelineOf(ctx, [rule.id]),
    can: abilities(ctx, {}, ['tax.configure']),
  };
});

export const action = act({
  form: lastDayForm,
  run: (ctx, input, { params }) => endTaxRule(ctx, idParam(params), input),
  done: (rule) => ({
    to: `/taxes/${rule.id}`,
    flash: `The rule of ${rule.jurisdiction} is in force ${formatEffective(rule)}.`,
  }),
  back: ({ params }) => `/taxes/${params.id}`,
});

export default function TaxRule() {
  const { rule, today, timeline, can } = useLoaderData<typeof loader>();
  const { country, region, serviceClass, buyerType, leg, base, rate, reason, source, sourcedOn } = rule;
  return (
    <Page
      title={`${rule.jurisdiction}: ${legLabel[leg].toLowerCase()}`}
      crumbs={[{ label: 'Tax rules', to: '/taxes' }]}
      lead={`In force ${formatEffective(rule)}.`}
    >
      <Columns
        aside={
          <Section title="Timeline">
            <Timeline entries={timeline} />
          </Section>
        }
      >
        <Section title="What the law says">
          <Facts
            items={[
              { label: 'Place', value: `${country} ${region}` },
              { label: 'Service', value: serviceClassLabel(serviceClass) },
              { label: 'Buyer', value: buyerType ? buyerLabel[buyerType] : 'Any' },
              { label: 'Taxed', value: baseLabel[base] },
              ...(base === 'none'
                ? [{ label: 'Because', value: reason }]
                : [{ label: 'Rate', value: <Percent fraction={rate} /> }]),
              { label: 'Source', value: source },
              { label: 'Looked up', value: <DateText date={sourcedOn} /> },
            ]}
          />
        </Section>
        {can['tax.configure'] && rule.endsOn === null ? (
          <EndRule startsOn={rule.startsOn} today={today} />
        ) : null}
      </Columns>
    </Page>
  );
}

function EndRule({ startsOn, today }: { startsOn: string; today: string }) {
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Section
      title="End this rule"
      lead={`It is in force since ${formatDate(startsOn)}. Service after the last day is taxed by the rule that follows, or by none.`}
    >
      <PostForm answer={answer}>
        <TextField
          name="lastDay"
          label="Last day"
          type="date"
          min={startsOn}
          defaultValue={today < startsOn ? startsOn : today}
          required
        />
        <ButtonRow>
          <SubmitButton>End rule</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}
