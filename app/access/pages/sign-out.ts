import type { ActionFunctionArgs } from '@remix-run/node';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { closeSession } from '../session.server.ts';

export const loader = () => redirect('/');

export async function action({ request, context }: ActionFunctionArgs) {
  const cookie = await closeSession(context.database, context.baseUrl, request.headers.get('Cookie'));
  return redirect('/sign-in', { headers: { 'Set-Cookie': cookie } });
}
