import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import {
  accountPassword,
  approval,
  approvalDelegation,
  approvalStep,
  event,
  invitation,
  mail,
  mailMessage,
  publication,
  rateCardImport,
  rateCardImportJob,
  rateCardImportRefusal,
  retentionRule,
  session,
  signInAttempt,
  signInStep,
  passkey,
  passkeyChallenge,
  passwordReset,
  recoveryCode,
  throttle,
  totpFactor,
  knownPlace,
  storedFile,
  viewAs,
} from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import { walled } from '#db/walled.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { join } from '#test/cast.ts';
import { writeAgreedTerms } from '#test/factories/agreed-terms.ts';
import { billedInRows, type Billed } from '#test/factories/billed.ts';
import { writeBooks } from '#test/factories/books.ts';
import { writeDirectory, writeDirectoryAttempt } from '#test/factories/directory-rows.ts';
import { writeCorrected } from '#test/factories/corrected-rows.ts';
import { writeMoney } from '#test/factories/money-rows.ts';
import { aProgram, clientFunded, supplierFunded, type World } from '#test/factories/program.ts';
import { placementInRows, weekInRows, type Placement } from '#test/factories/rows.ts';
import { writeSealed } from '#test/factories/sealed.ts';
import { writeServiceLevels } from '#test/factories/service-level-rows.ts';
import { writeSpent } from '#test/factories/spent.ts';
import { writeTermsOfMoney } from '#test/factories/terms-of-money.ts';

export type PopulatedWorld = World & {
  placement: Placement;
  otherPlacement: Placement;
  timesheetId: string;
  billed: Billed;
  tessa: Actor;
  otherWorker: Actor;
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A program with at least one row in every table of the schema, told apart from every other program's by its ids. */
export async function aPopulatedProgram(): Promise<PopulatedWorld> {
  const world = await aProgram({ fees: [...supplierFunded('2.5%', '0.9%'), ...clientFunded('3%')] });
  const placement = await placementInRows(world);
  const otherPlacement = await placementInRows(world, { workerName: 'Rosa Adeyemi' });
  const { timesheetId, chargeIds } = await weekInRows(world, placement, { weekEndsOn: '2026-03-15' });
  const billed = await billedInRows(world, chargeIds, { endsOn: '2026-03-31' });
  const home = { id: placement.supplierId, name: world.actor('recruiter').organizationName };
  const workers = await walled(world.database, { side: 'msp' }, async (db) => {
    await signatures(db, world, placement);
    await newsAndFiles(db, world, placement);
    await rateCard(db, world);
    await db.insert(publication).values({
      ...{ clientId: world.clientId, payRate: false, clientFee: false },
      createdByName: world.people.admin.name,
    });
    await writeBooks(db, world, placement);
    await writeTermsOfMoney(db, world);
    await writeAgreedTerms(db, world, placement);
    await writeSpent(db, world, placement);
    await writeMoney(db, world, placement, billed, chargeIds);
    await writeCorrected(db, world, placement);
    await writeDirectory(db, world);
    await writeServiceLevels(db, world);
    await askedByPeople(db, world, placement);
    return {
      tessa: await join(db, home, { name: 'Tessa Marlow', role: 'worker', workerId: placement.workerId }),
      otherWorker: await join(db, home, {
        name: 'Rosa Adeyemi',
        role: 'worker',
        workerId: otherPlacement.workerId,
      }),
    };
  });
  await walled(world.database, { side: 'door' }, async (db) => {
    await atTheDoor(db, world);
    await writeDirectoryAttempt(db, world);
  });
  await writeSealed(world);
  return { ...world, ...workers, placement, otherPlacement, timesheetId, billed };
}

/** What a person asked for about themselves. */
async function askedByPeople(
  db: Db,
  { people, clientId }: World,
  { supplierId, workerId }: Placement,
): Promise<void> {
  await db.execute(sql`
    insert into privacy_request (kind, candidate_id, supplier_id, requested_by, due_on)
    select 'export', candidate_id, ${supplierId}, ${people.supplierAdmin.accountId}, '2026-04-01' from worker where id = ${workerId}`);
  await db.insert(retentionRule).values({
    documentType: `records of ${clientId}`,
    months: 12,
    basis: 'House rule',
    changedBy: people.admin.accountId,
  });
}

async function signatures(db: Db, { clientId, people }: World, { requisitionId }: Placement): Promise<void> {
  const id = randomUUID();
  const { accountId, name } = people.ana;
  await db.insert(approval).values({
    id,
    clientId,
    subjectKind: 'requisition',
    subjectId: requisitionId,
    title: 'R-1',
    amountMinor: 1,
    requestedBy: accountId,
    requestedByName: name,
  });
  await db
    .insert(approvalStep)
    .values({ approvalId: id, clientId, position: 1, role: 'approver', requestedBy: accountId });
  const { otherManager } = people;
  await db.insert(approvalDelegation).values({
    ...{ clientId, kinds: ['timesheet'], startsOn: '2026-03-16', endsOn: '2026-03-20' },
    ...{ fromMembershipId: people.ana.membershipId, fromAccountId: accountId, fromName: name },
    ...{
      toMembershipId: otherManager.membershipId,
      toAccountId: otherManager.accountId,
      toName: otherManager.name,
    },
    ...{ createdBy: accountId, createdByName: name },
  });
}

async function newsAndFiles(db: Db, world: World, { supplierId, requisitionId }: Placement): Promise<void> {
  const { clientId, people } = world;
  const { accountId, name, organizationName } = people.ana;
  await db.insert(event).values({
    kind: 'requisition.released',
    subjectKind: 'requisition',
    subjectId: requisitionId,
    clientId,
    supplierId,
    audience: ['client', 'supplier'],
    actorAccountId: accountId,
    actorName: name,
    actorOrganization: organizationName,
    summary: 'released it',
  });
  const mailId = randomUUID();
  await db.insert(mail).values({ id: mailId, kind: 'invitation', props: {}, toAccountId: accountId });
  await db.insert(mailMessage).values({
    mailId,
    toAccountId: accountId,
    toEmail: people.ana.email,
    subject: 's',
    html: 'h',
    text: 't',
  });
  const file = {
    mediaType: 'application/pdf',
    byteSize: 4,
    sha256: sha256('%PDF'),
    content: Buffer.from('%PDF'),
  };
  await db.insert(storedFile).values([
    { ...file, name: 'resume.pdf', supplierId },
    { ...file, name: 'site-plan.pdf', clientId },
  ]);
}

async function rateCard(db: Db, { clientId, code }: World): Promise<void> {
  const importId = randomUUID();
  const rates = { maxBillRate: '90', lowestRate: '50', medianRate: '70', highestRate: '90' };
  await db.insert(rateCardImport).values({
    id: importId,
    clientId,
    fileName: 'card.csv',
    fileSha256: sha256(code),
    basis: 'highest',
    effectiveFrom: '2026-01-01',
    rowCount: 2,
    usableCount: 1,
    refusedCount: 1,
  });
  await db
    .insert(rateCardImportRefusal)
    .values({ importId, clientId, rowNumber: 2, reason: 'No rate.', rowText: 'x' });
  await db
    .insert(rateCardImportJob)
    .values({ importId, clientId, code: 'SA', title: 'Analyst', rowCount: 1, ...rates });
}

async function atTheDoor(db: Db, { clientId, people, code }: World): Promise<void> {
  const { accountId, membershipId } = people.ana;
  const later = new Date('2030-01-01T00:00:00Z');
  await db.insert(accountPassword).values({ accountId, passwordHash: 'not a hash' });
  const soon = { createdAt: sql`now()`, expiresAt: sql`now() + interval '5 minutes'` };
  await db.insert(session).values({ idHash: sha256(accountId), accountId, membershipId, ...soon });
  await db
    .insert(signInStep)
    .values({ tokenHash: sha256(membershipId), accountId, membershipId, needs: 'code', ...soon });
  await db.insert(passwordReset).values({ accountId, tokenHash: sha256(accountId), ...soon });
  await db.insert(totpFactor).values({ accountId, secret: 'v1.none', lastStep: 1 });
  await db.insert(recoveryCode).values({ accountId, codeHash: sha256(accountId) });
  await db
    .insert(passkey)
    .values({ accountId, credentialId: accountId, publicKey: Buffer.from('k'), counter: 0, name: 'A phone' });
  await db.insert(passkeyChallenge).values({ challengeHash: sha256(accountId), accountId, expiresAt: later });
  await db.insert(knownPlace).values({ accountId, placeHash: sha256(accountId) });
  await db.insert(invitation).values({
    organizationId: clientId,
    email: `new.${code.toLowerCase()}@people.example`,
    name: 'Nadine Farrow',
    role: 'approver',
    tokenHash: sha256(code),
    invitedBy: accountId,
    expiresAt: later,
  });
  await db.insert(viewAs).values({
    ...{ sessionIdHash: sha256(accountId), viewerAccountId: people.admin.accountId, membershipId },
    reason: `Looks on at ${clientId}`,
  });
  await db.insert(signInAttempt).values({ emailHash: clientId, succeeded: true });
  // It knows no account, only a hash: the client's id stands in for one, so that this row is told apart too.
  await db.insert(throttle).values({ purpose: 'password account', keyHash: clientId, busyUntil: later });
}

/** Every table of the schema, by name. */
export async function tablesOf(world: World): Promise<string[]> {
  const rows = await world.rows<{ name: string }>(sql`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`);
  return rows.map(({ name }) => name).filter((name) => name !== 'schema_migration');
}
