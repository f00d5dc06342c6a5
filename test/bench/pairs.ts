/** No further pair is begun after this long. */
const PATIENCE_MS = 10 * 60_000;

export const median = (numbers: number[]) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/**
 * Measures two things by turns, so that whatever else the machine does falls on both: at most so many pairs, at least one.
 */
export async function byTurns<A, B>(
  pairs: number,
  first: () => Promise<A>,
  second: () => Promise<B>,
): Promise<[A, B][]> {
  const measured: [A, B][] = [];
  const begun = performance.now();
  while (measured.length < pairs && (measured.length === 0 || performance.now() - begun < PATIENCE_MS))
    measured.push([await first(), await second()]);
  return measured;
}
