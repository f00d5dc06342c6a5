import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { withContext } from '#app/platform/context.server.ts';
import { CSV, download } from '#app/platform/files/download.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { postedCsv } from '../csv.server.ts';
import { accrualOf } from '../queries.server.ts';

const asked = file(async (ctx, { params }) => {
  const accrual = found(await accrualOf(ctx, idParam(params)));
  authorize(ctx, 'accrual.read', accrual);
  return { actor: ctx.actor, accrual };
});

/** The lines as CSV, written while they are read: each batch in a short transaction behind the reader's own wall. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, accrual } = await asked(args);
  const columns = { currency: accrual.currency, withSupply: actor.side === 'msp' };
  const lines = postedCsv(
    (work) => withContext(args.context, actor, work, { readOnly: true }),
    accrual.id,
    columns,
  );
  return download(createReadableStreamFromReadable(lines), {
    name: `accrual-${accrual.month.slice(0, 7)}.csv`,
    mediaType: CSV,
  });
}
