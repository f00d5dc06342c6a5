import { addDays, formatDate } from '#app/values/week.ts';

/** Everything that decides when a supplier gets the money of a document. Dates are 'YYYY-MM-DD'. */
export type Standing = {
  status: string;
  payWhenPaid: boolean;
  /** Pay on terms: the day it is due. */
  dueOn: string;
  /** Pay when paid: days after the client's money. */
  termsDays: number;
  /** The client's documents that its lines stand on, with the day their money came for all of these lines. */
  clientInvoices: { reference: string; dueOn: string; fundedOn: string | null }[];
  /** The payment that it is in, if it is in one. */
  payment: { reference: string; valueOn: string; status: string } | null;
};

export type Prediction = {
  /** Null where nobody can say. */
  on: string | null;
  /** Whether it has happened, or the day is certain. */
  certain: boolean;
  /** Why, in a sentence. */
  why: string;
};

/**
 * When a supplier can expect the money of a statement, and why. A prediction is no promise: a client that is late moves
 * it, so where the client's day has passed, it counts from today.
 */
export function predictPayment(standing: Standing, today: string): Prediction {
  const { payment, payWhenPaid, dueOn, status } = standing;
  if (payment && ['sent', 'settled'].includes(payment.status))
    return {
      on: payment.valueOn,
      certain: true,
      why: `Paid in ${payment.reference} on ${formatDate(payment.valueOn)}.`,
    };
  if (payment && payment.status === 'prepared')
    return {
      on: payment.valueOn,
      certain: false,
      why: `In a payment run that is being prepared for ${formatDate(payment.valueOn)}.`,
    };
  if (status === 'payable')
    return {
      on: later(payWhenPaid ? today : dueOn, today),
      certain: false,
      why: 'Payable: it goes with the next payment run.',
    };
  if (!payWhenPaid)
    return {
      on: later(dueOn, today),
      certain: false,
      why: `Due ${formatDate(dueOn)}, whether or not the client has paid.`,
    };
  return whenPaid(standing, today);
}

function whenPaid({ clientInvoices, termsDays }: Standing, today: string): Prediction {
  const then = termsDays === 0 ? 'paid on at once' : `then ${termsDays} ${termsDays === 1 ? 'day' : 'days'}`;
  if (clientInvoices.length === 0)
    return { on: null, certain: false, why: 'Paid when the client has paid; its invoice is not issued yet.' };
  const open = clientInvoices.filter(({ fundedOn }) => fundedOn === null);
  const slowest = latest(open.map((one) => one.dueOn));
  const waitsFor = open.find((one) => one.dueOn === slowest);
  if (slowest && waitsFor) {
    const overdue = slowest < today;
    return {
      on: addDays(later(slowest, today), termsDays),
      certain: false,
      why: overdue
        ? `The client’s invoice ${waitsFor.reference} was due ${formatDate(slowest)} and is not paid yet; ${then}.`
        : `The client’s invoice ${waitsFor.reference} is due ${formatDate(slowest)}, ${then}.`,
    };
  }
  const funded = latest(clientInvoices.flatMap(({ fundedOn }) => fundedOn ?? [])) ?? today;
  return {
    on: later(addDays(funded, termsDays), today),
    certain: false,
    why: `The client paid on ${formatDate(funded)}, ${then}.`,
  };
}

const later = (a: string, b: string) => (a > b ? a : b);
const latest = (days: string[]): string | null =>
  days.reduce<string | null>((last, day) => (last && last > day ? last : day), null);
