/** What a file of cards looks like; apart from its reading, so that a page can say it without carrying the reader. */
export const MAX_CARD_FILE_BYTES = 400_000;
export const MAX_CARD_ROWS = 2_000;

export const cardColumns = [
  'job_code',
  'direction',
  'max_bill_rate',
  'max_pay_rate',
  'max_markup_percent',
  'site_group',
  'supplier',
  'currency',
  'effective_from',
  'effective_to',
] as const;
export type CardColumn = (typeof cardColumns)[number];
