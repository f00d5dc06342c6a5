import { describe, expect, test } from 'vitest';
import { mailKinds, mailSchemas, parseMail, renderMail } from './index.ts';
import type { Mail, MailKind } from './index.ts';

const link = 'https://muster.example/go/1042?from=mail&step=2';

// Mapped over the kinds, so that a message that nobody tried does not compile.
const examples: { [K in MailKind]: Extract<Mail, { kind: K }>['props'] } = {
  invitation: {
    inviterName: 'Dana Reyes',
    organizationName: 'Cobalt Staffing',
    roleLabel: 'recruiter',
    link,
    expiresOn: '2026-11-28',
  },
  delegationGiven: {
    fromName: 'Ana Whitfield',
    kinds: 'Weeks of time and expenses',
    startsOn: '2026-11-20',
    endsOn: '2026-12-04',
    note: 'I am on leave.\nThank you.',
    link,
  },
  requisitionToApprove: {
    requisitionRef: 'R-1042',
    title: 'Surgical Technologist, ICU',
    clientName: 'Halden Medical Center',
    positions: 2,
    estimate: 'USD 68,400.00',
    requestedBy: 'Ana Whitfield',
    link,
  },
  requisitionReleased: {
    requisitionRef: 'R-1042',
    title: 'Surgical Technologist, ICU',
    clientName: 'Halden Medical Center',
    siteName: 'Main campus',
    positions: 1,
    startsOn: '2026-12-01',
    maxBillRate: 'USD 64.00 an hour',
    link,
  },
  candidatePresented: {
    candidateName: 'A. Romero',
    supplierName: 'Ferris & Lowe',
    requisitionRef: 'R-1042',
    title: 'Surgical Technologist, ICU',
    billRate: 'USD 62.00 an hour',
    link,
  },
  offerToAnswer: {
    candidateName: 'A. Romero',
    requisitionRef: 'R-1042',
    title: 'Surgical Technologist, ICU',
    clientName: 'Halden Medical Center',
    billRate: 'USD 62.00 an hour',
    startsOn: '2026-12-01',
    expiresOn: '2026-11-25',
    link,
  },
  timesheetToApprove: {
    workerName: 'M. Chen',
    weekEndsOn: '2026-11-14',
    hours: '52.00 h',
    amount: 'USD 5,133.00',
    unusual: ['12 h overtime, first in 9 weeks', 'Last week of purchase order 4711'],
    link,
  },
  timesheetRejected: {
    workerName: 'M. Chen',
    weekEndsOn: '2026-11-14',
    reason: 'Saturday was not worked.\nPlease take it off.',
    rejectedBy: 'Ana Whitfield',
    link,
  },
  expensesToApprove: {
    workerName: 'M. Chen',
    title: 'Training in Sacramento',
    lines: '3 lines',
    amount: 'USD 412.10',
    link,
  },
  expensesRejected: {
    workerName: 'M. Chen',
    title: 'Training in Sacramento',
    reason: 'The taxi was shared.\nPlease claim half.',
    rejectedBy: 'Ana Whitfield',
    link,
  },
  chargeRejected: {
    workerName: 'M. Chen',
    label: 'Laptop',
    amount: 'USD 1,240.00',
    rejectedBy: 'Ana Whitfield',
    reason: 'The hospital lends one.\nNo need to buy.',
    link,
  },
  chargeToApprove: {
    workerName: 'M. Chen',
    label: 'Laptop',
    amount: 'USD 1,240.00',
    cadence: 'once',
    requestedBy: 'Bridget Malone',
    reason: 'The unit asked for it.',
    link,
  },
  revisionAnswered: {
    workerName: 'M. Chen',
    supplierName: 'Cobalt Staffing',
    answer: 'declined',
    reason: 'The market moved.\nPlease ask for more.',
    link,
  },
  revisionToAnswer: {
    workerName: 'M. Chen',
    clientName: 'Halden Medical Center',
    billRate: 'USD 92.00 an hour',
    effectiveOn: '2026-12-01',
    reason: 'Night shifts from December on.',
    link,
  },
  revisionToApprove: {
    workerName: 'M. Chen',
    clientName: 'Halden Medical Center',
    billRate: 'USD 92.00 an hour',
    effectiveOn: '2026-12-01',
    proposedBy: 'Daniel Reyes',
    reason: 'Night shifts from December on.',
    link,
  },
  invoiceIssued: {
    documentLabel: 'Invoice',
    number: 'NW-2026-000123',
    clientName: 'Halden Medical Center',
    period: '1–15 Nov 2026',
    total: 'USD 212,480.15',
    dueOn: '2026-12-17',
    link,
  },
  remittanceSent: {
    reference: 'HAL-PR-12-3',
    clientName: 'Halden Medical Center',
    amount: 'USD 4,664.33',
    valueOn: '2026-12-18',
    account: '····4411',
    link,
  },
  paymentReturned: {
    reference: 'HAL-PR-12-3',
    clientName: 'Halden Medical Center',
    amount: 'USD 4,664.33',
    reason: 'AC04, the account is closed',
    link,
  },
  bankDetailsChanging: {
    step: 'confirmed',
    organizationName: 'Cobalt Staffing',
    account: '····4411',
    by: 'Owen Prescott, Cobalt Staffing',
    usableFrom: '2026-12-18 14:00',
    link,
  },
  trailAnchored: {
    at: '2026-11-28 03:00 UTC',
    by: 'Muster',
    heads: ['Halden Medical Center: 12,345 events'],
    lines: ['{"muster":"anchor 1","position":12345}'],
    more: 3,
    link,
  },
  accountChanged: {
    what: 'passwordChanged',
    at: '2026-12-18 14:00',
    link,
    resetLink: 'https://muster.example/forgot',
  },
  passwordReset: { link },
};

const mailOf = (kind: MailKind, props: object): Mail => parseMail({ kind, props });
const inHtml = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

describe.each(mailKinds)('%s', (kind) => {
  test('says the same in both forms, with the link in each', async () => {
    const mail = await renderMail(mailOf(kind, examples[kind]));
    expect(mail.html).toContain(`href="${inHtml(link)}"`);
    expect(mail.text).toContain(link);
    expect(mail.text).toContain('You get this because');
    expect(mail.html).toContain('You get this because');
    expect(mail.subject).not.toBe('');
    expect(mail.preview).not.toBe('');
    expect(mail.html).toContain(inHtml(mail.preview));
    expect(mail.text).not.toMatch(/<\/?[a-z]+[ >]|undefined|\[object/);
    expect(mail.html).not.toMatch(/<img|undefined|\[object/);
  });

  test('survives what people type', async () => {
    const hostile = 'Eve\r\nBcc: all@example.com\u2028\u202E\u0000\u0007 <script>alert(1)</script> & "q"';
    const props = Object.fromEntries(
      Object.entries(examples[kind]).map(([name, value]) => [name, typed(name, value, hostile)]),
    );
    const mail = await renderMail(mailOf(kind, props));
    expect(mail.subject).not.toMatch(/[\r\n\u0085\u2028\u2029]/);
    expect(mail.subject.length).toBeLessThanOrEqual(150);
    for (const form of [mail.subject, mail.preview, mail.html, mail.text]) {
      const unprintable = form.replaceAll('\n', '').match(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu);
      expect(unprintable).toBeNull();
    }
    expect(mail.html).not.toContain('<script');
  });

  test('comes back from stored JSON as it went in', async () => {
    const mail = mailOf(kind, examples[kind]);
    const again = parseMail(JSON.parse(JSON.stringify(mail)));
    expect(again).toEqual(mail);
    expect(await renderMail(again)).toEqual(await renderMail(mail));
  });

  test('refuses a link that is no web address', () => {
    const result = mailSchemas[kind].safeParse({ ...examples[kind], link: 'javascript:alert(1)' });
    expect(result.success).toBe(false);
  });
});

function typed(name: string, value: unknown, hostile: string): unknown {
  if (Array.isArray(value)) return [hostile, hostile];
  if (typeof value !== 'string' || /On$|^link$|^resetLink$|^documentLabel$|^step$|^answer$|^what$/.test(name))
    return value;
  return hostile;
}

test('what is unusual about a week is said, and that nothing is', async () => {
  const odd = await renderMail({ kind: 'timesheetToApprove', props: examples.timesheetToApprove });
  expect(odd.text).toContain('12 h overtime, first in 9 weeks\nLast week of purchase order 4711');
  const usual = await renderMail({
    kind: 'timesheetToApprove',
    props: { ...examples.timesheetToApprove, unusual: [] },
  });
  expect(usual.text).toContain('Nothing about this week is unusual.');
});

test('the line breaks of a reason stay', async () => {
  const mail = await renderMail({ kind: 'timesheetRejected', props: examples.timesheetRejected });
  expect(mail.text).toContain('Saturday was not worked.\nPlease take it off.');
  expect(mail.subject).toBe('Please correct: M. Chen, week to 14 Nov 2026');
});

test('a stored message of an unknown kind is refused', () => {
  expect(() => parseMail({ kind: 'greeting', props: {} })).toThrow();
});
