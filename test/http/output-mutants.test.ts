import type { LoaderFunctionArgs } from '@remix-run/node';
import { sql } from 'drizzle-orm';
import { switchable, triesEach, turns, type Case } from './mutant.ts';

/*
 * What leaves the product in words: on paper, by mail, in an address to go to, in the log. Each guard is switched off,
 * and something stands there that must not.
 */

const REDIRECT = 'app/platform/http/redirect.server.ts';
const MESSAGE = 'emails/parts/message.ts';
const REDACT = 'app/platform/observability/redact.ts';
const LOG = 'app/platform/observability/log.server.ts';
const localPath = '/^\\/(?![/\\\\])/';
const anyPath = `Object.assign(${localPath}, { test: (path) => IS_OFF || ON.test(path) })`;

/** The rules of what a log line never carries, by their place. */
const withoutRule = (place: number) => ({
  ...{ in: REDACT, where: 'left.replace(pattern, instead)' },
  off: `pattern === rules[${place}]?.[0] ? left : left.replaceAll(pattern, instead)`,
});

const guards = {
  'a redirect leads to a path of this site': { in: REDIRECT, where: '!isLocalPath(path)', off: 'false' },
  'a redirect leads nowhere else by its steps': {
    ...{ in: REDIRECT, where: 'isLocalPath(target)', off: 'true' },
  },
  'a sign-in leads to a path of this site': {
    ...{ in: 'app/access/forms.ts', where: localPath, off: anyPath },
  },
  'a single sign-on leads to a path of this site': {
    ...{ in: 'app/directory/forms.ts', where: localPath, off: anyPath },
  },
  'a message on the next page leads to a path of this site': {
    ...{ in: 'app/platform/http/flash.server.ts', where: localPath, off: anyPath },
  },
  'paper shows what it says': {
    ...{ in: 'app/invoices/document-sheet.server.ts', where: 'withoutControls(text)', off: 'text' },
  },
  // Its words are cleaned, and it once more as a whole.
  'a subject ends no header': [
    { in: MESSAGE, after: 'export const words', where: 'withoutControls(value)', off: 'value' },
    {
      ...{ in: MESSAGE, where: 'withoutControls(definition.subject(props))' },
      off: 'definition.subject(props)',
    },
  ],
  'a mail reads as it was written': {
    ...{ in: MESSAGE, after: 'export const words', where: 'withoutControls(value)', off: 'value' },
  },
  'a reason in a mail reads as it was written': {
    ...{ in: MESSAGE, where: "withoutControls(value, 'kept')", off: 'value' },
  },
  'a mail’s button leads to the web': {
    ...{ in: MESSAGE, where: 'z.url({ protocol: /^https?$/, normalize: true })' },
    off: 'z.string().refine((text) => IS_OFF || ON.safeParse(text).success)',
  },
  'a message is shown where nothing of it runs': {
    ...{ in: 'app/home/pages/message-html.ts', off: "''" },
    where: `"default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups"`,
  },
  'the mailbox is of the demo': {
    ...{ in: 'app/home/pages/mailbox.tsx', where: 'onlyInTheDemo(demo)', off: 'undefined' },
  },
  'the log holds no password of an address': withoutRule(0),
  'the log holds no query': withoutRule(1),
  'the log holds no link that lets somebody in': withoutRule(2),
  'the log holds no token': withoutRule(3),
  'the log holds no cookie': withoutRule(4),
  'the log holds no e-mail address': withoutRule(5),
  'the log holds no account': withoutRule(6),
  'the log holds no long number': withoutRule(7),
  'a field of the log is looked at': { in: LOG, where: 'redacted(value)', off: 'value' },
  'a sentence of the log is looked at': { in: LOG, where: 'redacted(message)', off: 'message' },
  'a statement that failed is told without what it was given': {
    ...{ in: REDACT, where: "typeof query === 'string'", off: 'false' },
  },
  'what the database quotes is left out': {
    ...{ in: REDACT, where: "error.message.replace(inQuotes, '[quoted]')", off: 'error.message' },
  },
};
switchable(guards);

const { redirect } = await import('#app/platform/http/redirect.server.ts');
const { flashHeader, takeFlash } = await import('#app/platform/http/flash.server.ts');
const { signInForm } = await import('#app/access/forms.ts');
const { startForm } = await import('#app/directory/forms.ts');
const { renderDocumentPdf } = await import('#app/invoices/document-pdf.server.ts');
const { aLine, anInvoice } = await import('#app/invoices/document.fixture.ts');
const { pagesOf, textOf } = await import('#app/invoices/pdf-text.fixture.ts');
const { loader: mailbox } = await import('#app/home/pages/mailbox.tsx');
const { loader: messageHtml } = await import('#app/home/pages/message-html.ts');
const { readConfig } = await import('#app/platform/config/config.server.ts');
const { log } = await import('#app/platform/observability/log.server.ts');
const { describeFailure, redacted } = await import('#app/platform/observability/redact.ts');
const { mailSchemas, parseMail, renderMail } = await import('#emails/index.ts');
const { deliverMail } = await import('#app/platform/mail/deliver-mail.server.ts');
const { queueMail } = await import('#app/platform/mail/queue-mail.server.ts');
const { ok } = await import('#app/values/result.ts');
const { aProgram } = await import('#test/factories/program.ts');
const { heard } = await import('#test/setup/served-world.ts');
const world = await aProgram();

/** Where a redirect leads, as the browser reads it. */
const leadsTo = (path: string) => {
  try {
    return redirect(path).headers.get('location');
  } catch {
    return 'a fault';
  }
};

/** What a loader answers somebody of the program office. */
async function asked(load: (args: LoaderFunctionArgs) => unknown, demo: boolean, id = '') {
  const request = new Request('http://muster.test/mailbox');
  const context = { ...world.surroundings(), demo, cspNonce: '', actor: async () => world.actor('admin') };
  const args = { request, params: { id }, context } as unknown as LoaderFunctionArgs;
  return Promise.resolve(load(args)).catch((thrown: unknown) => thrown);
}

/** A message that was written to somebody. @returns its id */
async function aMessage(): Promise<string> {
  const { accountId } = world.actor('approver');
  const props = { link: 'http://muster.test/reset/x' };
  await world.does('ana', async (ctx) => {
    await queueMail(ctx, { kind: 'passwordReset', props }, { accountId });
    return ok(null);
  });
  const [mail] = await world.rows<{ id: string }>(
    sql`select id from mail where to_account_id = ${accountId}`,
  );
  const config = { ...readConfig(), smtpUrl: null };
  await deliverMail.run({ ...world.surroundings(), config }, { mailId: mail?.id ?? '' });
  const [message] = await world.rows<{ id: string }>(
    sql`select id from mail_message where mail_id = ${mail?.id ?? ''}`,
  );
  return message?.id ?? '';
}

const requested = (title: string) =>
  renderMail(
    parseMail({
      kind: 'requisitionToApprove',
      props: {
        ...{ requisitionRef: 'R-1', clientName: 'Halden', positions: 2, estimate: 'USD 1.00' },
        ...{ title, requestedBy: 'Ana', link: 'http://muster.test/requisitions/1' },
      },
    }),
  );

const logged = async (work: () => void) => (await heard(async () => work())).join('\n');
/** Whether something is still there in a line of the log. */
const keeps = (line: string, secret: string) => () => redacted(line).includes(secret);

const failure = (more: object) => Object.assign(new Error('not for «Luis Ortiz»: "Luis Ortiz"'), more);

const cases: Record<keyof typeof guards, Case> = {
  'a redirect leads to a path of this site': turns('a fault', '/', () =>
    leadsTo('https://elsewhere.example'),
  ),
  'a redirect leads nowhere else by its steps': turns('/', '//elsewhere.example', () =>
    leadsTo('/.//elsewhere.example'),
  ),
  'a sign-in leads to a path of this site': turns('/', '//elsewhere.example', () => {
    const typed = { email: 'a@people.example', password: 'x', to: '//elsewhere.example' };
    return signInForm.parse(typed).to;
  }),
  'a single sign-on leads to a path of this site': turns(
    '/',
    '/\\elsewhere.example',
    () => startForm.parse({ to: '/\\elsewhere.example' }).to,
  ),
  'a message on the next page leads to a path of this site': turns(
    undefined,
    '//elsewhere.example',
    async () => {
      const header = await flashHeader({ tone: 'good', text: 'Done.', to: '//elsewhere.example' });
      const request = new Request('http://muster.test/', { headers: { Cookie: header.split(';')[0] ?? '' } });
      return (await takeFlash(request)).flash?.to;
    },
  ),
  'paper shows what it says': turns(true, false, async () => {
    const lines = [aLine({ workerName: 'Or\u202Eti\u0000z' })];
    const pdf = await renderDocumentPdf(anInvoice(lines), lines);
    return textOf(pagesOf(pdf)[1]).includes('Ortiz');
  }),
  'a subject ends no header': turns(false, true, async () =>
    (await requested('Analyst\r\nBcc: everybody@people.example')).subject.includes('\n'),
  ),
  'a mail reads as it was written': turns(false, true, async () =>
    (await requested('Ana\u202Elyst')).html.includes('\u202E'),
  ),
  'a reason in a mail reads as it was written': turns('Monday', 'Mon\u202Eday', () =>
    mailSchemas.timesheetRejected.shape.reason.parse('Mon\u202Eday'),
  ),
  'a mail’s button leads to the web': turns(false, true, () => {
    const { link } = mailSchemas.passwordReset.shape;
    return link.safeParse('javascript:alert(1)').success;
  }),
  'a message is shown where nothing of it runs': turns(/sandbox/, '', async () => {
    const answer = await asked(messageHtml, true, await aMessage());
    return (answer as Response).headers.get('content-security-policy');
  }),
  'the mailbox is of the demo': turns(404, 200, async () => {
    const answer = (await asked(mailbox, false)) as { init?: ResponseInit };
    return answer.init?.status ?? 200;
  }),
  'the log holds no password of an address': turns(
    false,
    true,
    keeps('postgres://muster:q7Vt0pXz@db/muster refused', 'q7Vt0pXz'),
  ),
  'the log holds no query': turns(false, true, keeps('GET /sign-in?to=%2Fx&token=s3cret', 's3cret')),
  'the log holds no link that lets somebody in': turns(
    false,
    true,
    keeps('link /invitations/Zm9vYmFyYmF6 is used', 'Zm9vYmFyYmF6'),
  ),
  'the log holds no token': turns(false, true, keeps('authorization: Bearer abc.def-ghi', 'abc.def')),
  'the log holds no cookie': turns(false, true, keeps('cookie muster_session=abcdef; x', 'abcdef')),
  'the log holds no e-mail address': turns(false, true, keeps('mail to luis+x@mail.example failed', 'luis')),
  'the log holds no account': turns(false, true, keeps('account DE89 3704 0044 0532 0130 00', '0532')),
  'the log holds no long number': turns(false, true, keeps('routing 021000021', '021000021')),
  'a field of the log is looked at': turns(false, true, async () =>
    (await logged(() => log('info', 'sent', { to: 'luis@mail.example' }))).includes('luis'),
  ),
  'a sentence of the log is looked at': turns(false, true, async () =>
    (await logged(() => log('error', 'not sent to luis@mail.example'))).includes('luis'),
  ),
  'a statement that failed is told without what it was given': turns(false, true, () =>
    describeFailure(failure({ query: 'insert into account values ($1)' })).includes('Luis'),
  ),
  'what the database quotes is left out': turns(
    1,
    2,
    () => describeFailure(failure({ code: '22P02' })).split('Luis').length - 1,
  ),
};
triesEach(cases);
