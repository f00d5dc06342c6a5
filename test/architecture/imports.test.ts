import { createRequire } from 'node:module';
import { cruise, type ICruiseResult, type IConfiguration } from 'dependency-cruiser';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const configuration = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as IConfiguration;

async function violations(baseDir: string): Promise<string[]> {
  const { doNotFollow, tsPreCompilationDeps, enhancedResolveOptions } = configuration.options ?? {};
  const { output } = await cruise(['app', 'db', 'emails'], {
    baseDir,
    ...(doNotFollow ? { doNotFollow } : {}),
    tsPreCompilationDeps: tsPreCompilationDeps ?? true,
    enhancedResolveOptions: enhancedResolveOptions ?? {},
    validate: true,
    ruleSet: { forbidden: configuration.forbidden ?? [] },
  });
  const { summary } = output as ICruiseResult;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

test('imports point upstream, and into a slice only over its counter', async () => {
  expect(await violations(process.cwd())).toEqual([]);
});

test('the rules notice what they forbid', async () => {
  const house = mkdtempSync(path.join(tmpdir(), 'muster-house-'));
  const put = (file: string, ...imports: string[]) => {
    mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
    const lines = imports.map((imported) => `import '${imported}';`);
    writeFileSync(path.join(house, file), [...lines, 'export {};', ''].join('\n'));
  };
  try {
    put('package.json');
    writeFileSync(
      path.join(house, 'package.json'),
      JSON.stringify({ type: 'module', imports: { '#app/*': './app/*', '#db/*': './db/*' } }),
    );
    put('db/walled.ts', '#app/access/public.server.ts');
    put('emails/welcome.ts');
    put('app/values/money.ts', '#app/platform/context.server.ts');
    put('app/platform/context.server.ts');
    put('app/access/public.server.ts', '#app/timesheets/public.server.ts');
    put('app/access/queries.server.ts');
    put('app/timesheets/lifecycle.ts', '#db/walled.ts');
    put('app/timesheets/public.server.ts', './lifecycle.ts', '#app/platform/context.server.ts');
    put('app/timesheets/pages/week.ts', '#db/walled.ts', '../lifecycle.ts');
    put('app/timesheets/commands/submit.server.ts', '#app/access/queries.server.ts');
    put('app/extras/list.ts');
    put('app/routes.ts', '#app/timesheets/pages/week.ts', '#app/extras/list.ts');
    const found = (await violations(house)).filter((line) => !line.startsWith('no-cycles'));
    expect(found.sort()).toEqual([
      'access-work: app/access/public.server.ts → app/timesheets/public.server.ts',
      'db: db/walled.ts → app/access/public.server.ts',
      'known-folders: app/routes.ts → app/extras/list.ts',
      'timesheets-pages: app/timesheets/pages/week.ts → db/walled.ts',
      'timesheets-pure: app/timesheets/lifecycle.ts → db/walled.ts',
      'timesheets-work: app/timesheets/commands/submit.server.ts → app/access/queries.server.ts',
      'values: app/values/money.ts → app/platform/context.server.ts',
    ]);
  } finally {
    rmSync(house, { recursive: true, force: true });
  }
});
