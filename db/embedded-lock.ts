import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A marker of somebody who was clearing away a dead owner's lock is itself abandoned after this time. */
const abandonedAfterMs = 10_000;

/**
 * Writes a file that must be either absent or complete, never half written, and never somebody else's.
 * A hard link is the one step that both creates a name and fails where the name exists.
 * @returns false where the file was there already
 */
export function createOnce(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The `code` of a system error or of a database error, where it has one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** The file's text, or null where there is none. For a file in /proc that also means: the process just ended. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}

/**
 * When the process began, as the kernel counts it. A process number alone does not name a process: after a restart
 * a container gives the same small numbers to others. Empty where the system has no /proc.
 */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces, so the fields are counted from behind it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(owner: string): boolean {
  const [pid = '', start = ''] = owner.split(' ');
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  return startOf(Number(pid)) === start;
}

/**
 * Removes the lock of an owner that died. Only the holder of the marker may remove it, and only after reading
 * again that it still is the dead owner's: otherwise a slow clearer would take away a newcomer's fresh lock.
 */
function clearDeadLock(lock: string, deadOwner: string): void {
  const marker = `${lock}.clearing`;
  if (!createOnce(marker, `${process.pid}`)) {
    const since = statSync(marker, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > abandonedAfterMs) rmSync(marker, { force: true });
    return;
  }
  try {
    if (readIfThere(lock) === deadOwner) rmSync(lock, { force: true });
  } finally {
    rmSync(marker, { force: true });
  }
}

/**
 * Takes the lock file as soon as it is free or its owner is dead, and gives back the function that releases it.
 * @param unlessDone asked while waiting: where it has an answer, nobody needs the lock any more
 * @throws when the lock was not to be had in time
 */
export async function takeLock<T>(
  lock: string,
  deadline: number,
  unlessDone: () => Promise<T | null>,
): Promise<{ release(): void } | { done: T }> {
  const self = `${process.pid} ${startOf(process.pid)} ${randomBytes(4).toString('hex')}`;
  for (;;) {
    if (createOnce(lock, self)) return { release: () => rmSync(lock, { force: true }) };
    const owner = readIfThere(lock);
    if (owner !== null && !isAlive(owner)) clearDeadLock(lock, owner);
    const done = await unlessDone();
    if (done !== null) return { done };
    if (Date.now() > deadline)
      throw new Error(`another process is starting it and does not finish (${lock}, held by ${owner})`);
    await sleep(50);
  }
}
