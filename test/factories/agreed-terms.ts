import { randomUUID } from 'node:crypto';
import { agreement, cardUpload, revision, revisionPay, siteGroup } from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import { BEGINNING, type World } from './program.ts';
import type { Placement } from './rows.ts';

/** A row in each table of cards, agreements and revisions, for the tests of the walls. */
export async function writeAgreedTerms(
  db: Db,
  { clientId, people }: World,
  { supplierId, assignmentId }: Placement,
): Promise<void> {
  const { accountId, name } = people.ana;
  await db.insert(siteGroup).values({ clientId, code: 'BAY', name: 'Bay Area' });
  await db.insert(cardUpload).values({ clientId, fileName: 'cards.csv', content: 'job_code' });
  await db.insert(agreement).values({ clientId, supplierId, effective: `[${BEGINNING},)` });
  const revisionId = randomUUID();
  await db.insert(revision).values({
    ...{ id: revisionId, clientId, supplierId, assignmentId, number: 1 },
    ...{ effectiveFrom: '2026-04-01', billRate: '90', reason: 'Promoted to lead.' },
    ...{ proposedBy: accountId, proposedByName: name },
  });
  await db.insert(revisionPay).values({ revisionId, supplierId, payRate: '62' });
}
