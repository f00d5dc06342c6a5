import { runTool, type ToolRun } from './run-tool.ts';

// `npm run verify`: everything that can be known in under a minute, without a database and without a browser.
type Check = { name: string; command: string; args: string[] };

const checks: Check[] = [
  // The longest first, so that the short ones run beside it.
  {
    name: 'lint',
    command: 'eslint',
    args: ['.', '--max-warnings', '0', '--cache', '--cache-location', 'node_modules/.cache/eslint/'],
  },
  { name: 'types', command: 'tsc', args: ['--noEmit'] },
  { name: 'pure tests', command: 'vitest', args: ['run', '--project', 'pure', '--project', 'architecture'] },
  { name: 'format', command: 'prettier', args: ['--check', '.', '--log-level', 'warn'] },
  { name: 'imports', command: 'depcruise', args: ['app', 'db', 'emails', '--output-type', 'err'] },
];
const atOnce = 2;

const waiting = [...checks];
const failed: string[] = [];

async function worker(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) report(check, await runTool(check));
}

function report({ name }: Check, { code, output, seconds }: ToolRun): void {
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`);
  if (code === 0) return;
  failed.push(name);
  console.log(output.trimEnd());
}

await Promise.all(Array.from({ length: atOnce }, worker));
console.log(failed.length === 0 ? 'All is well.' : `Failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
