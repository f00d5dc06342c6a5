import { plainAmount, sum } from '#app/values/money.ts';
import { isIban } from './bank-details.ts';
import { element, writeXml, type Element } from './xml.ts';

/** An account as a payment message names it. */
export type MessageAccount = {
  holder: string;
  accountNumber: string;
  bankCode: string;
  bankCodeKind: 'BIC' | 'USABA' | 'GBDSC';
  country: string;
};

export type MessagePayment = {
  /** The end-to-end reference that comes back with the bank's answers; unique for ever. */
  reference: string;
  amountMinor: number;
  creditor: MessageAccount;
  /** What it pays; negative for a credit that is taken off. */
  documents: { reference: string; issuedOn: string; amountMinor: number }[];
};

export type PaymentMessage = {
  messageId: string;
  createdAt: Date;
  initiatingParty: string;
  debtor: MessageAccount;
  /** 'YYYY-MM-DD'. */
  payOn: string;
  currency: string;
  payments: MessagePayment[];
};

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

/**
 * Writes a customer credit transfer initiation, ISO 20022 pain.001.001.09: one instruction block, one transfer for
 * each payment with the documents it pays as structured remittance. Names are written in the Latin set that every
 * bank takes (EPC217-08) and cut where the schema ends. The same message gives the same bytes.
 * @throws RangeError without payments, or for one that is not positive
 */
export function pain001(message: PaymentMessage): string {
  const { messageId, createdAt, initiatingParty, payments, currency } = message;
  if (payments.length === 0 || payments.some(({ amountMinor }) => amountMinor <= 0))
    throw new RangeError('A payment message has payments, each above zero');
  const count = element('NbOfTxs', String(payments.length));
  const total = plainAmount(sum(payments.map(({ amountMinor }) => amountMinor)), currency);
  const header = element('GrpHdr', [
    element('MsgId', id35(messageId)),
    element('CreDtTm', `${createdAt.toISOString().slice(0, 19)}Z`),
    count,
    element('CtrlSum', total),
    element('InitgPty', [element('Nm', latin(initiatingParty, 140))]),
  ]);
  const instruction = element('PmtInf', [
    element('PmtInfId', id35(messageId)),
    element('PmtMtd', 'TRF'),
    element('BtchBookg', 'false'),
    count,
    element('CtrlSum', total),
    element('ReqdExctnDt', [element('Dt', message.payOn)]),
    element('Dbtr', [element('Nm', latin(message.debtor.holder, 140))]),
    accountOf('DbtrAcct', message.debtor, currency),
    agentOf('DbtrAgt', message.debtor),
    ...payments.map((payment) => transferOf(payment, currency)),
  ]);
  return writeXml(
    element('Document', [element('CstmrCdtTrfInitn', [header, instruction])], { xmlns: NAMESPACE }),
  );
}

function transferOf(
  { reference, amountMinor, creditor, documents }: MessagePayment,
  currency: string,
): Element {
  return element('CdtTrfTxInf', [
    element('PmtId', [element('InstrId', id35(reference)), element('EndToEndId', id35(reference))]),
    element('Amt', [element('InstdAmt', plainAmount(amountMinor, currency), { Ccy: currency })]),
    agentOf('CdtrAgt', creditor),
    element('Cdtr', [element('Nm', latin(creditor.holder, 140))]),
    accountOf('CdtrAcct', creditor),
    element(
      'RmtInf',
      documents.map((document) => documentOf(document, currency)),
    ),
  ]);
}

/** One paid document: a commercial invoice, or a credit note that is taken off. */
function documentOf(
  { reference, issuedOn, amountMinor }: MessagePayment['documents'][number],
  currency: string,
): Element {
  const isCredit = amountMinor < 0;
  const amount = element(isCredit ? 'CdtNoteAmt' : 'RmtdAmt', plainAmount(Math.abs(amountMinor), currency), {
    Ccy: currency,
  });
  return element('Strd', [
    element('RfrdDocInf', [
      element('Tp', [element('CdOrPrtry', [element('Cd', isCredit ? 'CREN' : 'SBIN')])]),
      element('Nb', id35(reference)),
      element('RltdDt', issuedOn),
    ]),
    element('RfrdDocAmt', [amount]),
  ]);
}

function accountOf(name: string, { accountNumber }: MessageAccount, currency?: string): Element {
  const id = isIban(accountNumber)
    ? element('IBAN', accountNumber)
    : element('Othr', [element('Id', accountNumber.slice(0, 34))]);
  return element(name, [element('Id', [id]), currency ? element('Ccy', currency) : null]);
}

function agentOf(name: string, { bankCode, bankCodeKind, country }: MessageAccount): Element {
  const institution =
    bankCodeKind === 'BIC'
      ? [element('BICFI', bankCode)]
      : [
          element('ClrSysMmbId', [
            element('ClrSysId', [element('Cd', bankCodeKind)]),
            element('MmbId', bankCode.slice(0, 35)),
          ]),
          element('PstlAdr', [element('Ctry', country)]),
        ];
  return element(name, [element('FinInstnId', institution)]);
}

const letters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  œ: 'oe',
  Œ: 'OE',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  '’': "'",
  '‘': "'",
  '–': '-',
  '—': '-',
  '&': '+',
};

/**
 * Text in the characters that every bank takes: letters without marks, digits and `/ - ? : ( ) . , ' +`. Marks go,
 * what cannot be written otherwise becomes a point. Cut at `most` characters.
 */
export function latin(text: string, most: number): string {
  const plain = [...text]
    .map((character) => letters[character] ?? character)
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/[^a-zA-Z0-9/\-?:().,'+ ]/gu, '.');
  return plain.trim().slice(0, most).trim() || 'NOTPROVIDED';
}

/** A reference: at most 35 characters, and without the slashes at its ends or doubled that banks refuse. */
const id35 = (text: string) =>
  latin(text, 35)
    .replace(/\/{2,}/g, '/')
    .replace(/^\/|\/$/g, '');
