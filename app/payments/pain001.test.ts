import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latin, pain001, type PaymentMessage } from './pain001.ts';
import { element, writeXml } from './xml.ts';

const american = {
  holder: 'Cobalt Staffing, LLC',
  accountNumber: '123456789',
  bankCode: '021000021',
  bankCodeKind: 'USABA',
  country: 'US',
} as const;
const european = {
  holder: 'Jüniper & Söhne <GmbH>',
  accountNumber: 'DE89370400440532013000',
  bankCode: 'COBADEFFXXX',
  bankCodeKind: 'BIC',
  country: 'DE',
} as const;

const message: PaymentMessage = {
  messageId: 'HAL-PR-12',
  createdAt: new Date('2026-12-01T15:04:05.678Z'),
  initiatingParty: 'Northgate Workforce, Inc.',
  debtor: { ...american, holder: 'Northgate Workforce, Inc.' },
  payOn: '2026-12-02',
  currency: 'USD',
  payments: [
    {
      reference: 'HAL-PR-12-1',
      amountMinor: 449_433,
      creditor: american,
      documents: [
        { reference: 'SB-2026-00041', issuedOn: '2026-11-16', amountMinor: 466_433 },
        { reference: 'SC-2026-00003', issuedOn: '2026-11-20', amountMinor: -17_000 },
      ],
    },
    {
      reference: 'HAL-PR-12-2',
      amountMinor: 100,
      creditor: european,
      documents: [{ reference: 'SB-2026-00042', issuedOn: '2026-11-16', amountMinor: 100 }],
    },
  ],
};

/** The text of every element of a name, in order. */
const all = (xml: string, name: string) =>
  [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(([, text]) => text);

test('the header counts and sums what it carries', () => {
  const xml = pain001(message);
  expect(xml).toContain('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">');
  expect(all(xml, 'NbOfTxs')).toEqual(['2', '2']);
  expect(all(xml, 'CtrlSum')).toEqual(['4495.33', '4495.33']);
  expect(all(xml, 'CreDtTm')).toEqual(['2026-12-01T15:04:05Z']);
  expect(all(xml, 'PmtMtd')).toEqual(['TRF']);
  expect(xml).toMatch(/<ReqdExctnDt>\s*<Dt>2026-12-02<\/Dt>/);
});

test('each transfer names its account, its bank and the documents that it pays', () => {
  const xml = pain001(message);
  expect(all(xml, 'EndToEndId')).toEqual(['HAL-PR-12-1', 'HAL-PR-12-2']);
  expect(all(xml, 'InstdAmt')).toEqual(['4494.33', '1.00']);
  expect(xml).toContain('<InstdAmt Ccy="USD">4494.33</InstdAmt>');
  expect(all(xml, 'IBAN')).toEqual(['DE89370400440532013000']);
  expect(all(xml, 'BICFI')).toEqual(['COBADEFFXXX']);
  expect(all(xml, 'MmbId')).toEqual(['021000021', '021000021']);
  expect(all(xml, 'Nb')).toEqual(['SB-2026-00041', 'SC-2026-00003', 'SB-2026-00042']);
  expect(all(xml, 'RmtdAmt')).toEqual(['4664.33', '1.00']);
  expect(all(xml, 'CdtNoteAmt')).toEqual(['170.00']);
});

test('the elements of a transfer stand in the order of the schema', () => {
  const transfer = pain001(message).split('<CdtTrfTxInf>')[1] ?? '';
  const places = ['<PmtId>', '<Amt>', '<CdtrAgt>', '<Cdtr>', '<CdtrAcct>', '<RmtInf>'].map((tag) =>
    transfer.indexOf(tag),
  );
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test('names are written in the letters that every bank takes', () => {
  expect(all(pain001(message), 'Nm')).toContain('Juniper + Sohne .GmbH.');
  expect(latin('Łódź Straße № 5', 140)).toBe('Lodz Strasse . 5');
  expect(latin('a'.repeat(200), 140)).toHaveLength(140);
  expect(latin('  ', 35)).toBe('NOTPROVIDED');
});

test('a message without payments, or with one of nothing, is none', () => {
  expect(() => pain001({ ...message, payments: [] })).toThrow(RangeError);
  const [first] = message.payments;
  expect(() => pain001({ ...message, payments: first ? [{ ...first, amountMinor: 0 }] : [] })).toThrow(
    RangeError,
  );
});

test('the same message is the same file', () => {
  expect(pain001(message)).toBe(pain001(structuredClone(message)));
});

test('whatever people typed, the file holds only letters that banks take', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      expect(latin(text, 70)).toMatch(/^[a-zA-Z0-9/\-?:().,'+ ]{1,70}$/);
    }),
  );
});

test('text and attributes are escaped, and what XML cannot hold is left out', () => {
  expect(writeXml(element('a', `<b> & "c" 'd'\u0000\uD800`, { e: '<"&' }))).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<a e="&lt;&quot;&amp;">&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;</a>\n',
  );
  expect(() => writeXml(element('a b', []))).toThrow(RangeError);
});
