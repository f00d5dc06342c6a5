import { z } from 'zod';
import { parseAmount } from '#app/values/money.ts';
import { parsePercent } from '#app/values/percent.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { models, type Alternative, type Model } from './compare.ts';

const share = z
  .string()
  .max(20, 'Enter a percentage, such as 2.5.')
  .transform((text, check) => {
    const fraction = parsePercent(text);
    if (fraction !== null && Number(fraction) <= 1) return fraction;
    check.addIssue({
      code: 'custom',
      message:
        fraction === null
          ? 'Enter a percentage with at most four decimals, such as 2.5.'
          : 'A fee is at most 100 %.',
    });
    return z.NEVER;
  })
  .default('0');

const MOST_MINOR = 100_000_000_00;

// Every currency on offer has two digits, so that it does not matter which of them this is.
const amount = z
  .string()
  .max(20, 'That is too long for an amount.')
  .transform((text, check) => {
    const minor = parseAmount(text, 'USD');
    if (minor !== null && minor >= 0 && minor <= MOST_MINOR) return minor;
    check.addIssue({ code: 'custom', message: 'Enter an amount, such as 4,000.00.' });
    return z.NEVER;
  })
  .default(0);

const compareQuery = z.object({
  model: z.enum(models),
  client: share,
  supplier: share,
  subscription: amount,
  perWorker: amount,
  minimum: amount,
  setUp: amount,
});

export type TypedComparison = Partial<Record<keyof z.input<typeof compareQuery>, string>>;

/** What the form begins with: the sizes that the field speaks of, not a proposal. */
export function suggestion(model: Model): TypedComparison {
  return {
    model,
    client: '3',
    supplier: '2.5',
    subscription: '4,000.00',
    perWorker: '35.00',
    minimum: '',
    setUp: '',
  };
}

export type ReadComparison =
  | { ok: true; alternative: Alternative; typed: TypedComparison }
  | { ok: false; answer: FormAnswer; typed: TypedComparison };

/**
 * Reads the other model from an address, so that a comparison can be sent. Only what its model asks for counts.
 * @param first the model to begin with, where the address names none
 */
export function readComparison(url: URL, first: Model): ReadComparison {
  const given = Object.fromEntries(url.searchParams) as TypedComparison;
  const typed = given.model === undefined ? suggestion(first) : given;
  const filled = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
  const parsed = compareQuery.safeParse(filled);
  if (!parsed.success) {
    const problems: Record<string, string[]> = {};
    for (const { path, message } of parsed.error.issues) (problems[String(path[0])] ??= []).push(message);
    return { ok: false, typed, answer: { problems, typed } };
  }
  const { model, ...asked } = parsed.data;
  const isFlat = model === 'flat';
  return {
    ok: true,
    typed,
    alternative: {
      model,
      clientFraction: model === 'client' || model === 'hybrid' ? asked.client : '0',
      supplierFraction: model === 'supplier' || model === 'hybrid' ? asked.supplier : '0',
      subscriptionMinor: isFlat ? asked.subscription : 0,
      perWorkerMinor: isFlat ? asked.perWorker : 0,
      minimumMinor: isFlat ? asked.minimum : 0,
      setUpMinor: isFlat ? asked.setUp : 0,
    },
  };
}
