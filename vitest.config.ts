import { randomBytes } from 'node:crypto';
import { defineConfig } from 'vitest/config';

// Fresh keys for each run, which every worker inherits.
process.env['MUSTER_KEYS'] ??= `test:${randomBytes(32).toString('base64')}`;

/**
 * Its own configuration, without the Remix plugin of vite.config.ts, which cannot load inside a test.
 * The aliases #app, #db, #emails and #test come from `imports` in package.json, here as everywhere.
 *
 * A project with a worker count of its own needs a `groupOrder` of its own: groups run one after the other.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'pure',
          include: ['app/**/*.test.{ts,tsx}', 'emails/**/*.test.{ts,tsx}', 'db/**/*.test.ts'],
          // Generated cases take their time on a machine that does something else besides.
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Reads the source of the house: no database.
        test: {
          name: 'architecture',
          include: ['test/architecture/**/*.test.ts'],
          // What compares the code with the migrated database belongs to the project below.
          exclude: ['test/architecture/**/*.database.test.ts'],
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'database',
          include: [
            'test/{slices,scenarios,walls,policy}/**/*.test.ts',
            'test/architecture/**/*.database.test.ts',
          ],
          exclude: ['test/slices/embedded.test.ts', 'test/slices/power-cut.test.ts'],
          globalSetup: ['test/setup/global.ts'],
          // A process for each file, so that no pool of connections or clock leaks from one into the next.
          pool: 'forks',
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Asks the built product over HTTP, as its visitors do.
        test: {
          name: 'http',
          include: ['test/http/**/*.test.ts'],
          globalSetup: ['test/setup/global.ts', 'test/setup/build.ts'],
          // What was built is the product itself and is not built a second time for the tests.
          server: { deps: { external: [/\/build\/server\//] } },
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 4 },
        },
      },
      {
        // Only when asked for by name: an hour of generated lives.
        test: {
          name: 'deep',
          include: process.env.MUSTER_DEEP === '1' ? ['test/deep/**/*.test.ts'] : [],
          globalSetup: ['test/setup/global.ts'],
          pool: 'forks',
          sequence: { groupOrder: 3 },
        },
      },
      {
        // Kills servers and starts many: alone, and with the patience that a busy machine asks for.
        test: {
          name: 'embedded',
          include: ['test/slices/embedded.test.ts', 'test/slices/power-cut.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 90_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
