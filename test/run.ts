import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { z } from 'zod';
import { filesUnder } from './architecture/source-files.ts';
import { findBrowser } from './e2e/browser.ts';
import { runTool } from './run-tool.ts';

/**
 * `npm test`: unit and integration tests, then the browser's; `npm run e2e`: the browser's only.
 * The last line is always `N passed, N failed`. What could not be run counts as failed: nothing is skipped in silence.
 */
type Tally = { passed: number; failed: number };

const results = 'test-results';
const vitestResults = `${results}/vitest.json`;
const playwrightResults = `${results}/playwright.json`;

const vitestShape = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

const playwrightShape = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** A tool that failed without naming a failed test counts as one: a broken file, a setup that threw, no tests. */
function countedWith(code: number, { passed, failed }: Tally): Tally {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

function readResults<T>(file: string, shape: z.ZodType<T>): T | null {
  return existsSync(file) ? shape.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}

async function runVitest(): Promise<Tally> {
  const { code } = await runTool({
    command: 'vitest',
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestResults}`],
    show: true,
  });
  const files = readResults(vitestResults, vitestShape)?.testResults ?? [];
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const unread = files.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
  );
  const count = (status: string) => tests.filter((test) => test.status === status).length;
  return countedWith(code, { passed: count('passed'), failed: count('failed') + unread.length });
}

async function runPlaywright(): Promise<Tally> {
  try {
    const { name } = await findBrowser();
    console.log(`Browser: ${name}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
  if (isBuildStale()) {
    const build = await runTool({ command: 'remix', args: ['vite:build'] });
    if (build.code !== 0) {
      console.error(`The build failed.\n${build.output}`);
      return { passed: 0, failed: 1 };
    }
  }
  const { code } = await runTool({ command: 'playwright', args: ['test'], show: true });
  const stats = readResults(playwrightResults, playwrightShape)?.stats;
  const passed = (stats?.expected ?? 0) + (stats?.flaky ?? 0);
  return countedWith(code, { passed, failed: stats?.unexpected ?? 0 });
}

function isBuildStale(): boolean {
  const built = statSync('build/server/index.js', { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return true;
  const sources = filesUnder(['app', 'db', 'emails'], /\.(tsx?|css)$/);
  return [...sources, 'vite.config.ts', 'remix.config.js', 'package-lock.json'].some(
    (file) => statSync(file).mtimeMs > built,
  );
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const onlyBrowser = process.argv[2] === 'e2e';
const tallies = [...(onlyBrowser ? [] : [await runVitest()]), await runPlaywright()];
const sum = (which: keyof Tally) => tallies.reduce((total, tally) => total + tally[which], 0);
process.exitCode = sum('failed') === 0 ? 0 : 1;
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
