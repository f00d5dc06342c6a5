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

type AgainstCardProps = {
  billRate: string;
  maxBillRate: string;
  /** Where the column already says what it is held against. */
  brief?: boolean;
};

/** How far below the card a rate lies: `−3.3 %`, or in words where it is the maximum itself. */
export function AgainstCard({ billRate, maxBillRate, brief = false }: AgainstCardProps) {
  const difference = againstTheCard(billRate, maxBillRate);
  if (Number(difference) === 0) return <>{brief ? 'maximum' : 'at the card’s maximum'}</>;
  return (
    <>
      <Percent fraction={difference} signed />
      {brief ? null : ' against the card'}
    </>
  );
}
