import type { ActionFunctionArgs } from '@remix-run/node';
import { parseForm } from '#app/platform/http/form.server.ts';
import { notFound } from '#app/platform/http/page.server.ts';
import { readForm } from '#app/platform/http/read-form.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { isOwnMembership } from '../commands/switch-membership.server.ts';
import { switchForm } from '../forms.ts';
import { closeSession, openSession } from '../session.server.ts';

export const loader = () => redirect('/');

/** Changing sides opens a new session: the old cookie is worth nothing afterwards. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.actor();
  if (!actor) return redirect('/sign-in');
  const parsed = parseForm(switchForm, await readForm(request));
  if (!parsed.ok) return notFound();
  const { database, baseUrl } = context;
  const { membershipId } = parsed.value;
  if (!(await isOwnMembership(database, actor.accountId, membershipId))) return notFound();
  await closeSession(database, baseUrl, request.headers.get('Cookie'));
  return redirect('/', {
    headers: { 'Set-Cookie': await openSession(database, baseUrl, actor.accountId, membershipId) },
  });
}
