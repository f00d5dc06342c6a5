/** How long to wait, as one says it: `40 seconds`, `3 minutes`, `an hour`. */
export function waitWords(seconds: number): string {
  if (seconds <= 1) return 'a second';
  if (seconds < 90) return `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} minutes` : minutes < 90 ? 'an hour' : `${Math.ceil(minutes / 60)} hours`;
}
