import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { viewpointOf } from '#app/platform/context.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { publish } from '#app/programs/commands/publish.server.ts';
import { type information, parties, whoSeesWhat, type Party } from '#app/programs/transparency.server.ts';
import { walled } from '#db/walled.ts';
import { serve, type Served } from '#test/setup/server.ts';
import { aPopulatedProgram, type PopulatedWorld } from '#test/walls/populated.ts';

let served: Served;
let world: PopulatedWorld;
beforeAll(async () => {
  served = await serve();
  world = await aPopulatedProgram();
});
afterAll(() => served.stop());

type Label = (typeof information)[number]['label'];
/** The tables in which the walls show what the page talks of; absent where no table is its alone. */
const tables: Partial<Record<Label, string>> = {
  Requisitions: 'requisition',
  'Budget of a requisition': 'requisition_budget',
  'Candidates: name, résumé, summary': 'submittal',
  'Bill rates': 'assignment_rate',
  'Pay rates, and so the markup': 'assignment_pay',
  'Fees that the client bears': 'flat_fee',
  'Agreements with suppliers: markup caps, overtime, tenure': 'agreement',
  'Hours worked': 'timesheet',
  Expenses: 'expense_sheet',
  'Invoices and statements': 'invoice',
  'Payments to suppliers': 'payment',
  'Bank details of suppliers': 'bank_account',
  'Tax rules and exemptions': 'tax_rule',
  Accruals: 'accrual',
  'Payments by the client': 'receipt',
  Ledger: 'ledger_entry',
};
/** What the walls show and the policy does not, each with its reason. */
const finerThanTheWall: Record<string, string> = {
  'Tax rules and exemptions worker': 'tax law is everybody’s; a worker has no page for it',
};

const shows = (actor: Actor, table: string) =>
  walled(world.database, viewpointOf(actor), async (db) => {
    const [row] = await db.execute(sql`select 1 from ${sql.identifier(table)} limit 1`);
    return row !== undefined;
  });

const someone = (party: Party): Actor =>
  ({
    msp: world.actor('admin'),
    client: world.actor('clientAdmin'),
    supplier: world.actor('recruiter'),
    worker: world.tessa,
  })[party];

describe.each([
  { payRate: false, clientFee: false },
  { payRate: true, clientFee: false },
  { payRate: false, clientFee: true },
  { payRate: true, clientFee: true },
])('where a program publishes %o', (published) => {
  test('the page says of each party what the walls show it', async () => {
    await world.does('admin', (ctx) => publish(ctx, world.clientId, published));
    const wrong: string[] = [];
    for (const { label, cells } of whoSeesWhat(published)) {
      const table = tables[label as Label];
      if (!table) continue;
      for (const party of parties) {
        const seen = await shows(someone(party), table);
        if (seen !== cells[party].sees && !finerThanTheWall[`${label} ${party}`])
          wrong.push(`${label}: the page says ${cells[party].text} to the ${party}, the wall ${seen}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('all parties read the same page, and each page holds to it', async () => {
    const pages = new Map<string, string>();
    for (const person of ['admin', 'clientAdmin', 'ana', 'recruiter', 'rivalRecruiter'] as const) {
      const cookie = await served.cookieFor(world.actor(person));
      const { status, text } = await served.ask(`/programs/${world.clientId}/transparency`, { cookie });
      expect(status, person).toBe(200);
      pages.set(
        person,
        /<table.*?<\/table>/s.exec(text)?.[0].replaceAll(/ id="[^"]*"| for="[^"]*"/g, '') ?? '',
      );
    }
    expect(new Set(pages.values()).size).toBe(1);
    const client = await served.cookieFor(world.actor('clientAdmin'));
    const supplier = await served.cookieFor(world.actor('recruiter'));
    const assignment = await served.ask(`/assignments/${world.placement.assignmentId}.data`, {
      cookie: client,
    });
    expect(assignment.text.includes('"payRate"')).toBe(published.payRate);
    const others = await served.ask(`/programs/${world.clientId}/transparency.data`, { cookie: supplier });
    expect(others.text.includes('Not published')).toBe(!published.payRate || !published.clientFee);
    // What suppliers bear they find there always, what the client bears where it is published.
    const [fee] = await world.rows<{ borne: string; flat: string }>(sql`
      select (select fraction::text from fee_schedule where client_id = ${world.clientId} and funding = 'supplier' limit 1) as borne,
        (select label from flat_fee where client_id = ${world.clientId} limit 1) as flat`);
    expect([others.text.includes(`"${fee?.borne}"`), others.text.includes(`"${fee?.flat}"`)]).toEqual([
      true,
      published.clientFee,
    ]);
  });
});

test('only a program administrator publishes, and only in a program that is there', async () => {
  for (const person of ['coordinator', 'finance', 'clientAdmin', 'recruiter'] as const) {
    const cookie = await served.cookieFor(world.actor(person));
    const { status } = await served.ask(`/programs/${world.clientId}/transparency`, {
      ...{ method: 'POST', cookie, form: { payRate: 'on' } },
    });
    expect(status, person).toBe(403);
  }
});

test('a worker, and a supplier of another program, find no such page', async () => {
  const worker = await served.cookieFor(world.tessa);
  expect((await served.ask(`/programs/${world.clientId}/transparency`, { cookie: worker })).status).toBe(403);
  const elsewhere = await aPopulatedProgram();
  const stranger = await served.cookieFor(elsewhere.actor('recruiter'));
  expect((await served.ask(`/programs/${world.clientId}/transparency`, { cookie: stranger })).status).toBe(
    404,
  );
});
