type Fields = Record<string, string | number | boolean | null | undefined>;

/** One JSON line per entry. Fields carry ids and numbers, never what people typed. */
export function log(level: 'info' | 'warn' | 'error', message: string, fields: Fields = {}): void {
  const line = JSON.stringify({ at: new Date().toISOString(), level, message, ...fields });
  (level === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
}

/** The stack of an unexpected failure, for the log only. */
export const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
