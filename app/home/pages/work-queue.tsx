import { useLoaderData } from '@remix-run/react';
import { page } from '#app/platform/http/page.server.ts';
import { Page } from '#app/ui/page.tsx';

export const loader = page(async (ctx) => Promise.resolve({ name: ctx.actor.name }));

export default function WorkQueue() {
  const { name } = useLoaderData<typeof loader>();
  return <Page title={`Good day, ${name}`}>{null}</Page>;
}
