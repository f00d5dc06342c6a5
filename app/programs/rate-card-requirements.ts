/** Levels of education, lowest first, as job catalogs name them. */
export const EDUCATIONS = [
  'High school',
  "Associate's degree",
  "Bachelor's degree",
  "Master's degree",
  'Doctorate',
] as const;

export type Education = (typeof EDUCATIONS)[number];

const SPELLINGS: [RegExp, Education][] = [
  [/high school|\bhs\b|\bged\b/, 'High school'],
  [/associate|\baa\b|\b2 ?-?y(?:ea)?r\b/, "Associate's degree"],
  [/bachelor|\bb[as]\b/, "Bachelor's degree"],
  [/master|\bm[as]\b/, "Master's degree"],
  [/doctor|\bph ?d\b/, 'Doctorate'],
];

/**
 * The lowest level of education that the text asks for: `BA/BS`, `B.A. or B.S.` and `Bachelor’s Degree in a
 * related field` are all a bachelor's degree. What may substitute for it is not what is asked for.
 * @returns null where no level is named
 */
export function educationFrom(text: string): Education | null {
  const asked = text.toLowerCase().replaceAll('.', '').split('substitut', 1)[0] ?? '';
  return SPELLINGS.find(([spelling]) => spelling.test(asked))?.[1] ?? null;
}

/** Nobody asks for more years than a working life has. */
const MAX_YEARS = 60;

/** Whole years of experience: `5`, `Five (5) years`, `1-3 years` is 1, `6 months` is 0; null where no number is named. */
export function yearsFrom(text: string): number | null {
  const named = /(\d+)(?:\.\d+)?\s*(months?\b)?/i.exec(text);
  if (!named) return null;
  const years = named[2] ? Math.floor(Number(named[1]) / 12) : Number(named[1]);
  return years <= MAX_YEARS ? years : null;
}
