import { sql, type SQL } from 'drizzle-orm';
import { invoiceTax } from '#db/schema/index.ts';
import { sum } from '#app/values/money.ts';
import type { TaxOnCredit } from './prompt-tax.ts';
import type { ProgramFacts } from '#app/programs/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';

export type ItemDocument = {
  kind: 'overpayment' | 'client_credit';
  receiptId: string;
  /** What the document takes off, above zero. */
  amountMinor: number;
  issuedOn: string;
  item: {
    component: 'on_account' | 'prompt_payment';
    label: string;
    note: string;
    discountScheduleId?: string | null;
  };
  /** What of the amount is tax, below zero. */
  taxes?: TaxOnCredit[];
  /** The document that it follows. */
  refersTo?: string;
};

const seriesOf = { overpayment: 'OP', client_credit: 'CM' } as const;

/**
 * Issues a document of one item that a receipt brings about: money on account, or a discount for prompt payment. Its
 * number is taken inside this transaction, so that a rollback gives it back and none is skipped.
 */
export async function issueItemDocument(
  ctx: Context,
  program: ProgramFacts,
  document: ItemDocument,
): Promise<{ id: string; reference: string }> {
  const { kind, receiptId, amountMinor, issuedOn, item, refersTo, taxes = [] } = document;
  const series = seriesOf[kind];
  const year = Number(issuedOn.slice(0, 4));
  const total = -amountMinor;
  const tax = sum(taxes.map(({ taxMinor }) => taxMinor));
  const net = total - tax;
  // Money on account is nobody's income; a discount comes out of the fee of the MSP, and out of the tax on it.
  const [other, fee] = kind === 'overpayment' ? [net, 0] : [0, net];
  const terms = kind === 'overpayment' ? 'Used on a later document' : 'Used on the document it refers to';
  const [issued] = await ctx.db.execute<{ id: string; reference: string }>(sql`
    with seller as (select id from organization where side = 'msp' limit 1), taken as (
      insert into number_series as s (legal_entity_id, series, year, next_number)
      select id, ${series}, ${year}::smallint, 2 from seller
      on conflict (legal_entity_id, series, year) do update set next_number = s.next_number + 1
      returning legal_entity_id, next_number - 1 as number
    )
    insert into invoice (kind, client_id, receipt_id, refers_to, legal_entity_id, series, year, number, reference, currency,
      starts_on, ends_on, issued_on, due_on, line_count, minutes, time_minor, other_minor, fee_minor, tax_minor, total_minor, parties, issued_at)
    select ${kind}, ${program.clientId}, ${receiptId}, ${refersTo ?? null}::uuid, t.legal_entity_id, ${series}, ${year}, t.number,
      ${`${series}-${year}-`} || lpad(t.number::text, 5, '0'), ${program.currency}, ${issuedOn}::date, ${issuedOn}::date,
      ${issuedOn}::date, ${issuedOn}::date, 1, 0, 0, ${other}, ${fee}, ${tax}, ${total},
      jsonb_build_object('msp', ${partyOf(sql`m`)}, 'client', ${partyOf(sql`c`)}, 'supplier', null, 'paymentTerms', ${terms}::text, 'payWhenPaid', false),
      ${ctx.now.toISOString()}::timestamptz
    from taken t
    join organization m on m.id = t.legal_entity_id
    join organization c on c.id = ${program.clientId}
    returning id, reference`);
  if (!issued) throw new Error('There is no MSP organization to issue a document for');
  await ctx.db.execute(sql`
    insert into invoice_item (invoice_id, client_id, place, label, component, discount_schedule_id, quantity, unit_minor, amount_minor, tax_minor, total_minor, note)
    values (${issued.id}, ${program.clientId}, 1, ${item.label}, ${item.component}, ${item.discountScheduleId ?? null}::uuid, 1, ${net}, ${net}, ${tax}, ${total}, ${item.note})`);
  if (taxes.length > 0)
    await ctx.db
      .insert(invoiceTax)
      .values(taxes.map((one) => ({ ...one, invoiceId: issued.id, clientId: program.clientId })));
  return issued;
}

const partyOf = (alias: SQL): SQL =>
  sql`jsonb_build_object('name', ${alias}.legal_name, 'addressLines', to_jsonb(${alias}.address_lines), 'taxId', ${alias}.tax_id)`;
