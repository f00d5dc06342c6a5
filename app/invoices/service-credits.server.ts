import { and, asc, eq, inArray, isNull, lte, sql, type SQL } from 'drizzle-orm';
import { invoiceItem, invoiceTax, serviceCredit } from '#db/schema/index.ts';
import type { ProgramFacts } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { formatMonth } from '#app/values/week.ts';
import { invoiceIssued } from './events.ts';
import { postFeeInvoice } from './fee-ledger.server.ts';
import type { FeeItem } from './flat-fees.ts';

const CREDITS_LIMIT = 100;

export type Proposal = {
  clientId: string;
  scorecardId: string;
  /** First day of the month that was measured. */
  month: string;
  settledBy: 'fee_invoice' | 'credit_note';
  /** Both above zero, or nothing. */
  creditMinor: number;
  earnBackMinor: number;
};

/**
 * Keeps what a frozen scorecard gives the client until a document takes it up: the next fee invoice of the MSP, or a
 * credit note that the next billing run issues where suppliers bore the fee. What is earned back is always invoiced.
 */
export async function proposeServiceCredits(ctx: Context, proposal: Proposal): Promise<void> {
  const { clientId, scorecardId, month, settledBy, creditMinor, earnBackMinor } = proposal;
  const name = formatMonth(month.slice(0, 7));
  const about = { clientId, scorecardId, month, proposedAt: ctx.now };
  const rows: (typeof serviceCredit.$inferInsert)[] = [
    {
      ...{ ...about, kind: 'credit', amountMinor: -creditMinor, settledBy },
      note: `Service levels missed in ${name}, as frozen on the scorecard`,
    },
    {
      ...{ ...about, kind: 'earn_back', amountMinor: earnBackMinor, settledBy: 'fee_invoice' },
      note: `Service levels met again up to ${name}, as frozen on the scorecard`,
    },
  ];
  const due = rows.filter(({ amountMinor }) => amountMinor !== 0);
  if (due.length > 0) await ctx.db.insert(serviceCredit).values(due);
}

/** A service credit as it will stand on a document. */
export type CreditItem = FeeItem & { serviceCreditId: string };

/** What waits for the next fee invoice of a program, the oldest first. */
export async function creditsForFeeInvoice(ctx: Context, clientId: string): Promise<CreditItem[]> {
  const rows = await waiting(ctx, clientId, eq(serviceCredit.settledBy, 'fee_invoice'));
  return rows.map(itemOf);
}

async function waiting(ctx: Context, clientId: string, more: SQL | undefined) {
  return ctx.db
    .select()
    .from(serviceCredit)
    .where(and(eq(serviceCredit.clientId, clientId), isNull(serviceCredit.invoiceId), more))
    .orderBy(asc(serviceCredit.month), asc(serviceCredit.kind))
    .limit(CREDITS_LIMIT);
}

const itemOf = (row: typeof serviceCredit.$inferSelect): CreditItem => ({
  ...{ flatFeeId: null, serviceCreditId: row.id, quantity: '1', note: row.note },
  component: row.kind === 'credit' ? 'service_credit' : 'earn_back',
  label: `${row.kind === 'credit' ? 'Service credit' : 'Earned back'}, ${formatMonth(row.month.slice(0, 7))}`,
  ...{ unitMinor: row.amountMinor, amountMinor: row.amountMinor },
});

/** Says on which document the credits stand; the database looks whether they do. */
export async function markPosted(ctx: Context, ids: string[], invoiceId: string): Promise<void> {
  if (ids.length > 0)
    await ctx.db.update(serviceCredit).set({ invoiceId }).where(inArray(serviceCredit.id, ids));
}

export type CreditNote = { id: string; reference: string; totalMinor: number };

/**
 * Issues a credit note of the MSP for each credit that waits for one, within the billing run that comes next. The fee
 * came from suppliers and stays theirs: the MSP bears the credit, and no supplier's statement knows of it. It carries
 * no tax, because the client was charged no fee that could be reduced.
 * @param endsOn last day of the run's period: months after it wait for the next run
 */
export async function issueCreditNotes(
  ctx: Context,
  program: ProgramFacts,
  run: { endsOn: string; issuedOn: string },
): Promise<CreditNote[]> {
  const due = await waiting(
    ctx,
    program.clientId,
    and(eq(serviceCredit.settledBy, 'credit_note'), lte(serviceCredit.month, run.endsOn)),
  );
  const notes: CreditNote[] = [];
  for (const row of due) notes.push(await issueCreditNote(ctx, program, run.issuedOn, row));
  return notes;
}

const NO_TAX = 'No tax: the credit makes good for service, the client was charged no fee that it reduces';

async function issueCreditNote(
  ctx: Context,
  { clientId, currency }: ProgramFacts,
  issuedOn: string,
  row: typeof serviceCredit.$inferSelect,
): Promise<CreditNote> {
  const item = itemOf(row);
  const { amountMinor } = item;
  const year = Number(issuedOn.slice(0, 4));
  const [issued] = await ctx.db.execute<{ id: string; reference: string }>(sql`
    with seller as (select id from organization where side = 'msp' limit 1), taken as (
      insert into number_series as s (legal_entity_id, series, year, next_number) select id, 'CM', ${year}::smallint, 2 from seller
      on conflict (legal_entity_id, series, year) do update set next_number = s.next_number + 1
      returning legal_entity_id, next_number - 1 as number)
    insert into invoice (kind, client_id, scorecard_id, legal_entity_id, series, year, number, reference, currency, starts_on, ends_on,
      issued_on, due_on, line_count, minutes, time_minor, fee_minor, total_minor, parties, issued_at)
    select 'client_credit', ${clientId}, ${row.scorecardId}, t.legal_entity_id, 'CM', ${year}, t.number,
      ${`CM-${year}-`} || lpad(t.number::text, 5, '0'), ${currency}, ${row.month}::date, (${row.month}::date + interval '1 month - 1 day')::date,
      ${issuedOn}::date, ${issuedOn}::date, 1, 0, 0, ${amountMinor}, ${amountMinor},
      jsonb_build_object('msp', ${partyOf(sql`m`)}, 'client', ${partyOf(sql`c`)}, 'supplier', null,
        'paymentTerms', 'Used on a later document'::text, 'payWhenPaid', false), ${ctx.now.toISOString()}::timestamptz
    from taken t join organization m on m.id = t.legal_entity_id join organization c on c.id = ${clientId}
    returning id, reference`);
  if (!issued) throw new Error('There is no MSP organization to issue a document for');
  const { id, reference } = issued;
  await ctx.db
    .insert(invoiceItem)
    .values({ ...item, invoiceId: id, clientId, place: 1, totalMinor: amountMinor });
  await ctx.db.insert(invoiceTax).values({
    ...{ invoiceId: id, clientId, leg: 'client_fee', jurisdiction: 'None', base: 'none', rate: '0' },
    ...{ baseMinor: amountMinor, taxMinor: 0, reason: NO_TAX },
  });
  await markPosted(ctx, [row.id], id);
  await postFeeInvoice(ctx, {
    ...{ clientId, invoiceId: id, postedOn: issuedOn, memo: reference, currency },
    ...{ feeMinor: amountMinor, taxMinor: 0, totalMinor: amountMinor },
  });
  const facts = { id, reference, totalMinor: amountMinor, currency };
  await recordEvent(ctx, invoiceIssued({ subjectId: id, clientId, facts }));
  return { id, reference, totalMinor: amountMinor };
}

/** A party's name and address as they are today, for a document that will not change when they move. */
const partyOf = (alias: SQL): SQL =>
  sql`jsonb_build_object('name', ${alias}.legal_name, 'addressLines', to_jsonb(${alias}.address_lines), 'taxId', ${alias}.tax_id)`;

/** What waits for a credit note of the next run, for the page of a run. */
export async function creditNotesWaiting(ctx: Context, clientId: string, endsOn: string): Promise<number> {
  const [row] = await ctx.db
    .select({ minor: sql<number>`coalesce(sum(${serviceCredit.amountMinor}), 0)::bigint` })
    .from(serviceCredit)
    .where(
      and(
        eq(serviceCredit.clientId, clientId),
        isNull(serviceCredit.invoiceId),
        eq(serviceCredit.settledBy, 'credit_note'),
        lte(serviceCredit.month, endsOn),
      ),
    );
  return Number(row?.minor ?? 0);
}
