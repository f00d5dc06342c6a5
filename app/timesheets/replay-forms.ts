import { z } from 'zod';
import { parsePercent } from '#app/values/percent.ts';
import { compareRates, parseRate } from '#app/values/rate.ts';
import { addDays, daysBetween, isPlainDate } from '#app/values/week.ts';

export const MAX_REPLAY_WEEKS = 13;
/** More weeks of time than these are not replayed at once; the page says so. */
export const MAX_REPLAYED = 2_000;

export const ruleChoices = ['as-it-is', 'none', 'us-flsa', 'us-ca'] as const;
export const conventionChoices = ['as-it-is', 'full', 'premium_at_cost', 'fixed'] as const;

const day = (missing: string) =>
  z.string({ error: missing }).refine(isPlainDate, 'Choose a day of the calendar.');

const rate = z
  .string()
  .max(40, 'That is too long for a rate.')
  .transform((typed, check) => {
    const parsed = parseRate(typed);
    if (parsed !== null && compareRates(parsed, '0') > 0) return parsed;
    check.addIssue({
      code: 'custom',
      message: 'A rate is above zero and has at most four decimals, such as 67.55.',
    });
    return z.NEVER;
  });

const burden = z
  .string()
  .max(20)
  .transform((typed, check) => {
    const fraction = parsePercent(typed);
    if (fraction !== null && Number(fraction) <= 1) return fraction;
    check.addIssue({ code: 'custom', message: 'Enter a percentage from 0 to 100, such as 12.' });
    return z.NEVER;
  });

/** `5`, `+5`, `-2.5 %`: more or less than a hundred percent off makes no sense here. */
const change = z
  .string()
  .max(20)
  .transform((typed, check) => {
    const [, sign = '', rest = ''] = /^\s*([-−+]?)(.*)$/.exec(typed) ?? [];
    const fraction = parsePercent(rest);
    if (fraction !== null && Number(fraction) < 1)
      return sign === '-' || sign === '−' ? `-${fraction}` : fraction;
    check.addIssue({
      code: 'custom',
      message: 'Enter a percentage between −100 and 100 with at most four decimals, such as −2.5.',
    });
    return z.NEVER;
  });

/** What a replay is asked. It comes with the address, so that it can be sent to somebody. */
export const replayForm = z
  .object({
    from: day('Choose the first day.'),
    to: day('Choose the last day.'),
    supplier: z.uuid().optional(),
    rule: z.enum(ruleChoices).default('as-it-is'),
    convention: z.enum(conventionChoices).default('as-it-is'),
    burden: burden.default('0'),
    overtimeRate: rate.optional(),
    doubleTimeRate: rate.optional(),
    change: change.optional(),
    max: rate.optional(),
  })
  .superRefine((typed, check) => {
    const say = (field: string, message: string) =>
      check.addIssue({ code: 'custom', path: [field], message });
    if (typed.to < typed.from) say('to', 'The last day is before the first.');
    else if (daysBetween(typed.from, typed.to) >= MAX_REPLAY_WEEKS * 7)
      say(
        'to',
        `At most ${MAX_REPLAY_WEEKS} weeks go at once: choose ${addDays(typed.from, MAX_REPLAY_WEEKS * 7 - 1)} or earlier.`,
      );
    if (typed.convention === 'fixed' && !typed.overtimeRate)
      say('overtimeRate', 'Enter the rate that an hour of overtime would be billed at.');
    const asItIs = typed.rule === 'as-it-is' && typed.convention === 'as-it-is';
    if (asItIs && !typed.change && !typed.max)
      say('rule', 'Choose something to change: a rule, a convention, or rates.');
  });
export type ReplayAsked = z.output<typeof replayForm>;

/** Reads the address. Null problems and no asked: nobody has asked anything yet. */
export function readReplay(url: URL): {
  typed: Record<string, string>;
  asked: ReplayAsked | null;
  problems: Record<string, string[]>;
} {
  const typed = Object.fromEntries([...url.searchParams].filter(([, value]) => value.trim() !== ''));
  if (!('from' in typed)) return { typed, asked: null, problems: {} };
  const parsed = replayForm.safeParse(typed);
  if (parsed.success) return { typed, asked: parsed.data, problems: {} };
  const problems: Record<string, string[]> = {};
  for (const { path, message } of parsed.error.issues) (problems[String(path[0] ?? '')] ??= []).push(message);
  return { typed, asked: null, problems };
}
