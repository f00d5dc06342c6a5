import { log } from '../observability/log.server.ts';
import { whyNotStart, worthAWarning } from './start-up.ts';

/** Before a production server or worker does anything. Throws with every reason why it must not start as it is set. */
export function insistOnSafeSettings(env: NodeJS.ProcessEnv = process.env): void {
  const reasons = whyNotStart(env);
  if (reasons.length > 0)
    throw new Error(`Muster does not start with these settings.\n${reasons.join('\n')}`);
  for (const warning of worthAWarning(env)) log('warn', warning);
}
