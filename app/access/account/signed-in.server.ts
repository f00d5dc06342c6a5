import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { onlyLooking } from '#app/platform/http/looking-on.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { doorstepOf, type Doorstep } from '../doorstep.server.ts';

/** For the forms of whoever is signed in that the door itself answers, because they check a password or a code. */
export async function signedInAt(
  args: LoaderFunctionArgs | ActionFunctionArgs,
): Promise<{ actor: Actor; door: Doorstep }> {
  const actor = await args.context.actor();
  if (!actor) throw redirect('/sign-in');
  if (actor.viewingAs) throw data({ message: onlyLooking(actor) }, { status: 403 });
  return { actor, door: doorstepOf(args) };
}
