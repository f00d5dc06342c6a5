import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '#app/values/decimal.ts';
import { pain001, type PaymentMessage } from './pain001.ts';
import { pain001Structure, type Shape } from './pain001-structure.fixture.ts';

/*
 * The message to the bank is held against its structure: element by element, in order, with how often each may stand,
 * how long its text may be and of which characters. The official schema was not available here; this is our own reading
 * of the public message definition, and stricter where banks are.
 */

type Node = { name: string; attributes: Record<string, string>; text: string; children: Node[] };

/** Reads XML of elements, attributes and text: what the writer writes, and nothing else. @throws on anything else */
function parse(xml: string): Node {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  if (!xml.startsWith(head)) throw new Error('no declaration');
  const root: Node = { name: '#', attributes: {}, text: '', children: [] };
  const open = [root];
  const token = /<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  token.lastIndex = head.length;
  let at = head.length;
  for (let found = token.exec(xml); found; found = token.exec(xml)) {
    at = token.lastIndex;
    const [, closes, name = '', attributes = '', empty, text] = found;
    const top = open.at(-1) ?? root;
    if (text !== undefined) top.text += unescaped(text);
    else if (closes) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      const node: Node = { name, attributes: attributesOf(attributes), text: '', children: [] };
      top.children.push(node);
      if (!empty) open.push(node);
    }
  }
  if (at !== xml.length || open.length !== 1 || root.children.length !== 1)
    throw new Error('not well formed');
  return root.children[0] ?? root;
}

const unescaped = (text: string) =>
  text.replace(
    /&(lt|gt|amp|quot|apos);/g,
    (_all, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" })[name] ?? '',
  );
const attributesOf = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
  );

/** Everything in which a node differs from its shape, with the way to it. */
function faults(node: Node, shape: Shape, way = ''): string[] {
  const here = `${way}/${node.name}`;
  const said = Object.entries(shape.attributes ?? {}).flatMap(([name, pattern]) =>
    pattern.test(node.attributes[name] ?? '') ? [] : [`${here}@${name}`],
  );
  const extra = Object.keys(node.attributes).filter((name) => !(name in (shape.attributes ?? {})));
  said.push(...extra.map((name) => `${here}@${name} is not allowed`));
  if (shape.text) {
    const { pattern, most = Infinity, least = 0 } = shape.text;
    const fits = pattern.test(node.text) && node.text.length <= most && node.text.length >= least;
    return node.children.length > 0 || !fits ? [...said, `${here} "${node.text}"`] : said;
  }
  if (node.text.trim() !== '') said.push(`${here} has text`);
  return [...said, ...faultsOfChildren(node, shape, here)];
}

function faultsOfChildren(node: Node, { children = [], choice }: Shape, here: string): string[] {
  if (choice) {
    const [only] = node.children;
    const chosen = children.find(({ name }) => name === only?.name);
    return only && chosen && node.children.length === 1
      ? faults(only, chosen, here)
      : [`${here} is one of several`];
  }
  const said: string[] = [];
  let place = 0;
  for (const shape of children) {
    let times = 0;
    for (; node.children[place]?.name === shape.name; place += 1, times += 1) {
      const child = node.children[place];
      if (child) said.push(...faults(child, shape, here));
    }
    const [least, most] = shape.occurs;
    if (times < least || times > most) said.push(`${here}/${shape.name} stands ${times} times`);
  }
  const left = node.children[place];
  return left ? [...said, `${here}/${left.name} does not stand here`] : said;
}

const at = (node: Node, ...names: string[]): Node[] =>
  names.reduce<Node[]>(
    (nodes, name) => nodes.flatMap(({ children }) => children.filter((one) => one.name === name)),
    [node],
  );
const textAt = (node: Node, ...names: string[]) => at(node, ...names).map(({ text }) => text);

/** Structure, and what counts and sums say of what is there. */
function faultsOf(xml: string): string[] {
  const document = parse(xml);
  const said = faults(document, pain001Structure);
  const [message] = at(document, 'CstmrCdtTrfInitn');
  if (!message) return said;
  const transfers = at(message, 'PmtInf', 'CdtTrfTxInf');
  const total = transfers
    .flatMap((one) => textAt(one, 'Amt', 'InstdAmt'))
    .reduce((sum, text) => sum.plus(text), new Decimal(0));
  for (const way of [['GrpHdr'], ['PmtInf']]) {
    if (textAt(message, ...way, 'NbOfTxs')[0] !== String(transfers.length))
      said.push(`${way.join()} counts wrong`);
    if (!new Decimal(textAt(message, ...way, 'CtrlSum')[0] ?? '-1').eq(total))
      said.push(`${way.join()} sums wrong`);
  }
  const ids = transfers.flatMap((one) => textAt(one, 'PmtId', 'EndToEndId'));
  if (new Set(ids).size !== ids.length) said.push('a reference stands twice');
  for (const one of transfers) {
    const paid = textAt(one, 'RmtInf', 'Strd', 'RfrdDocAmt', 'RmtdAmt').reduce(
      (sum, text) => sum.plus(text),
      new Decimal(0),
    );
    const taken = textAt(one, 'RmtInf', 'Strd', 'RfrdDocAmt', 'CdtNoteAmt').reduce(
      (sum, text) => sum.plus(text),
      new Decimal(0),
    );
    if (!paid.minus(taken).eq(textAt(one, 'Amt', 'InstdAmt')[0] ?? '0'))
      said.push('the documents do not make the amount');
  }
  return said;
}

const accounts = [
  {
    holder: 'Cobalt Staffing, LLC',
    accountNumber: '123456789',
    bankCode: '021000021',
    bankCodeKind: 'USABA',
    country: 'US',
  },
  {
    holder: 'Jüniper & Söhne <GmbH>',
    accountNumber: 'DE89370400440532013000',
    bankCode: 'COBADEFFXXX',
    bankCodeKind: 'BIC',
    country: 'DE',
  },
  {
    holder: 'Ferris “Lowe” Ltd',
    accountNumber: '31926819',
    bankCode: '601613',
    bankCodeKind: 'GBDSC',
    country: 'GB',
  },
] as const;

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
const message: fc.Arbitrary<PaymentMessage> = fc
  .record({
    createdAt: fc.date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
    initiatingParty: text,
    debtor: fc.constantFrom(...accounts),
    payments: fc.array(
      fc.record({
        creditor: fc
          .tuple(fc.constantFrom(...accounts), text)
          .map(([account, holder]) => ({ ...account, holder })),
        documents: fc.array(fc.integer({ min: 1, max: 9_000_000_00 }), { minLength: 1, maxLength: 4 }),
        credit: fc.integer({ min: 0, max: 1 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ createdAt, initiatingParty, debtor, payments }) => ({
    ...{ messageId: 'HAL-PR-12', createdAt, initiatingParty, debtor, payOn: '2026-12-02', currency: 'USD' },
    payments: payments.map(({ creditor, documents, credit }, index) => {
      const all = documents.map((amountMinor, place) => ({
        ...{ reference: `SB-2026-${index}-${place}`, issuedOn: '2026-11-16', amountMinor: amountMinor + 1 },
      }));
      if (credit) all.push({ reference: `SCM-2026-${index}`, issuedOn: '2026-11-20', amountMinor: -1 });
      const amountMinor = all.reduce((sum, one) => sum + one.amountMinor, 0);
      return { reference: `HAL-PR-12-${index + 1}`, amountMinor, creditor, documents: all };
    }),
  }));

test('whatever names and amounts it carries, the message has its structure, counts and sums', () => {
  fc.assert(
    fc.property(message, (one) => {
      expect(faultsOf(pain001(one))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('a reader this strict finds what is out of place', () => {
  const [example] = fc.sample(message, { numRuns: 1, seed: 7 });
  if (!example) throw new Error('no example');
  const xml = pain001(example);
  expect(faultsOf(xml)).toEqual([]);
  const broken: [string, string][] = [
    [xml.replace(/<NbOfTxs>\d+</, '<NbOfTxs>99<'), 'GrpHdr counts wrong'],
    [xml.replace(/<CtrlSum>[\d.]+</, '<CtrlSum>0.01<'), 'GrpHdr sums wrong'],
    [xml.replace('<PmtMtd>TRF</PmtMtd>', ''), 'PmtMtd stands 0 times'],
    [xml.replace('<PmtMtd>TRF<', '<PmtMtd>CASH<'), 'PmtMtd "CASH"'],
    [xml.replace(/(<MsgId>.*<\/MsgId>)(\s*)(<CreDtTm>.*<\/CreDtTm>)/, '$3$2$1'), 'MsgId'],
    [xml.replace(/<MsgId>[^<]*</, `<MsgId>${'x'.repeat(36)}<`), 'MsgId'],
    [xml.replace('pain.001.001.09', 'pain.001.001.03'), '@xmlns'],
    [xml.replace(/<InitgPty>\s*<Nm>[^<]*</, '<InitgPty><Nm>Ümläut<'), 'Ümläut'],
    [xml.replace('Ccy="USD"', 'Ccy="usd"'), '@Ccy'],
  ];
  for (const [text, said] of broken) expect(faultsOf(text).join('\n')).toContain(said);
});
