import type { ActionFunctionArgs } from '@remix-run/node';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { stopLooking } from '../stop-viewing.server.ts';

export const loader = () => redirect('/');

/** The one thing that whoever looks on as another may press: it has no form, and needs no right. */
export async function action({ request, context }: ActionFunctionArgs) {
  const accountId = await stopLooking(context, await context.actor(), request.headers.get('Cookie'));
  return redirect(accountId ? `/people/${accountId}` : '/');
}
