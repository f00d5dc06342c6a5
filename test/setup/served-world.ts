import { separateTestDatabase } from './database.ts';
import { serve, type Served } from './server.ts';

/**
 * Serves the product on the very database that the factories of this file write to.
 * @param name of the database; unique among the tests
 */
export async function serveWithWorlds(name: string): Promise<Served> {
  const { url } = await separateTestDatabase(name);
  process.env['MUSTER_TEST_URL'] = url;
  return serve();
}

/** What this process logged while `work` ran, line by line. */
export async function heard(work: () => Promise<unknown>): Promise<string[]> {
  const lines: string[] = [];
  const { stdout, stderr } = process;
  const writers = [stdout.write.bind(stdout), stderr.write.bind(stderr)] as const;
  const listen = ((chunk: Uint8Array | string) => {
    lines.push(...String(chunk).split('\n').filter(Boolean));
    return true;
  }) as typeof stdout.write;
  stdout.write = listen;
  stderr.write = listen;
  try {
    await work();
  } finally {
    [stdout.write, stderr.write] = writers;
  }
  return lines;
}
