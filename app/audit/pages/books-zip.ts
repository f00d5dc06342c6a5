import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { chosenOf, programsWithYears } from '../book-programs.server.ts';
import { booksZip } from '../books-package.server.ts';
import { booksQuery } from '../forms.ts';

/** The books of a program and a year. */
export const loader = exportFile(
  async (ctx, { url }) => {
    authorize(ctx, 'books.read');
    const chosen = found(chosenOf(await programsWithYears(ctx), parseQuery(booksQuery, url)));
    const { clientId, code, year } = chosen;
    const madeBy = `${ctx.actor.name}, ${ctx.actor.organizationName}`;
    const about = { ...chosen, program: code, madeBy, madeAt: ctx.now };
    return {
      report: `the books of ${year}`,
      ...{ name: `books-${code.toLowerCase()}-${year}.zip`, mediaType: 'application/zip', clientId },
      content: (atOneMoment) => booksZip(atOneMoment, about),
    };
  },
  { isCopyOfAll: true, oneMoment: true },
);
