import { describeFailure, redacted } from './redact.ts';

type Fields = Record<string, string | number | boolean | null | undefined>;

/** One JSON line per entry. Fields carry ids and numbers, never what people typed; what slips in is taken out. */
export function log(level: 'info' | 'warn' | 'error', message: string, fields: Fields = {}): void {
  const safe = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? redacted(value) : value,
  ]);
  const line = JSON.stringify({
    at: new Date().toISOString(),
    level,
    message: redacted(message),
    ...Object.fromEntries(safe),
  });
  (level === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
}

/** Where and how something failed unexpectedly, for the log only. */
export const stackOf = describeFailure;
