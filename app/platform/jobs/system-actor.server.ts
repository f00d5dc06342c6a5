import { NOBODY } from '../authorization/nobody.ts';
import type { Actor } from '../authorization/vocabulary.ts';
import { withContext, type Context, type Surroundings } from '../context.server.ts';

/**
 * The program itself, where the calendar acts and no person does. Its news carry its name and no account.
 * It works on the MSP's side of the wall.
 */
export const systemActor: Actor = {
  accountId: NOBODY,
  membershipId: NOBODY,
  name: 'Muster',
  email: '',
  role: 'mspCoordinator',
  side: 'msp',
  organizationId: NOBODY,
  organizationName: 'Muster',
  clientId: null,
  supplierId: null,
  workerId: null,
};

/** Opens one transaction in which the program acts by itself. Whatever `work` throws rolls it back. */
export function asSystem<T>(surroundings: Surroundings, work: (ctx: Context) => Promise<T>): Promise<T> {
  return withContext(surroundings, systemActor, work);
}
