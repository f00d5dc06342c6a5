/** Why something billed is corrected; a person adds the rest in words. */
export const reasonCodes = {
  rate: 'The rate was wrong',
  duplicate: 'It was billed twice',
  quality: 'The work was not as agreed',
  agreement: 'Agreed afterwards',
  dispute: 'A dispute was settled',
  other: 'Something else',
} as const;
export type ReasonCode = keyof typeof reasonCodes;
