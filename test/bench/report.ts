export const say = (line: string) => process.stdout.write(`${line}\n`);

/** What has been done so far, for whoever watches. */
export const note = (line: string) => say(`  ${Math.round(performance.now() / 1000)} s: ${line}`);

/** One target, and whether it was met. */
export function row(what: string, measured: number, target: number, atMost = true): void {
  const met = atMost ? measured <= target : measured >= target;
  const figures = `${measured.toFixed(2).padStart(10)}   ${atMost ? '≤' : '≥'} ${target.toFixed(2)}`;
  say(`${what.padEnd(88)} ${figures}   ${met ? 'met' : 'MISSED'}`);
}
