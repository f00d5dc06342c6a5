import type { ActionFunctionArgs } from '@remix-run/node';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { signedInAt } from '../../account/signed-in.server.ts';
import { answerQuestion } from '../../answer.server.ts';
import { questionForAccount } from '../../commands/ask-for-passkey.server.ts';

export const loader = () => redirect('/account/passkeys/new');

export async function action(args: ActionFunctionArgs) {
  const { actor, door } = await signedInAt(args);
  return answerQuestion(await questionForAccount(door, actor));
}
