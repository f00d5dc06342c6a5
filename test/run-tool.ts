import { spawn } from 'node:child_process';
import path from 'node:path';

export type ToolRun = { code: number; output: string; seconds: number };

/** The environment with the programs of the installed packages in front, as `npm run` has it. */
function withLocalPrograms(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...env, PATH: [path.resolve('node_modules/.bin'), env['PATH']].join(path.delimiter) };
}

/**
 * Runs a program of the installed packages to its end.
 * @param show also prints what it says while it says it
 */
export function runTool({
  command,
  args,
  show = false,
}: {
  command: string;
  args: string[];
  show?: boolean;
}): Promise<ToolRun> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: withLocalPrograms(),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (show) process.stdout.write(text);
      });
    const end = (code: number) => resolve({ code, output, seconds: (performance.now() - begun) / 1000 });
    child.on('error', (error) => {
      output += error.message;
      end(1);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}
