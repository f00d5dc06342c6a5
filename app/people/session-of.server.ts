import { sessionHashOf } from '#app/access/public.server.ts';

/** The session that a request comes in, as the tables know it. */
export const sessionOf = (request: Request): string | null => sessionHashOf(request.headers.get('Cookie'));
