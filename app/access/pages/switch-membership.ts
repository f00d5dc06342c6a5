import { data, type ActionFunctionArgs } from '@remix-run/node';
import { flashHeader } from '#app/platform/http/flash.server.ts';
import { onlyLooking } from '#app/platform/http/looking-on.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { notFound } from '#app/platform/http/page.server.ts';
import { readForm } from '#app/platform/http/read-form.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { isOwnMembership, recordSwitch } from '../commands/switch-membership.server.ts';
import { switchForm } from '../forms.ts';
import { closeSession, openSession } from '../session.server.ts';

export const loader = () => redirect('/');

/** Changing sides opens a new session: the old cookie is worth nothing afterwards. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.actor();
  if (!actor) return redirect('/sign-in');
  // The memberships in sight are then another's.
  if (actor.viewingAs) return data({ message: onlyLooking(actor) }, { status: 403 });
  const parsed = parseForm(switchForm, await readForm(request));
  if (!parsed.ok) return notFound();
  const { database, baseUrl } = context;
  const { membershipId } = parsed.value;
  if (!(await isOwnMembership(database, actor.accountId, membershipId))) return notFound();
  await closeSession(database, baseUrl, request.headers.get('Cookie'));
  const opened = await openSession(database, baseUrl, actor.accountId, membershipId);
  const now = await recordSwitch(context, membershipId);
  const headers = new Headers({ 'Set-Cookie': opened });
  if (now)
    headers.append(
      'Set-Cookie',
      await flashHeader({
        tone: 'good',
        text: `You act as ${now.roleLabel.toLowerCase()} at ${now.organizationName} now.`,
      }),
    );
  return redirect('/', { headers });
}
