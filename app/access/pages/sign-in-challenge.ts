import type { ActionFunctionArgs } from '@remix-run/node';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { answerQuestion } from '../answer.server.ts';
import { questionForSignIn } from '../commands/ask-for-passkey.server.ts';
import { doorstepOf } from '../doorstep.server.ts';

export const loader = () => redirect('/sign-in');

export const action = async ({ request, context }: ActionFunctionArgs) =>
  answerQuestion(await questionForSignIn(doorstepOf({ request, context })));
