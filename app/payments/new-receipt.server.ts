import type { Context } from '#app/platform/context.server.ts';
import { plainAmount, parseAmount, sum } from '#app/values/money.ts';
import { today } from '#app/values/week.ts';
import { MAX_MATCHES, type ReceiptQuery } from './forms.ts';
import { outcomeOf, suggestMatches, type Match } from './matching.ts';
import { openDocuments, type ClientDocument } from './open-documents.server.ts';
import { programOf, programsIn } from './programs.server.ts';

/**
 * What recording a receipt would do, before anything is: the open documents, where the money most likely belongs, and
 * what would be left over or taken off. Amounts that were typed over the suggestion are looked at instead.
 */
export async function receiptDesk(ctx: Context, query: ReceiptQuery, search: URLSearchParams) {
  const all = await programsIn(ctx);
  const programs = all.map((one) => ({ value: one.clientId, label: one.clientName }));
  const clientId = query.clientId ?? (programs.length === 1 ? programs[0]?.value : undefined);
  const program = clientId ? await programOf(ctx, clientId) : null;
  // Before a program is chosen, a day that has come in all of them.
  const zones = program ? [program.timeZone] : all.map(({ timeZone }) => timeZone);
  const day = zones.map((zone) => today(ctx.now, zone)).sort()[0] ?? today(ctx.now, 'UTC');
  const receivedOn = query.receivedOn ?? day;
  const id = crypto.randomUUID();
  if (!program || !query.amount || query.amount <= 0)
    return { id, programs, clientId, program, today: day, receivedOn, query, preview: null };
  const open = await openDocuments(ctx, program.clientId, receivedOn);
  const matches = typedMatches(search, open, program.currency) ?? suggestMatches(query.amount, open);
  const outcome = outcomeOf(query.amount, matches, open);
  const byId = new Map(matches.map((match) => [match.invoiceId, match.amountMinor]));
  const discounts = new Map(outcome.discounts.map((one) => [one.invoiceId, one.amountMinor]));
  const rows = open.map((one) => ({
    ...one,
    matched: plainAmount(byId.get(one.id) ?? 0, program.currency),
    takenOffMinor: discounts.get(one.id) ?? 0,
  }));
  const preview = {
    rows,
    leftMinor: outcome.leftMinor,
    matchedMinor: sum(matches.map(({ amountMinor }) => amountMinor)),
    discountMinor: sum(outcome.discounts.map(({ amountMinor }) => amountMinor)),
    cut: open.length === MAX_MATCHES,
  };
  return { id, programs, clientId: program.clientId, program, today: day, receivedOn, query, preview };
}

/** The amounts in the address, once somebody has changed them there. */
function typedMatches(search: URLSearchParams, open: ClientDocument[], currency: string): Match[] | null {
  if (!search.has('matches[0].invoiceId')) return null;
  const matches: Match[] = [];
  for (let index = 0; index < MAX_MATCHES; index += 1) {
    const invoiceId = search.get(`matches[${index}].invoiceId`);
    const amountMinor = parseAmount(search.get(`matches[${index}].amount`) ?? '', currency) ?? 0;
    if (invoiceId && amountMinor !== 0 && open.some(({ id }) => id === invoiceId))
      matches.push({ invoiceId, amountMinor });
  }
  return matches;
}
