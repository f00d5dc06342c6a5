import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { cardOn } from '#app/programs/public.server.ts';
import { agreementOn } from '#app/suppliers/public.server.ts';
import { ratesComply, ratesComplyForClient, type RatesToHold } from './compliance.ts';

export type WhereRatesHold = {
  clientId: string;
  supplierId: string;
  jobId: string;
  siteId: string;
  /** The first day of work at these rates. */
  date: string;
};

/** What card and agreement allow there and then. For rules only: a supplier sees no card, a client no pay. */
export function rateLimitsOn(ctx: Context, where: WhereRatesHold) {
  const { clientId, supplierId, jobId, siteId, date } = where;
  return asTheProgram(ctx, 'everybody is held against a card that suppliers do not see', async () => {
    const agreement = await agreementOn(ctx, clientId, supplierId, date);
    return {
      card: await cardOn(ctx, jobId, date, { siteId, supplierId }),
      agreedMaxMarkup: agreement?.maxMarkup ?? null,
    };
  });
}

/** What is wrong with rates, in the words that whoever acts may read. */
export async function ratesProblems(
  ctx: Context,
  rates: RatesToHold,
  where: WhereRatesHold,
  payField?: string,
) {
  const limits = await rateLimitsOn(ctx, where);
  return ctx.actor.side === 'client'
    ? ratesComplyForClient(rates, limits)
    : ratesComply(rates, limits, payField);
}
