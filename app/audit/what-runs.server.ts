import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A version of the product, and the SHA-256 of everything of it that runs. */
export type Build = { version: string; buildSha256: string };

/** The pages as they were built, and the exact versions of what is installed beside them, where that was kept. */
const files = ['build/server/index.js', 'package.json'];
const lockFile = 'package-lock.json';
/** What the server runs as it is written: it is part of no build. */
const folders = ['app', 'db', 'emails', 'migrations'];
/** What runs only as a part of the build, and the demo's data. To read them too would double the time that this takes. */
const leftOut = new Set(['pages', 'parts', 'ui', 'seed']);
const isSource = (name: string) => /\.(?:tsx?|sql)$/.test(name) && !/\.test\.tsx?$/.test(name);

/**
 * What runs from this folder. The same files give the same hash wherever they lie; with one byte of them it changes.
 * Reads some 800 files at once, which takes about 30 ms: only a server that starts has that time.
 * @param root the folder of package.json
 * @throws where the pages were not built
 */
export function whatRuns(root: string): Build {
  const hash = createHash('sha256');
  const locked = existsSync(path.join(root, lockFile)) ? [lockFile] : [];
  const sources = folders.flatMap((folder) => sourcesUnder(root, folder)).sort();
  for (const name of [...files, ...locked, ...sources]) {
    const content = readFileSync(path.join(root, name));
    // Name and length stand before each file, so that no two sets of files are the same bytes in a row.
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { version, buildSha256: hash.digest('hex') };
}

/** With slashes on every system, so that the same sources have the same names. */
function sourcesUnder(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : sourcesUnder(root, name);
    return isSource(name) ? [name] : [];
  });
}
