import type { Context } from '#app/platform/context.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { file, page, type PageArgs } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import type { Explained } from './explained.ts';
import { openQuery } from './forms.ts';
import { proofJson } from './json.ts';

type Explain = (ctx: Context, args: PageArgs) => Promise<Explained | null>;

/** The loader of a page that explains one number; a number that is not there, or not theirs to see, is not found. */
export const proofPage = (explain: Explain) =>
  page(async (ctx, args) => ({
    explained: found(await explain(ctx, args)),
    openAll: parseQuery(openQuery, args.url).open === 'all',
  }));

/** The same as a file that auditors take. */
export const proofFile = (explain: Explain) =>
  file(
    async (ctx, args) =>
      new Response(proofJson(found(await explain(ctx, args))), {
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
      }),
  );
