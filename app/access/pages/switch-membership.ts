import type { ActionFunctionArgs } from '@remix-run/node';
import { onlyLooking } from '#app/platform/http/looking-on.server.ts';
import { readForm } from '#app/platform/http/read-form.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { notFound } from '#app/platform/http/page.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { goOn } from '../answer.server.ts';
import { switchMembership } from '../commands/switch-membership.server.ts';
import { doorstepOf } from '../doorstep.server.ts';
import { switchForm } from '../forms.ts';

export const loader = () => redirect('/');

/** Changing sides opens a new session: the old cookie is worth nothing afterwards. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.actor();
  if (!actor) return redirect('/sign-in');
  // The memberships in sight are then another's.
  if (actor.viewingAs) return new Response(onlyLooking(actor), { status: 403 });
  const parsed = parseForm(switchForm, await readForm(request));
  if (!parsed.ok) return notFound();
  const switched = await switchMembership(doorstepOf({ request, context }), actor, parsed.value.membershipId);
  if (!switched) return notFound();
  const { way, said } = switched;
  return goOn(way, said);
}
