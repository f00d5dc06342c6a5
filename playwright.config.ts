import { defineConfig } from '@playwright/test';
import { findBrowser } from './test/e2e/browser.ts';

const { executablePath, args, env } = await findBrowser();
const port = process.env['E2E_PORT'] ?? '4517';

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './test/e2e/server.ts',
  outputDir: 'test-results/browser',
  // The journeys share one demo program and one small machine.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    baseURL: `http://localhost:${port}`,
    // Less than the test's own time, so that a press that finds nothing says so.
    actionTimeout: 10_000,
    locale: 'en-US',
    timezoneId: 'America/New_York',
    screenshot: 'only-on-failure',
    // Recording every step takes its time; `E2E_TRACE=1` does, for a failure that a picture does not explain.
    trace: process.env['E2E_TRACE'] === '1' ? 'retain-on-failure' : 'off',
    launchOptions: { executablePath, args, ...(env ? { env: { ...definedEnvironment(), ...env } } : {}) },
  },
});

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
