import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { CSV } from '#app/platform/files/download.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { postedCsv, tallyOfLines } from '../csv.server.ts';
import { accrualOf } from '../queries.server.ts';

/** The lines of a posted accrual as CSV. */
export const loader = exportFile(async (ctx, { params }) => {
  const accrual = found(await accrualOf(ctx, idParam(params)));
  authorize(ctx, 'accrual.read', accrual);
  const columns = { currency: accrual.currency, withSupply: ctx.actor.side === 'msp' };
  const month = accrual.month.slice(0, 7);
  const tally = tallyOfLines(columns);
  return {
    report: `the accrual of ${month}`,
    ...{ name: `accrual-${month}.csv`, mediaType: CSV, clientId: accrual.clientId, tally },
    content: (inTransaction) => postedCsv(inTransaction, accrual.id, columns, tally),
  };
});
