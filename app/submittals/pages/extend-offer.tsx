import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Facts } from '#app/ui/facts.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Rate, DateText } from '#app/ui/amount.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { addDays, today } from '#app/values/week.ts';
import { extendOffer } from '../commands/extend-offer.server.ts';
import { offerForm } from '../forms.ts';
import { submittalCrumbs } from '../parts/crumbs.ts';
import { ExtendOfferForm } from '../parts/extend-offer-form.tsx';
import { RateAgainstCard } from '../parts/rate-facts.tsx';
import { needOf, newId, submittalOf } from '../queries.server.ts';
import { DAYS_TO_ANSWER } from '../rules.ts';

export const meta: MetaFunction = () => [{ title: 'Make an offer · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const row = found(await submittalOf(ctx, idParam(params)));
  authorize(ctx, 'offer.extend', row);
  const need = found(await needOf(ctx, row.requisitionId));
  const day = today(ctx.now, row.timeZone);
  const startsOn = [need.startsOn, row.availableFrom].reduce((a, b) => (a > b ? a : b));
  return {
    id: await newId(ctx),
    row,
    need,
    defaults: {
      startsOn,
      endsOn: need.endsOn < startsOn ? startsOn : need.endsOn,
      expiresOn: addDays(day, DAYS_TO_ANSWER),
      today: day,
    },
  };
});

export const action = act({
  form: offerForm,
  run: (ctx, input, { params }) => extendOffer(ctx, idParam(params), input),
  done: (offer) => ({
    to: `/offers/${offer.id}`,
    flash: `The offer for ${offer.candidateName} is with ${offer.supplierName}.`,
  }),
  back: ({ params }) => `/submittals/${params.id}`,
});

export default function ExtendOffer() {
  const { id, row, need, defaults } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page title={`Make an offer for ${row.candidateName}`} crumbs={submittalCrumbs(row, true)}>
      <Columns
        aside={
          <Section title="Asked and submitted">
            <Facts
              items={[
                {
                  label: `Submitted at, ${row.currency}`,
                  value: <RateAgainstCard billRate={row.billRate} maxBillRate={row.maxBillRate} />,
                },
                { label: 'At most by the card', value: <Rate rate={row.maxBillRate} per="h" /> },
                { label: 'Available from', value: <DateText date={row.availableFrom} /> },
                { label: 'Needed from', value: <DateText date={need.startsOn} /> },
                { label: 'Needed to', value: <DateText date={need.endsOn} /> },
                { label: 'Positions', value: `${need.filled} of ${need.positions} filled` },
              ]}
            />
          </Section>
        }
      >
        <ExtendOfferForm id={id} row={row} defaults={defaults} answer={answer} />
      </Columns>
    </Page>
  );
}
