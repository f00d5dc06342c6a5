import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import {
  scorecard,
  scorecardFee,
  scorecardLevel,
  scorecardRelief,
  serviceCredit,
  serviceLevel,
  serviceTerms,
} from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import { BEGINNING, type World } from './program.ts';

/** A frozen month with one level, one claim and its credit, past every command, for tests of the walls. */
export async function writeServiceLevels(db: Db, { clientId, people }: World): Promise<void> {
  const { accountId, name } = people.finance;
  const by = { createdBy: accountId, createdByName: name };
  const [termsId, serviceLevelId, scorecardId] = [randomUUID(), randomUUID(), randomUUID()];
  const effective = `[${BEGINNING},)`;
  const terms = {
    missRule: 'steps',
    secondMultiplier: '1.5',
    thirdMultiplier: '2',
    atRiskFraction: '0.1',
  } as const;
  const settledBy = 'fee_invoice' as const;
  await db.insert(serviceTerms).values({ ...terms, ...by, id: termsId, clientId, settledBy, effective });
  const level = {
    name: 'Fill rate',
    measure: 'entered',
    unit: 'percent',
    direction: 'higher',
    ...{ expected: '92', minimum: '88', nMin: 10, weight: '0.25' },
  } as const;
  await db.insert(serviceLevel).values({ ...level, ...by, id: serviceLevelId, clientId, effective });
  await db.insert(scorecard).values({
    ...{ ...terms, id: scorecardId, clientId, month: '2026-02-01', currency: 'USD', termsId, settledBy },
    ...{ reviewBy: '2026-03-08', answerBy: '2026-03-13', feeMinor: 100_000, atRiskMinor: 10_000 },
    ...{ computedAt: new Date('2026-03-03T12:00Z'), computedByName: name, status: 'under_review' },
    ...{ exactMinor: '1250', creditMinor: 1250 },
  });
  // One that the client does not see yet.
  await db.insert(scorecard).values({
    ...{ ...terms, clientId, month: '2026-03-01', currency: 'USD', termsId, settledBy },
    ...{ reviewBy: '2026-04-08', answerBy: '2026-04-13', feeMinor: 0, atRiskMinor: 0 },
    ...{ computedAt: new Date('2026-04-03T12:00Z'), computedByName: name },
  });
  const of = { scorecardId, clientId };
  await db.insert(scorecardFee).values({ ...of, place: 1, label: 'Subscription', amountMinor: 100_000 });
  await db.insert(scorecardLevel).values({
    ...{ ...of, ...level, serviceLevelId, place: 1, source: 'entered', method: 'Entered by hand.' },
    ...{ value: '91', counted: 12, judgedValue: '91', judgedCounted: 11, miss: '0.5', monthsRunning: 1 },
    ...{ atRiskMinor: 10_000, exactMinor: '1250', creditMinor: 1250 },
  });
  await db.insert(scorecardRelief).values({
    ...{ ...of, serviceLevelId, kind: 'client_caused', events: 1, reason: 'On hold for a week.' },
    ...{ claimedBy: accountId, claimedByName: name, claimedAt: new Date('2026-03-04T12:00Z') },
  });
  await db.insert(serviceCredit).values({
    ...{ ...of, kind: 'credit', month: '2026-02-01', amountMinor: -1250, settledBy },
    ...{ note: 'Service levels missed in Feb 2026', proposedAt: new Date('2026-03-13T12:00Z') },
  });
  const sent = { status: 'with_client', sentAt: new Date('2026-03-08T12:00Z') } as const;
  await db.update(scorecard).set(sent).where(eq(scorecard.id, scorecardId));
  const frozen = { status: 'frozen', outcome: 'accepted', frozenAt: new Date('2026-03-13T12:00Z') } as const;
  await db.update(scorecard).set(frozen).where(eq(scorecard.id, scorecardId));
}
