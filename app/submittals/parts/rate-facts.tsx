import { Percent, Rate } from '#app/ui/amount.tsx';
import { againstTheCard } from '../rules.ts';

/** A bill rate beside what the card allows at most. */
export function RateAgainstCard({ billRate, maxBillRate }: { billRate: string; maxBillRate: string }) {
  return (
    <>
      <Rate rate={billRate} per="h" /> <span className="quiet">(</span>
      <AgainstCard billRate={billRate} maxBillRate={maxBillRate} />
      <span className="quiet">)</span>
    </>
  );
}

/** How far below the card a rate lies: `−3.3 %`, or in words where it is the maximum itself. */
export function AgainstCard({ billRate, maxBillRate }: { billRate: string; maxBillRate: string }) {
  const difference = againstTheCard(billRate, maxBillRate);
  if (Number(difference) === 0) return <>at the card’s maximum</>;
  return (
    <>
      <Percent fraction={difference} signed /> against the card
    </>
  );
}
