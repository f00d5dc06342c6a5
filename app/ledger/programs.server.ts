/** The programs whose books these are. Pages know only their own slice, so it stands here as well. */
export { programOf, programsIn } from '#app/programs/public.server.ts';
