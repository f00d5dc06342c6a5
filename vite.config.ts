import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import remixConfig from './remix.config.js';

// Warnings of dependencies that we can neither act on nor want to scroll past.
const ignoredWarnings = new Set(['INVALID_ANNOTATION', 'MODULE_LEVEL_DIRECTIVE', 'SOURCEMAP_ERROR']);

export default defineConfig({
  plugins: [tailwindcss(), remix(remixConfig)],
  // What only the server runs is not prepared for browsers.
  optimizeDeps: { exclude: ['@node-rs/argon2'] },
  build: {
    target: 'es2022',
    rollupOptions: {
      onwarn(warning, report) {
        if (!ignoredWarnings.has(warning.code ?? '')) report(warning);
      },
    },
  },
});
