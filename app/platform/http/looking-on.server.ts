import type { Actor } from '../authorization/vocabulary.ts';

/** What is a person's own, whoever looks at the rest: their account with its second factor, and their mail. */
const PERSONAL = ['/account', '/mailbox'];

const isAt = (pathname: string, places: string[]) =>
  places.some(
    (place) => pathname === place || pathname.startsWith(`${place}/`) || pathname === `${place}.data`,
  );

/** The sentence that whoever looks on as another is told instead of what they asked for. */
export const onlyLooking = ({ name }: Pick<Actor, 'name'>): string =>
  `You look at the pages of ${name} and can change nothing. Stop viewing first.`;

/** Why a page is not shown to whoever looks on as another; null where it is. */
export function whyNotShown(actor: Actor, pathname: string): string | null {
  if (!actor.viewingAs || !isAt(pathname, PERSONAL)) return null;
  return `This page is ${actor.name}’s own: it is not part of what you see in their place.`;
}
