import { dataDirectory, startEmbedded } from './embedded.ts';

/**
 * Where the database is: `DATABASE_URL` if set, otherwise a PostgreSQL of our own that is started (or found running)
 * in the data directory.
 */
export async function databaseUrl(log: (line: string) => void = () => undefined): Promise<string> {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const server = await startEmbedded({ dataDir: dataDirectory(), log });
  return server.url;
}
