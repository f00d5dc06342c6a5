import { sql } from 'drizzle-orm';
import { assignmentRef } from '#app/assignments/public.server.ts';
import { mayDo } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { publishedBy } from '#app/programs/public.server.ts';
import { Decimal } from '#app/values/decimal.ts';
import { formatPercent } from '#app/values/percent.ts';
import { compareRates, formatRate } from '#app/values/rate.ts';
import { addDays, formatDate, formatInstant } from '#app/values/week.ts';
import { sourceFor } from './links.server.ts';
import { factor, rate, stated, type Proof } from './proof.ts';
import { payCodeName } from './words.ts';

export type RateFacts = {
  id: string;
  clientId: string;
  supplierId: string;
  jobId: string;
  assignmentId: string;
  assignmentNumber: number;
  workerId: string;
  workerName: string;
  startsOn: string;
  currency: string;
  timeZone: string;
  payCode: string;
  billRate: string;
  /** What the card allowed; null for suppliers, whose business it is not. */
  cardMax: string | null;
  cardFrom: string | null;
  since: string;
  /** The first day on which it no longer holds. */
  upTo: string | null;
  supersededAt: string | null;
  convention: 'full' | 'premium_at_cost' | 'fixed' | null;
  burden: string | null;
  tenureWeeks: number | null;
  tenureFraction: string | null;
  agreementFrom: string | null;
  revisionId: string | null;
  revisionNumber: number | null;
  revisionReason: string | null;
  /** The straight rate of the same days. */
  straight: string | null;
  /** What the worker was paid for a straight hour of those days; null for clients. */
  pay: string | null;
};

/** A frozen rate of an assignment with where it comes from; null where a wall stands before it. */
export async function rateFacts(ctx: Context, id: string): Promise<RateFacts | null> {
  const [row] = await ctx.db.execute<RateFacts>(sql`
    select r.id, r.client_id as "clientId", r.supplier_id as "supplierId", a.job_id as "jobId", r.assignment_id as "assignmentId",
      a.number as "assignmentNumber", a.worker_id as "workerId", a.worker_name as "workerName", a.starts_on::text as "startsOn",
      p.currency, p.time_zone as "timeZone", r.pay_code as "payCode", r.bill_rate::text as "billRate", r.card_max_bill_rate::text as "cardMax",
      lower(c.effective)::text as "cardFrom", lower(r.effective)::text as since, upper(r.effective)::text as "upTo", r.superseded_at as "supersededAt",
      g.overtime_convention as convention, g.overtime_burden::text as burden, g.tenure_weeks as "tenureWeeks", g.tenure_fraction::text as "tenureFraction",
      lower(g.effective)::text as "agreementFrom", r.revision_id as "revisionId", v.number as "revisionNumber", v.reason as "revisionReason",
      (select s.bill_rate::text from assignment_rate s where s.assignment_id = r.assignment_id and s.pay_code = 'ST' and s.effective @> lower(r.effective)
         and (s.superseded_at is not distinct from r.superseded_at) order by s.id desc limit 1) as straight,
      (select w.pay_rate::text from assignment_pay w where w.assignment_id = r.assignment_id and w.pay_code = 'ST' and w.effective @> lower(r.effective)
         order by w.superseded_at is not distinct from r.superseded_at desc, w.superseded_at nulls first, w.id desc limit 1) as pay
    from assignment_rate r
    join assignment a on a.id = r.assignment_id
    join program p on p.client_id = r.client_id
    left join rate_card_entry c on c.id = r.rate_card_entry_id
    left join agreement g on g.id = r.agreement_id
    left join revision v on v.id = r.revision_id
    where r.id = ${id}`);
  if (!row) return null;
  const isSupplier = ctx.actor.side === 'supplier';
  const published = await publishedBy(ctx, row.clientId);
  const seesPay = mayDo(ctx.actor, 'rates.readPay', { ...row, ...published });
  return {
    ...row,
    cardMax: isSupplier ? null : row.cardMax,
    cardFrom: isSupplier ? null : row.cardFrom,
    pay: seesPay ? row.pay : null,
  };
}

/** The rate of a charge: agreed, or made of the straight rate by the agreement's convention, and held against the card. */
export function rateProof(ctx: Context, facts: RateFacts): Proof {
  const label = `Bill rate, ${(payCodeName[facts.payCode] ?? facts.payCode).toLowerCase()}`;
  const made = howMade(facts);
  return {
    label,
    value: rate(facts.billRate),
    ...made,
    notes: [...(made.notes ?? []), frozen(facts), ...card(facts)],
    source: {
      label: assignmentRef(facts.assignmentNumber),
      to: `/assignments/${facts.assignmentId}`,
    },
    parts: [...made.parts, ...cardPart(ctx, facts)],
  };
}

type Made = Pick<Proof, 'how' | 'operation' | 'parts'> & {
  notes?: string[];
  rounding?: string;
  hidden?: string;
};

const says = (how: string, more: Partial<Made> = {}): Made => ({
  how,
  operation: { kind: 'stated' },
  parts: [],
  ...more,
});

function howMade(facts: RateFacts): Made {
  if (compareRates(facts.billRate, '0') === 0) return says('not billed: the agreement’s first days are free');
  if (facts.payCode === 'ST') return straightMade(facts);
  switch (facts.convention) {
    case 'fixed':
      return says(`fixed by the agreement from ${formatDate(facts.agreementFrom ?? facts.since)}`);
    case 'premium_at_cost':
      return atCost(facts);
    default:
      return inFull(facts);
  }
}

function straightMade(facts: RateFacts): Made {
  const { tenureWeeks, tenureFraction, since, startsOn } = facts;
  const isTenured =
    tenureWeeks !== null && tenureFraction !== null && since >= addDays(startsOn, tenureWeeks * 7);
  return says(
    isTenured
      ? `as agreed, less ${formatPercent(tenureFraction)} after ${tenureWeeks} weeks on the assignment`
      : 'as agreed',
  );
}

const factors: Record<string, string> = { OT: '1.5', DT: '2' };

/** Times the straight rate, rounded to cents as it stands on the contract. */
function inFull(facts: RateFacts): Made {
  if (!facts.straight) return says('as agreed');
  return {
    how:
      facts.convention === null
        ? 'overtime is billed in full where nothing else was agreed'
        : 'the agreement bills overtime in full',
    operation: { kind: 'product', places: 2 },
    rounding: 'Rounded once to cents, half away from zero',
    parts: [
      stated('Bill rate, straight time', rate(facts.straight), 'as agreed for the same days'),
      stated('Factor', factor(factors[facts.payCode] ?? '1'), 'what an hour of this pay code counts'),
    ],
  };
}

/** The markup stays on straight time: the wage's premium and its burden are added. */
function atCost(facts: RateFacts): Made {
  const { pay, straight, burden, payCode } = facts;
  const how = 'the straight rate and the premium at cost, as the agreement says';
  if (!pay || !straight)
    return says(how, {
      hidden: 'What the worker is paid is not shown to clients, so the premium is not either.',
    });
  const share = payCode === 'OT' ? '0.5' : '1';
  const onTop = new Decimal(burden ?? '0').plus(1).toFixed();
  const premium: Proof = {
    label: 'Premium at cost',
    value: rate(new Decimal(pay).times(share).times(onTop).toFixed()),
    how: 'part of the pay rate, with its burden',
    operation: { kind: 'product' },
    parts: [
      stated('Pay rate, straight time', rate(pay), 'as agreed for the same days'),
      stated(
        'Share of it',
        factor(share),
        payCode === 'OT' ? 'half an hour’s wage more' : 'an hour’s wage more',
      ),
      stated('Burden', factor(onTop), `one and ${formatPercent(burden ?? '0')} on it`),
    ],
  };
  return {
    how,
    operation: { kind: 'sum', places: 2 },
    rounding: 'Rounded once to cents, half away from zero',
    parts: [stated('Bill rate, straight time', rate(straight), 'as agreed for the same days'), premium],
  };
}

function frozen(facts: RateFacts): string {
  const { since, upTo, supersededAt, revisionNumber, revisionReason, timeZone } = facts;
  const days = upTo ? `${formatDate(since)} to ${formatDate(addDays(upTo, -1))}` : `${formatDate(since)} on`;
  const by = revisionNumber === null ? '' : ` by revision ${revisionNumber} (${revisionReason ?? ''})`;
  const still = supersededAt
    ? `replaced on ${formatInstant(new Date(supersededAt), timeZone)}, kept because it was billed by`
    : 'in force';
  return `${assignmentRef(facts.assignmentNumber)}: agreed for work from ${days}${by}; ${still}.`;
}

function card({ cardMax, billRate, cardFrom }: RateFacts): string[] {
  if (cardMax === null) return [];
  const within = compareRates(billRate, cardMax) <= 0;
  const since = cardFrom ? ` since ${formatDate(cardFrom)}` : '';
  return [
    within
      ? `Within the rate card, which allowed at most ${formatRate(cardMax)}${since}.`
      : `Above the rate card, which allowed at most ${formatRate(cardMax)}${since}.`,
  ];
}

/** Where the card stands is evidence, not arithmetic: it is linked from a stated rate only. */
function cardPart(ctx: Context, facts: RateFacts): Proof[] {
  if (facts.cardMax === null || howMade(facts).operation.kind !== 'stated') return [];
  const source = sourceFor(
    ctx,
    'program.read',
    { clientId: facts.clientId },
    {
      label: 'Rate card of the job',
      to: `/programs/${facts.clientId}/jobs/${facts.jobId}`,
    },
  );
  return [
    stated('The most that the card allowed', rate(facts.cardMax), 'when the rate was frozen', { source }),
  ];
}
