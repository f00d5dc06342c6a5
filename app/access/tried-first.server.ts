/** Fewer guesses than this, and a password is found before a slow hash helps: 0 and 1 of zxcvbn's five steps. */
const EASY_SCORE = 1;
/** The estimate's work grows with the length; what is easy shows early. */
const LOOKED_AT = 64;

let estimate: Promise<(password: string) => boolean> | undefined;

/**
 * Whether a password is one of those that are tried first: on the lists of what leaked, a run of the keyboard, one letter again
 * and again. The lists are large and are loaded when somebody chooses a password for the first time.
 */
export function isAmongTheFirstTried(): Promise<(password: string) => boolean> {
  return (estimate ??= load());
}

async function load(): Promise<(password: string) => boolean> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return (password) => zxcvbn.check(password.slice(0, LOOKED_AT)).score <= EASY_SCORE;
}
