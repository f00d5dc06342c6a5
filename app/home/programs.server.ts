/** The programs that whoever is at home may see, for their names and time zones. */
export { programsIn } from '#app/programs/public.server.ts';
