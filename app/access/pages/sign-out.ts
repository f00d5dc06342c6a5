import type { ActionFunctionArgs } from '@remix-run/node';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { goOn } from '../answer.server.ts';
import { signOut } from '../commands/sign-out.server.ts';
import { doorstepOf } from '../doorstep.server.ts';

export const loader = () => redirect('/');

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.actor();
  return goOn({ to: '/sign-in', cookies: await signOut(doorstepOf({ request, context }), actor) });
}
