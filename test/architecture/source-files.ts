import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export type SourceFile = { path: string; text: string };

const notOurs = new Set(['node_modules', 'build', 'test-results', 'playwright-report', 'coverage', '.git']);

/**
 * Every file under these folders, by its path from the root of the repository, with forward slashes.
 * @param name which files, by their path
 */
export function filesUnder(folders: string[], name: RegExp): string[] {
  return folders.filter((folder) => existsSync(folder)).flatMap((folder) => walk(folder, name));
}

function walk(folder: string, name: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name) && !entry.name.startsWith('.data'))
    .flatMap((entry) => {
      const file = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) return walk(file, name);
      return name.test(file) ? [file] : [];
    });
}

export function read(file: string): SourceFile {
  return { path: file, text: readFileSync(file, 'utf8') };
}

/** Whether the file is small enough to be written by a person; data and pictures are not read for words. */
export function isReadable(file: string): boolean {
  return statSync(file).size < 300_000;
}
