import { buildWhenNeeded } from '#app/start.ts';

/** Once before everything that asks over HTTP: the pages as they are served in production, built from this source. */
export default async function setup(): Promise<void> {
  await buildWhenNeeded((line) => console.log(line));
}
