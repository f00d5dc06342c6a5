import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { explainAccrual } from '../accrual-proof.server.ts';
import { openQuery } from '../forms.ts';
import { ProofPage } from '../parts/proof-page.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.explained.title}, explained · Muster` : 'Muster' },
];

export const loader = page(async (ctx, { params, url }) => ({
  explained: found(await explainAccrual(ctx, idParam(params))),
  openAll: parseQuery(openQuery, url).open === 'all',
}));

export default function ExplainAccrual() {
  return <ProofPage {...useLoaderData<typeof loader>()} />;
}
