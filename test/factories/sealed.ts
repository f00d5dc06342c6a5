import { randomUUID } from 'node:crypto';
import { auditAnchor, accessReview, auditCheck, deployment, event, eventSeal } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { eq } from 'drizzle-orm';
import { NOBODY } from '#app/platform/authorization/nobody.ts';
import type { World } from './program.ts';

/** A seal, an anchor, a check and a review of a program, and a deployment that is told by its version, as rows. */
export async function writeSealed({ database, clientId, people }: World): Promise<void> {
  const at = new Date('2026-03-31T12:00:00Z');
  const hash = Buffer.alloc(32, 1);
  await walled(database, { side: 'msp', accountId: NOBODY }, async (db) => {
    const [first] = await db
      .select({ id: event.id })
      .from(event)
      .where(eq(event.clientId, clientId))
      .limit(1);
    const place = { chain: clientId, position: 1 };
    await db.insert(eventSeal).values({
      ...{ ...place, hash, sealedAt: at, algorithm: 1 },
      eventId: first?.id ?? 0,
      previousHash: Buffer.alloc(32),
    });
    await db
      .insert(auditAnchor)
      .values({ ...place, anchoringId: randomUUID(), hash, anchoredAt: at, anchoredByName: 'Muster' });
    await db
      .insert(auditCheck)
      .values({ ...place, checkId: randomUUID(), checkedAt: at, differences: 0, anchored: true });
    await db.insert(deployment).values({
      ...{ version: `0.0.0+${clientId}`, buildSha256: '0'.repeat(64) },
      ...{ nodeVersion: process.versions.node, postgresVersion: '18' },
    });
  });
  const { accountId, name } = people.admin;
  await walled(database, { side: 'msp', accountId }, (db) =>
    db.insert(accessReview).values({
      ...{ id: randomUUID(), organizationId: clientId, reviewedOn: '2026-03-31', reviewedAt: at },
      ...{ reviewedBy: accountId, reviewedByName: name, peopleCount: 3, membershipCount: 4 },
      listSha256: '0'.repeat(64),
    }),
  );
}
