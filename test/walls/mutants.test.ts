import { beforeAll, expect, test } from 'vitest';
import type postgres from 'postgres';
import { viewpointOf } from '#app/platform/context.server.ts';
import type { Viewpoint } from '#db/walled.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { aPopulatedProgram, type PopulatedWorld } from './populated.ts';

/*
 * Guards are tested by switching them off: each condition of each wall in turn, each trigger in turn. A guard that can be
 * switched off unnoticed either does nothing or is not tested. Everything happens in a transaction that is taken back.
 */

let world: PopulatedWorld;
let elsewhere: World;
type Sql = postgres.TransactionSql;

beforeAll(async () => {
  [world, elsewhere] = [await aPopulatedProgram(), await aProgram()];
});

class Undo extends Error {}

/** As the owner of the tables, on the MSP's side, and taken back. */
async function triedOut<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  await world.database.sql
    .begin(async (tx) => {
      await tx`select set_config('app.side', 'msp', true)`;
      result = { value: await work(tx) };
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  if (!result) throw new Error('nothing was tried');
  return result.value;
}

const ids = ({ supplierId, workerId }: Viewpoint) => ({ supplierId, workerId });

/** Everybody whose view a wall draws, those who must see nothing first. */
function onlookers(): Record<string, Partial<Viewpoint>> {
  const { people, tessa, otherWorker } = world;
  return {
    nobody: {},
    'a client elsewhere': viewpointOf(elsewhere.actor('ana')),
    'a supplier elsewhere': viewpointOf(elsewhere.actor('recruiter')),
    'a rival': viewpointOf(people.rivalRecruiter),
    'a client that claims a supplier': {
      ...viewpointOf(elsewhere.actor('ana')),
      supplierId: world.suppliers.cobalt,
    },
    'a colleague': viewpointOf(otherWorker),
    'a worker': viewpointOf(tessa),
    'a worker at another supplier': {
      ...viewpointOf(tessa),
      supplierId: world.suppliers.rival,
    },
    'a supplier that claims a client': {
      ...viewpointOf(elsewhere.actor('recruiter')),
      clientId: world.clientId,
    },
    'a client that claims a worker': { ...viewpointOf(elsewhere.actor('ana')), ...ids(viewpointOf(tessa)) },
    'a supplier that claims to be the client': { side: 'supplier', clientId: world.clientId },
    'a door that claims everything': { ...viewpointOf(tessa), clientId: world.clientId, side: 'door' },
    'a worker that claims the client': { ...viewpointOf(tessa), clientId: world.clientId },
    'a directory elsewhere': { side: 'directory', organizationId: elsewhere.clientId },
    'a directory of nobody': { side: 'directory' },
    'a client that claims a directory': {
      ...viewpointOf(elsewhere.actor('ana')),
      organizationId: world.clientId,
    },
    'the client': viewpointOf(people.ana),
    'the supplier': viewpointOf(people.recruiter),
    'the door': { side: 'door' },
  };
}

type Policy = {
  table: string;
  title: string;
  command: string;
  using: string | null;
  check: string | null;
};

const policiesOf = () => world.database.sql<Policy[]>`
  select tablename as table, policyname as title, cmd as command, qual as using, with_check as check
  from pg_policies where schemaname = 'public' order by 1, 2`;

/** The conditions of a wall that can be taken out one by one, as the catalog writes them. */
const conditions = [
  /\([a-z_.]+ = \( SELECT app\.[a-z_]+\(\) AS [a-z_]+\)\)/g,
  /\( SELECT \(app\.side\(\) = [^()]*(\(?[^()]*\)?)\)( AS [^()]*)?\)/g,
  /\( SELECT \(app\.worker_id\(\) IS (NOT )?NULL\)( AS [^()]*)?\)/g,
  /\(\( SELECT app\.side\(\) AS side\) = '[a-z]+'::text\)/g,
  /\(\( SELECT app\.worker_id\(\) AS worker_id\) IS NULL\)/g,
  /\([a-z_.]+ = '[a-z_]+'::text\)/g,
  /\([a-z_.]+ = COALESCE\(\( SELECT app\.worker_id\(\) AS worker_id\), [a-z_.]+\)\)/g,
  /\('[a-z]+'::text = ANY \(audience\)\)/g,
  /\([a-z_]+ IS NOT NULL\)/g,
  /\([a-z_]+ IN \( SELECT [^()]*\)\)/g,
  /\( SELECT app\.publishes_pay\(app\.client_id\(\)\) AS publishes_pay\)/g,
  /app\.publishes_client_fee\(client_id\)/g,
];

/** The wall with one of its conditions taken for granted, for each of them; and the wall that is none. */
function mutantsOf(expression: string): string[] {
  const weakened = conditions.flatMap((pattern) =>
    [...expression.matchAll(pattern)].map(
      ({ 0: found, index }) => `${expression.slice(0, index)}true${expression.slice(index + found.length)}`,
    ),
  );
  return [...new Set([...weakened, 'true'])];
}

/** What each onlooker sees of a table: how many rows. Asked in one go, because there are thousands of such questions. */
async function seenBy(tx: Sql, table: string): Promise<string> {
  const looks = Object.values(onlookers()).map((view) => {
    const settings = { side: view.side, client_id: view.clientId, supplier_id: view.supplierId };
    const all = {
      ...settings,
      account_id: view.accountId,
      worker_id: view.workerId,
      organization_id: view.organizationId,
    };
    const set = Object.entries(all).map(
      ([name, value]) => `set_config('app.${name}', '${value ?? ''}', true)`,
    );
    return `select set_config('role', 'muster_app', true), ${set.join(', ')};
      select count(*)::int as count from ${table}; select set_config('role', 'none', true)`;
  });
  // Published above; and once more where it is not.
  const unpublished = `select set_config('app.side', 'msp', true);
    insert into publication (client_id, pay_rate, client_fee, created_by_name)
    select client_id, false, false, 'B' from publication group by client_id`;
  const isPublished = [
    'submittal_pay',
    'assignment_pay',
    'revision_pay',
    'fee_schedule',
    'flat_fee',
  ].includes(table);
  if (isPublished) looks.push(unpublished, ...looks);
  const answers = await tx.unsafe<{ count?: number }[][]>(looks.join(';')).simple();
  return answers.flatMap(([row]) => (row?.count === undefined ? [] : [row.count])).join(' ');
}

/** The same with a wall weakened, which stands again afterwards. */
async function seenWith(
  tx: Sql,
  { table, title, mutant }: { table: string; title: string; mutant: string },
): Promise<string> {
  let seen = '';
  await tx
    .savepoint(async (inner) => {
      await inner.unsafe(`alter policy "${title.replaceAll('"', '""')}" on ${table} using (${mutant})`);
      seen = await seenBy(inner, table);
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return seen;
}

/**
 * What the populated world has no row of, put there so that each condition has something to hold back: a candidate who
 * was not presented, news for one side only, the other leg of money, and a program that publishes.
 */
async function dress(tx: Sql): Promise<void> {
  const { clientId, suppliers, placement, tessa } = world;
  const cobalt = suppliers.cobalt;
  for (const program of [clientId, elsewhere.clientId])
    await tx`insert into publication (client_id, pay_rate, client_fee, created_by_name) values (${program}, true, true, 'A')`;
  await tx`insert into candidate (id, supplier_id, name, email, person_key)
    values (${unpresented}, ${cobalt}, 'Not Presented', 'np@people.example', ${'0'.repeat(64)})`;
  await tx`insert into submittal (id, client_id, supplier_id, requisition_id, candidate_id, status, bill_rate, available_from, represented_since, represented_by, submitted_by, submitted_at)
    select ${unpresented}, client_id, supplier_id, requisition_id, ${unpresented}, 'submitted', bill_rate, available_from, represented_since, represented_by, submitted_by, submitted_at
    from submittal where id = ${placement.submittalId}`;
  await tx`insert into submittal_pay (submittal_id, supplier_id, pay_rate) values (${unpresented}, ${cobalt}, 41)`;
  await tx`insert into event (kind, subject_kind, subject_id, client_id, audience, actor_name, actor_organization, summary)
    values ('a.b', 'account', ${world.people.otherManager.accountId}, ${clientId}, '{client}', 'A', 'B', 'did it')`;
  await tx`insert into privacy_request (kind, account_id, supplier_id, requested_by, due_on)
    values ('export', ${world.people.supplierFinance.accountId}, ${cobalt}, ${world.people.admin.accountId}, '2026-12-31')`;
  const [sheet] = await tx<{ id: string }[]>`select id from expense_sheet where client_id = ${clientId}`;
  const news = [
    ['requisition', placement.requisitionId, '{}'],
    ['timesheet', world.timesheetId, '{supplier}'],
    ['timesheet', world.timesheetId, '{}'],
    ['expenseSheet', placement.requisitionId, '{supplier}'],
    ['expenseSheet', sheet?.id ?? '', '{}'],
    ['requisition', world.timesheetId, '{supplier}'],
  ] as const;
  for (const [kind, subject, audience] of news)
    await tx`insert into event (kind, subject_kind, subject_id, client_id, supplier_id, audience, actor_name, actor_organization, summary)
      values ('a.b', ${kind}, ${subject}, ${clientId}, ${cobalt}, ${audience}, 'A', 'B', 'did it')`;
  for (const supplier of [null, cobalt, suppliers.rival])
    await tx`insert into discount_schedule (client_id, supplier_id, label, kind, fraction, within_days, effective)
      values (${clientId}, ${supplier}, 'Early', 'prompt_payment', 0.01, 10, '[2024-01-01,2024-02-01)')`;
  await tx`insert into discount_schedule (client_id, label, kind, method, spend_window, effective)
    values (${elsewhere.clientId}, 'Volume', 'volume', 'graduated', 'year_to_date', '[2024-01-01,)')`;
  await tx`insert into invitation (organization_id, email, name, role, token_hash, expires_at)
    values (${cobalt}, 'new@people.example', 'New', 'recruiter', ${'1'.repeat(64)}, now())`;
  await tx`insert into invoice_line_tax (charge_id, side, leg, invoice_id, client_id, supplier_id, tax_rule_id, rate, base_minor, tax_minor)
    select charge_id, 'supplier', 'supplier_fee', ${world.billed.selfBillId}, client_id, supplier_id, tax_rule_id, rate, base_minor, tax_minor
    from invoice_line_tax where client_id = ${clientId} limit 1`;
  await tx`insert into settlement (invoice_id, client_id, supplier_id, side, amount_minor, payment_id, settled_on)
    select ${world.billed.selfBillId}, client_id, supplier_id, 'supplier', 1, id, '2026-04-02' from payment where client_id = ${clientId} limit 1`;
  await tx`insert into stored_file (name, media_type, byte_size, sha256, content, supplier_id, created_by)
    values ('own.pdf', 'application/pdf', 4, ${'0'.repeat(64)}, '%PDF', ${cobalt}, ${tessa.accountId})`;
}
const unpresented = '0b5e0000-0000-4000-8000-000000000001';

/** Mutants that nobody notices by looking, each with what holds in their place. */
const unnoticed: [RegExp, string][] = [
  [
    /view_as: The MSP's people look on for themselves/,
    'nobody here looks on beside the one; test/slices/view-as tries a colleague and a stranger with the same account',
  ],
  [
    /scorecard_(fee|level|relief): A client sees what it was sent: .* AND true( AND|\))/,
    'the program, and the scorecard with a wall of its own, each hold it alone',
  ],
  [
    /account: A directory sees its own people: .* WHERE true\)/,
    'memberships and directory users have walls of their own, which show a directory no others',
  ],
  [
    /stored_file: A worker (keeps|reads) .* AND true AND \((created_by|id IN)/,
    'the staff of a supplier see all files of their supplier anyway, by the policy beside it',
  ],
  [
    /fee_schedule: A supplier sees clients' fees .* AND true AND \(COALESCE\(supplier_id/,
    'the fees that suppliers bear are shown to them anyway, by the policy beside it',
  ],
  [
    /(fee_schedule|flat_fee): .* AND true AND app\.publishes_client_fee/,
    'what a program publishes is behind a wall of its own, which shows it to those who serve the program',
  ],
  [
    /(invoice|invoice_balance|settlement): A supplier sees .* AND true AND \(+ ?SELECT \(?app\.worker_id/,
    'a constraint lets only documents of the supplier’s side carry a supplier',
  ],
  [
    /: \(true AND .* IN \( SELECT /,
    'the rows are found through a table that has a wall of its own, which shows another side nothing',
  ],
];

test('every condition of every wall is missed when it is gone', async () => {
  const policies = (await policiesOf()).filter(({ command }) => command === 'ALL' || command === 'SELECT');
  expect(policies.length).toBeGreaterThan(120);
  let mutants = 0;
  const missedBy = await triedOut(async (tx) => {
    await dress(tx);
    const missed: string[] = [];
    const before = new Map<string, string>();
    for (const { table, title, using } of policies) {
      if (using === null) continue;
      if (!before.has(table)) before.set(table, await seenWith(tx, { table, title, mutant: using }));
      for (const mutant of mutantsOf(using)) {
        mutants += 1;
        if ((await seenWith(tx, { table, title, mutant })) === before.get(table))
          missed.push(`${table}: ${title}: ${mutant.replace(/\s+/g, ' ')}`);
      }
    }
    return missed;
  });
  expect(mutants).toBeGreaterThan(500);
  expect(missedBy.filter((each) => !unnoticed.some(([pattern]) => pattern.test(each)))).toEqual([]);
}, 300_000);
