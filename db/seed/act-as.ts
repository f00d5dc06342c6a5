import type { Context } from '#app/platform/context.server.ts';
import type { Result } from '#app/values/result.ts';
import type { Db } from '#db/connection.ts';
import type { Person } from './world.ts';

/** For commands of the product itself, which the story runs as the person who would, at the moment they would. */
export function contextOf(tx: Db, who: Person, now: Date): Context {
  const { accountId, membershipId, name, email, role, side, organizationId, organization } = who;
  return {
    db: tx,
    now,
    requestId: 'demo',
    baseUrl: process.env['PUBLIC_URL'] ?? 'http://localhost:3000',
    actor: {
      ...{ accountId, membershipId, name, email, role, side, organizationId },
      organizationName: organization,
      clientId: side === 'client' ? organizationId : null,
      supplierId: side === 'supplier' ? organizationId : null,
      workerId: null,
    },
  };
}

/** The story is written so that nothing in it is refused. */
export function mustSucceed<T>(what: string, result: Result<T>): T {
  if (!result.ok) throw new Error(`${what} was refused: ${JSON.stringify(result)}`);
  return result.value;
}
