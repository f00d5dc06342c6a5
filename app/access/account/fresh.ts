/** For so long after somebody proved who they are, what opens their door may be changed. */
export const FRESH_MINUTES = 10;

/** Whether a person proved who they are just now. A screen that somebody left open is no longer enough after a while. */
export function isFresh(session: { provenAt: Date } | undefined, now: Date): boolean {
  if (!session) return false;
  return now.getTime() - session.provenAt.getTime() < FRESH_MINUTES * 60_000;
}
