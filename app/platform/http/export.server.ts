import type { LoaderFunctionArgs } from '@remix-run/node';
import { withContext, type Context, type InTransaction } from '../context.server.ts';
import { takeCopyTurn } from '../files/copy-turns.server.ts';
import { download } from '../files/download.server.ts';
import { exported, type Content, type Export } from '../files/export.server.ts';
import { file, type PageArgs } from './page.server.ts';

type Made = Export & {
  /** A short file as it is; a long one is written while it is read, in transactions of its own. */
  content: Content | ((inTransaction: InTransaction) => Content);
};

type Ways = {
  /** Of a whole list or of all the books: few of them are made in a short time. */
  isCopyOfAll?: boolean;
  /** All of it is read in one transaction that sees one moment. */
  oneMoment?: boolean;
};

/**
 * A loader that answers with a report to take along, which leaves its trace in the trail.
 * @param load authorizes, and says what is in the file
 */
export function exportFile(
  load: (ctx: Context, args: PageArgs) => Promise<Made>,
  { isCopyOfAll = false, oneMoment = false }: Ways = {},
) {
  const asked = file(async (ctx, args) => ({ actor: ctx.actor, made: await load(ctx, args) }));
  return async (args: LoaderFunctionArgs): Promise<Response> => {
    const { actor, made } = await asked(args);
    // Whoever asks for the head alone takes nothing along.
    if (args.request.method === 'HEAD') return download(new Blob([]).stream(), made);
    if (isCopyOfAll) await takeCopyTurn(args.context.database, actor);
    const { content, ...about } = made;
    const inTransaction: InTransaction = (work) =>
      withContext(args.context, actor, work, { readOnly: true, oneMoment });
    return exported(args, actor, typeof content === 'function' ? content(inTransaction) : content, about);
  };
}
