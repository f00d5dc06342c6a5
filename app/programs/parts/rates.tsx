import { Rate } from '#app/ui/amount.tsx';

/** A rate, or a dash where there is none. */
export function RateOrNone({ rate }: { rate: string | null }) {
  return rate === null ? <span aria-label="none">–</span> : <Rate rate={rate} />;
}

/** What a job asks for, as one phrase. */
export function asks(minEducation: string | null, minYears: number | null): string {
  const years = minYears === null ? null : minYears === 1 ? '1 year' : `${minYears} years`;
  return [minEducation, years].filter(Boolean).join(', ') || 'Nothing stated';
}
