/*
 * What a strict reader expects of pain.001.001.09, as far as this product writes it: which element stands in which, in
 * which order, how often, and what its text may be. Taken by hand from the public message definition of ISO 20022
 * (Payments Initiation, CustomerCreditTransferInitiationV09) and the EPC's character set; the official schema file is
 * not part of this repository.
 */

type Text = { pattern: RegExp; most?: number; least?: number };
export type Shape = {
  name: string;
  /** How often it may stand there. */
  occurs: [least: number, most: number];
  text?: Text;
  attributes?: Record<string, RegExp>;
  /** In their order. */
  children?: Shape[];
  /** Exactly one of the children stands there. */
  choice?: boolean;
};

const one: [number, number] = [1, 1];
const maybe: [number, number] = [0, 1];
const many: [number, number] = [1, Infinity];

/** EPC217-08: what every bank takes. */
const LATIN = /^[A-Za-z0-9/\-?:().,'+ ]+$/;
const max = (most: number): Text => ({ pattern: LATIN, most, least: 1 });
const AMOUNT: Text = { pattern: /^\d{1,16}\.\d{2}$/ };
const CURRENCY = /^[A-Z]{3}$/;
const DATE: Text = { pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/ };
// A reference begins and ends with no slash, and has none doubled.
const ID: Text = { pattern: /^(?!\/)(?!.*\/\/)[A-Za-z0-9/\-?:().,'+ ]+(?<!\/)$/, most: 35, least: 1 };

const leaf = (name: string, text: Text, occurs = one): Shape => ({ name, occurs, text });
const group = (name: string, children: Shape[], occurs = one): Shape => ({ name, occurs, children });
const choice = (name: string, children: Shape[], occurs = one): Shape => ({
  ...{ name, occurs, children, choice: true },
});
const money = (name: string): Shape => ({ name, occurs: maybe, text: AMOUNT, attributes: { Ccy: CURRENCY } });

const agent = (name: string): Shape =>
  group(name, [
    group('FinInstnId', [
      leaf('BICFI', { pattern: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/ }, maybe),
      group(
        'ClrSysMmbId',
        [
          choice('ClrSysId', [leaf('Cd', { pattern: /^[A-Z0-9]{1,5}$/ }), leaf('Prtry', max(35))], maybe),
          leaf('MmbId', max(35)),
        ],
        maybe,
      ),
      leaf('LEI', { pattern: /^[A-Z0-9]{18}[0-9]{2}$/ }, maybe),
      leaf('Nm', max(140), maybe),
      group('PstlAdr', [leaf('Ctry', { pattern: /^[A-Z]{2}$/ }, maybe)], maybe),
    ]),
  ]);

const account = (name: string): Shape =>
  group(name, [
    choice('Id', [
      leaf('IBAN', { pattern: /^[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}$/ }),
      group('Othr', [leaf('Id', max(34))]),
    ]),
    leaf('Ccy', { pattern: CURRENCY }, maybe),
  ]);

const document = group(
  'Strd',
  [
    group(
      'RfrdDocInf',
      [
        group(
          'Tp',
          [
            choice('CdOrPrtry', [
              leaf('Cd', {
                pattern:
                  /^(MSIN|CNFA|DNFA|CINV|CREN|DEBN|HIRI|SBIN|CMCN|SOAC|DISP|BOLD|VCHR|AROI|TSUT|PUOR)$/,
              }),
              leaf('Prtry', max(35)),
            ]),
          ],
          maybe,
        ),
        leaf('Nb', ID, maybe),
        leaf('RltdDt', DATE, maybe),
      ],
      [0, Infinity],
    ),
    group('RfrdDocAmt', [money('DuePyblAmt'), money('CdtNoteAmt'), money('RmtdAmt')], maybe),
  ],
  [0, Infinity],
);

const transfer = group(
  'CdtTrfTxInf',
  [
    group('PmtId', [leaf('InstrId', ID, maybe), leaf('EndToEndId', ID)]),
    choice('Amt', [{ name: 'InstdAmt', occurs: one, text: AMOUNT, attributes: { Ccy: CURRENCY } }]),
    agent('CdtrAgt'),
    group('Cdtr', [leaf('Nm', max(140), maybe)]),
    account('CdtrAcct'),
    group('RmtInf', [leaf('Ustrd', max(140), [0, Infinity]), document], maybe),
  ],
  many,
);

const COUNT: Text = { pattern: /^\d{1,15}$/ };
const SUM: Text = { pattern: /^\d{1,16}(\.\d{1,17})?$/, most: 18 };

export const pain001Structure: Shape = {
  name: 'Document',
  occurs: one,
  attributes: { xmlns: /^urn:iso:std:iso:20022:tech:xsd:pain\.001\.001\.09$/ },
  children: [
    group('CstmrCdtTrfInitn', [
      group('GrpHdr', [
        leaf('MsgId', ID),
        leaf('CreDtTm', { pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ }),
        leaf('NbOfTxs', COUNT),
        leaf('CtrlSum', SUM, maybe),
        group('InitgPty', [leaf('Nm', max(140), maybe)]),
      ]),
      group(
        'PmtInf',
        [
          leaf('PmtInfId', ID),
          leaf('PmtMtd', { pattern: /^(CHK|TRF|TRA)$/ }),
          leaf('BtchBookg', { pattern: /^(true|false)$/ }, maybe),
          leaf('NbOfTxs', COUNT, maybe),
          leaf('CtrlSum', SUM, maybe),
          choice('ReqdExctnDt', [leaf('Dt', DATE), leaf('DtTm', { pattern: /^.+$/ })]),
          group('Dbtr', [leaf('Nm', max(140), maybe)]),
          account('DbtrAcct'),
          agent('DbtrAgt'),
          transfer,
        ],
        many,
      ),
    ]),
  ],
};
