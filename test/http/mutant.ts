import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';

/*
 * Guards with a switch. A test that can take one guard away, and only that one, sees whether anything depends on it:
 * what is refused while it is there must not be refused in the same way without it.
 */

const root = path.resolve(import.meta.dirname, '../..');
export const built = path.join(root, 'build/server/index.js');

/** Where a guard stands in the source. */
export type Place = {
  /** The file, from the root of the repository. */
  in: string;
  /** Text that stands before it, where the same words stand in several places. */
  after?: string;
  /** The expression that guards, word for word. */
  where: string;
  /**
   * The expression in its place while it is off. What is worked out once, when the module is loaded, is wrapped instead:
   * an expression with `ON` for the guard and `IS_OFF` for its switch.
   */
  off: string;
};

/** The guard that is off now. Not a variable of this module: the code under test is loaded beside it. */
const here = globalThis as { guardOff?: string | null };

function withSwitch(code: string, name: string, { in: file, after = '', where, off }: Place): string {
  const from = code.indexOf(after);
  const at = code.indexOf(where, from);
  const isUnique = after !== '' || at === code.lastIndexOf(where);
  if (from < 0 || at < 0 || !isUnique) throw new Error(`«${where}» does not stand once in ${file}: ${name}`);
  const isOff = `globalThis.guardOff === ${JSON.stringify(name)}`;
  const choice = off.includes('IS_OFF')
    ? off.replaceAll('IS_OFF', isOff).replaceAll('ON', `(${where})`)
    : `(${isOff} ? (${off}) : (${where}))`;
  return code.slice(0, at) + choice + code.slice(at + where.length);
}

/** The copy stands one folder below the root, as `app` does, and is not of the built product. */
const copyOf = (file: string) =>
  path.join(root, 'build', `guarded-${process.pid}-${file.replaceAll(/[/\\]/g, '-')}`);

/** The same imports for a copy that stands elsewhere. */
const withPathsOf = (file: string, code: string) =>
  code.replaceAll(
    /(\bfrom |\bimport\()'(\.\.?\/[^']+)'/g,
    (_whole, word: string, target: string) =>
      `${word}'#${path.posix.join(path.posix.dirname(file), target)}'`,
  );

/**
 * Gives guards their switches. What is imported afterwards has them, so this stands before every import of ours that is
 * not of types; a guard whose words are not found stops the test.
 * @param guards where each stands; one that is written down in several places is switched off in all of them
 */
export function switchable<Name extends string>(guards: Record<Name, Place | Place[]>): void {
  const copies = new Map<string, string>();
  for (const [name, places] of Object.entries<Place | Place[]>(guards))
    for (const place of [places].flat()) {
      const code = copies.get(place.in) ?? readFileSync(path.join(root, place.in), 'utf8');
      copies.set(place.in, withSwitch(code, name, place));
    }
  vi.resetModules();
  for (const [file, code] of copies) {
    const copy = copyOf(file);
    writeFileSync(copy, withPathsOf(file, code));
    vi.doMock(path.join(root, file), () => import(copy));
  }
  afterAll(() => {
    for (const file of copies.keys()) {
      vi.doUnmock(path.join(root, file));
      rmSync(copyOf(file));
    }
  });
}

/** How something ends: the same, or words of which one part matters. */
const as = (outcome: unknown): unknown =>
  outcome instanceof RegExp ? expect.stringMatching(outcome) : outcome;

/** What is done, how it ends while the guard is there, and how it ends without. */
export type Case = { guarded: unknown; unguarded: unknown; attempt: () => unknown };
export const turns = (guarded: unknown, unguarded: unknown, attempt: () => unknown): Case => ({
  guarded,
  unguarded,
  attempt,
});

async function without<T>(name: string, work: () => T): Promise<Awaited<T>> {
  here.guardOff = name;
  try {
    return await work();
  } finally {
    here.guardOff = null;
  }
}

/** What breaks without a guard is logged as a fault, and would only fill the screen. */
async function quietly<T>(work: () => T): Promise<Awaited<T>> {
  const silent = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockReturnValue(true),
  );
  try {
    return await work();
  } finally {
    for (const spy of silent) spy.mockRestore();
  }
}

/** Tries each guard with its switch on and off. Nothing but the switch differs. */
export function triesEach<Name extends string>(cases: Record<Name, Case>): void {
  test.each(Object.entries<Case>(cases))('%s', async (name, { guarded, unguarded, attempt }) => {
    expect(await quietly(attempt)).toEqual(as(guarded));
    const bare = await without(name, () => quietly(attempt));
    expect(bare).not.toEqual(as(guarded));
    expect(bare).toEqual(as(unguarded));
  });
}

/** How something ends: what it says, or how the database refuses it where no guard of ours did before. */
export async function endOf(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    if (cause instanceof Error && 'code' in cause && /^(?:23|42501|25006|P0001)/.test(String(cause.code)))
      return `the database: ${cause.message}`;
    throw error;
  }
}

/**
 * The built product with the body of one function replaced by a sentence.
 * @returns takes it away again
 */
export function withoutInside(name: string, says: (firstParameter: string) => string): () => void {
  const code = readFileSync(built, 'utf8');
  const mutant = code.replace(
    new RegExp(`function ${name}\\((\\w+)[^\\n]*\\{\\n`),
    (head, parameter: string) => `${head}  ${says(parameter)}\n`,
  );
  expect(mutant).not.toBe(code);
  const file = path.join(path.dirname(built), `mutant-${name}.js`);
  writeFileSync(file, mutant);
  vi.resetModules();
  vi.doMock(built, () => import(file));
  return () => rmSync(file);
}
