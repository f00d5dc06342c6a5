import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found } from '#app/platform/http/params.server.ts';
import { explainSpend } from '../spend-proof.server.ts';
import { spendQuery } from '../spend-query.server.ts';
import { openQuery } from '../forms.ts';
import { ProofPage } from '../parts/proof-page.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.explained.title}, explained · Muster` : 'Muster' },
];

export const loader = page(async (ctx, { url }) => ({
  explained: found(await explainSpend(ctx, parseQuery(spendQuery, url))),
  openAll: parseQuery(openQuery, url).open === 'all',
}));

export default function ExplainSpend() {
  return <ProofPage {...useLoaderData<typeof loader>()} />;
}
