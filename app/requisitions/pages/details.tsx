import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText, Hours, Rate } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Section } from '#app/ui/page.tsx';
import { formatRate } from '#app/values/rate.ts';
import { weeksInWords } from '../estimate.ts';
import { ApprovalSteps } from '../parts/approval-steps.tsx';
import { Budget } from '../parts/budget.tsx';
import { requisitionDetails } from '../view.server.ts';
import { daysBetween } from '#app/values/week.ts';

export const loader = page(async (ctx, { params }) => {
  const details = found(await requisitionDetails(ctx, idParam(params)));
  authorize(ctx, 'requisition.read', { clientId: details.need.clientId });
  return details;
});

export default function Details() {
  const { need, clientSide } = useLoaderData<typeof loader>();
  const maxRate = (
    <>
      {need.currency} <Rate rate={need.maxBillRate} per="h" />
    </>
  );
  return (
    <>
      <Section title="The need">
        <Facts
          items={[
            { label: 'Number', value: need.ref },
            { label: 'Client', value: need.clientName },
            { label: 'Site', value: `${need.siteName}, ${need.siteCity}, ${need.siteRegion}` },
            { label: 'Department', value: need.departmentName },
            {
              label: 'Dates',
              value: (
                <>
                  <DateText date={need.startsOn} /> to <DateText date={need.endsOn} />,{' '}
                  {weeksInWords(daysBetween(need.startsOn, need.endsOn) + 1)}
                </>
              ),
            },
            {
              label: 'Hours a week',
              value: <Hours minutes={need.weekMinutes} />,
            },
            { label: 'Positions', value: positionsInWords(need.positions, need.filled) },
            ...(clientSide
              ? [
                  {
                    label: 'Bill rate',
                    value: rateRange(need.currency, clientSide.minBillRate, need.maxBillRate),
                  },
                  {
                    label: 'Card allows',
                    value: clientSide.cardMax
                      ? `${need.currency} ${formatRate(clientSide.cardMax)} / h`
                      : 'no rate on the start date',
                  },
                ]
              : [{ label: 'Highest bill rate', value: maxRate }]),
            { label: 'Hiring manager', value: need.hiringManagerName },
          ]}
        />
      </Section>
      {need.description ? (
        <Section title="Description">
          {need.description.split(/\n{2,}/).map((paragraph, index) => (
            <p key={index} className="prose">
              {paragraph}
            </p>
          ))}
        </Section>
      ) : null}
      {clientSide ? (
        <>
          <Budget need={need} budget={clientSide} />
          {clientSide.trail ? (
            <ApprovalSteps trail={clientSide.trail} timeZone={need.timeZone} currency={need.currency} />
          ) : null}
        </>
      ) : null}
    </>
  );
}

function positionsInWords(positions: number, filled: number): string {
  if (filled === 0) return `${positions}, none filled yet`;
  return filled === positions ? `${positions}, all filled` : `${positions}, ${positions - filled} left`;
}

function rateRange(currency: string, min: string, max: string): string {
  const [from, to] = [formatRate(min), formatRate(max)];
  return from === to ? `${currency} ${to} / h` : `${currency} ${from} to ${to} / h`;
}
