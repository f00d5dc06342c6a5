import type { LoaderFunctionArgs } from '@remix-run/node';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { withContext } from '#app/platform/context.server.ts';
import { takeCopyTurn } from '#app/platform/files/copy-turns.server.ts';
import { download } from '#app/platform/files/download.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { file } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { booksQuery } from '../forms.ts';
import { chosenOf, programsWithYears } from '../book-programs.server.ts';
import { booksZip } from '../books-package.server.ts';

const asked = file(async (ctx, { url }) => {
  authorize(ctx, 'books.read');
  const chosen = found(chosenOf(await programsWithYears(ctx), parseQuery(booksQuery, url)));
  const { name, organizationName } = ctx.actor;
  const by = { madeBy: `${name}, ${organizationName}`, madeAt: ctx.now };
  return { actor: ctx.actor, about: { ...chosen, program: chosen.code, ...by } };
});

/** The books of a program and a year, written while they are read. */
export async function loader(args: LoaderFunctionArgs) {
  const { actor, about } = await asked(args);
  await takeCopyTurn(args.context.database, actor);
  const zip = booksZip(
    (work) => withContext(args.context, actor, work, { readOnly: true, oneMoment: true }),
    about,
  );
  return download(zip, {
    name: `books-${about.code.toLowerCase()}-${about.year}.zip`,
    mediaType: 'application/zip',
  });
}
