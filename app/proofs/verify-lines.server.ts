import { sql, type SQL } from 'drizzle-orm';

/*
 * What is asked of every line. Lines, charges, fees, taxes and splits are read once each and laid side by side, one row
 * for each charge, and all of it is asked of that row: with a reading of its own for each question, a million lines
 * would be read twenty times over.
 */

/** A line says the minutes and the rate of its charge, and adds up. */
const lineIsOff = (line: SQL): SQL => sql`
  ${line}.minutes <> c.minutes or ${line}.bill_rate is distinct from c.bill_rate
    or ${line}.total_minor <> ${line}.amount_minor + ${line}.discount_minor + ${line}.fee_minor + ${line}.tax_minor`;

type LineLaw = { sentence: string; isOff: SQL; stored: SQL; expected: SQL };

/** `c` is the charge with what is due for it; `own` and `other` the lines of client and supplier; `f`, `t` and `s` the sums of fees, taxes and splits. */
const lineLaws: LineLaw[] = [
  {
    sentence: 'A line costs its minutes at its rate, rounded once half away from zero',
    isOff: sql`c.id is null or own.amount_minor <> c.due_minor or other.amount_minor <> own.amount_minor or ${lineIsOff(sql`own`)} or ${lineIsOff(sql`other`)}`,
    stored: sql`case when own.amount_minor <> c.due_minor then own.amount_minor else other.amount_minor end`,
    expected: sql`c.due_minor`,
  },
  {
    sentence: 'Both sides of a charge differ by fees and taxes and by nothing else',
    isOff: sql`own.id is null or other.id is null
      or own.total_minor - own.tax_minor - own.fee_minor <> other.total_minor - other.tax_minor - other.fee_minor`,
    stored: sql`other.total_minor - other.tax_minor - other.fee_minor`,
    expected: sql`own.total_minor - own.tax_minor - own.fee_minor`,
  },
  {
    sentence: 'A fee is its fraction of the discounted amount, as its schedule says',
    isOff: sql`c.credits_charge_id is null and (f.is_off or f.least_base <> own.amount_minor + own.discount_minor or f.greatest_base <> own.amount_minor + own.discount_minor)`,
    stored: sql`f.client + f.supplier`,
    // Worked out for offenders only.
    expected: sql`(select sum(round(x.base_minor * y.fraction)) from invoice_line_fee x join fee_schedule y on y.id = x.fee_schedule_id where x.charge_id = c.id)`,
  },
  {
    sentence: 'A line bears the fees that are listed for it',
    isOff: sql`own.fee_minor <> coalesce(f.client, 0) or other.fee_minor <> -coalesce(f.supplier, 0)`,
    stored: sql`own.fee_minor - other.fee_minor`,
    expected: sql`coalesce(f.client + f.supplier, 0)`,
  },
  {
    sentence: 'A line bears the taxes that are listed for it',
    isOff: sql`own.tax_minor <> coalesce(t.client, 0) or other.tax_minor <> coalesce(t.supplier, 0)`,
    stored: sql`own.tax_minor + other.tax_minor`,
    expected: sql`coalesce(t.client + t.supplier, 0)`,
  },
  {
    sentence: 'No line bears a tax that is off by a cent or more',
    isOff: sql`c.credits_charge_id is null and t.is_off`,
    stored: sql`t.client + t.supplier`,
    expected: sql`(select sum(round(x.base_minor * x.rate)) from invoice_line_tax x where x.charge_id = c.id)`,
  },
  {
    sentence: 'What the cost centers bear of a line is the line',
    isOff: sql`s.total_minor <> own.total_minor or s.minutes <> own.minutes or s.percent <> 100`,
    stored: sql`s.total_minor`,
    expected: sql`own.total_minor`,
  },
];

/** What each charge costs by its minutes and rate; credits, expenses and rebates cost what they say. */
const charges = sql`
  select id, minutes, bill_rate, credits_charge_id,
    case when credits_charge_id is null and pay_code in ('ST', 'OT', 'DT') then round(minutes * bill_rate * 100 / 60)::bigint else amount_minor end as due_minor
  from charge where billing_run_id is not null or correction_id is not null`;

const lines = (side: 'client' | 'supplier'): SQL => sql`
  select id, invoice_id, charge_id, minutes, bill_rate, amount_minor, discount_minor, fee_minor, tax_minor, total_minor from invoice_line where side = ${sql.raw(`'${side}'`)}`;

const fees = sql`
  select f.charge_id, coalesce(sum(f.fee_minor) filter (where f.funding = 'client'), 0)::bigint as client, coalesce(sum(f.fee_minor) filter (where f.funding = 'supplier'), 0)::bigint as supplier,
    min(f.base_minor) as least_base, max(f.base_minor) as greatest_base,
    bool_or(s.id is null or f.fraction <> s.fraction or f.funding <> s.funding
      or (s.rounding = 'line' and s.cap_per_hour is null and f.fee_minor <> round(f.base_minor * s.fraction))) as is_off
  from invoice_line_fee f left join fee_schedule s on s.id = f.fee_schedule_id group by f.charge_id`;

const taxes = sql`
  select charge_id, coalesce(sum(tax_minor) filter (where side = 'client'), 0)::bigint as client, coalesce(sum(tax_minor) filter (where side = 'supplier'), 0)::bigint as supplier,
    bool_or(abs(tax_minor - base_minor * rate) >= 1) as is_off
  from invoice_line_tax group by charge_id`;

const splits = sql`
  select charge_id, sum(total_minor) as total_minor, sum(minutes) as minutes, sum(percent) as percent from invoice_line_split group by charge_id`;

/** The questions, in the order of the numbers that `offendingLines` gives them. */
export const lineSentences: string[] = lineLaws.map(({ sentence }) => sentence);

/** Every line that is not what it should be, once for each law that it breaks: `law, reference, charge_id, stored, expected`. */
export const offendingLines: SQL = sql`
  select law.place as law, (select i.reference from invoice i where i.id = found.invoice_id) as reference, found.charge_id, law.stored, law.expected
  from (
    select coalesce(own.invoice_id, other.invoice_id) as invoice_id, coalesce(own.charge_id, other.charge_id, c.id) as charge_id,
      ${sql.join(
        lineLaws.map(
          ({ isOff, stored, expected }, place) =>
            sql`(${isOff}) as ${name('off', place)}, (${stored})::numeric as ${name('stored', place)}, (${expected})::numeric as ${name('expected', place)}`,
        ),
        sql`, `,
      )}
    from (${lines('client')}) own
    full join (${lines('supplier')}) other on other.charge_id = own.charge_id
    full join (${charges}) c on c.id = coalesce(own.charge_id, other.charge_id)
    left join (${fees}) f on f.charge_id = c.id
    left join (${taxes}) t on t.charge_id = c.id
    left join (${splits}) s on s.charge_id = c.id
    where ${sql.join(
      lineLaws.map(({ isOff }) => sql`(${isOff})`),
      sql` or `,
    )}
  ) found
  cross join lateral (values ${sql.join(
    lineLaws.map(
      (_law, place) =>
        sql`(${sql.raw(String(place))}, ${name('off', place)}, ${name('stored', place)}, ${name('expected', place)})`,
    ),
    sql`, `,
  )}) law (place, is_off, stored, expected)
  where law.is_off`;

function name(what: string, place: number): SQL {
  return sql.raw(`${what}_${place}`);
}
