import { createReadStream } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { dataDirectory } from '#db/embedded.ts';
import { lineOf, MOST_LINES, readAnchorLine, type Anchor } from './anchor-lines.ts';

/** Where heads are carried to: `MUSTER_ANCHOR_FILE`, best on another machine, or a file beside the built-in database. */
export const anchorFile = (env: Record<string, string | undefined> = process.env): string =>
  path.resolve(env['MUSTER_ANCHOR_FILE'] || path.join(dataDirectory(), 'anchors.jsonl'));

/** Adds lines at the end of the file, readable by its owner only, and returns when they are on the disk. */
export async function appendAnchors(file: string, anchors: readonly Anchor[]): Promise<void> {
  if (anchors.length === 0) return;
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.appendFile(anchors.map((anchor) => `${lineOf(anchor)}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The anchors of a trail that is started over are no anchors of the new one. They are kept beside it. */
export async function setAnchorsAside(file: string): Promise<void> {
  await rename(file, `${file}.before`).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
}

export type AnchorsRead = { anchors: Anchor[]; unreadable: number };

/**
 * The anchors of a file, which may be a mail of anchors saved line by line: what is no anchor is counted where it looks
 * like one, and skipped.
 * @returns null where there is no such file
 */
export async function readAnchors(file: string): Promise<AnchorsRead | null> {
  const read: AnchorsRead = { anchors: [], unreadable: 0 };
  try {
    let lines = 0;
    for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
      lines += 1;
      if (lines > MOST_LINES) throw new Error(`${file} has more than ${MOST_LINES} lines`);
      const begin = line.indexOf('{"muster"');
      if (begin < 0) continue;
      const anchor = readAnchorLine(line.slice(begin).trim());
      if (anchor) read.anchors.push(anchor);
      else read.unreadable += 1;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return read;
}
