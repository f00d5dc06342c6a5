/** A version and build that was put to run here. */
export type Deployment = {
  id: string;
  version: string;
  buildSha256: string;
  nodeVersion: string;
  postgresVersion: string;
  startedAt: string;
  /** When the next one started; null for the newest. */
  replacedAt: string | null;
};

export type Migration = { name: string; sha256: string; appliedAt: string };
