import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '#app/platform/config/config.server.ts';
import type { JobSurroundings } from '#app/platform/jobs/jobs.server.ts';
import { deliverMail } from '#app/platform/mail/deliver-mail.server.ts';
import { queueMail, type Recipient } from '#app/platform/mail/queue-mail.server.ts';
import { ok } from '#app/values/result.ts';
import { aPostOffice, type PostOffice } from '#test/factories/post-office.ts';
import { aProgram, type World } from '#test/factories/program.ts';

const open: PostOffice[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((office) => office.close()));
});

async function postOffice(options: Parameters<typeof aPostOffice>[0] = {}): Promise<PostOffice> {
  const office = await aPostOffice(options);
  open.push(office);
  return office;
}

function surroundings(world: World, port: number | null): JobSurroundings {
  const config = {
    ...readConfig(),
    mailFrom: 'Muster <muster@northgate.example>',
    smtpUrl: port === null ? null : `smtp://127.0.0.1:${port}`,
  };
  return { ...world.surroundings(), config };
}

const request = {
  kind: 'requisitionToApprove',
  props: {
    requisitionRef: 'R-1001',
    title: 'Systems Analyst <script>',
    clientName: 'Halden Medical Center',
    positions: 2,
    estimate: 'USD 180,960.00',
    requestedBy: 'Ana Castellan',
    link: 'http://muster.test/requisitions/1',
  },
} as const;

async function queuedFor(world: World, to: Recipient): Promise<string> {
  const before = new Set((await mailIds(world)).map(({ id }) => id));
  await world.does('ana', async (ctx) => {
    await queueMail(ctx, request, to);
    return ok(null);
  });
  const [fresh] = (await mailIds(world)).filter(({ id }) => !before.has(id));
  if (!fresh) throw new Error('nothing was queued');
  return fresh.id;
}

const mailIds = (world: World) => world.rows<{ id: string }>(sql`select id from mail`);
const messagesOf = (world: World, mailId: string) =>
  world.rows<{ id: string; to_email: string; sent: boolean }>(
    sql`select id, to_email, sent_at is not null as sent from mail_message where mail_id = ${mailId} order by to_email`,
  );

test('a person receives a message in text and in HTML, once', async () => {
  const world = await aProgram();
  const { accountId, email } = world.people.approver;
  const mailId = await queuedFor(world, { accountId });
  const { port, letters } = await postOffice();
  await deliverMail.run(surroundings(world, port), { mailId });
  const [message] = await messagesOf(world, mailId);
  expect(message).toMatchObject({ to_email: email, sent: true });
  expect(letters.map(({ to }) => to)).toEqual([[email]]);
  const letter = letters[0]?.email;
  expect(letter).toMatchObject({
    from: { name: 'Muster', address: 'muster@northgate.example' },
    subject: 'To approve: R-1001 Systems Analyst <script>',
    messageId: `<${message?.id}@muster>`,
  });
  for (const part of [letter?.text, letter?.html])
    expect(part).toContain('http://muster.test/requisitions/1');
  expect(letter?.text).toContain('180,960.00');
  expect(letter?.html).toMatch(/<html/);
  // What people type is text in a message, never markup.
  expect(letter?.html).not.toContain('<script>');

  // The queue may run a job twice; the person gets one message.
  await deliverMail.run(surroundings(world, port), { mailId });
  expect(letters).toHaveLength(1);
});

test('a role is everybody who holds it there today, and nobody who left', async () => {
  const world = await aProgram();
  const { approver, secondApprover } = world.people;
  await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`update membership set ended_at = now() where id = ${secondApprover.membershipId}`;
  });
  const mailId = await queuedFor(world, {
    organizationId: world.clientId,
    roles: ['approver', 'clientFinance'],
  });
  const { port, letters } = await postOffice();
  await deliverMail.run(surroundings(world, port), { mailId });
  expect(letters.flatMap(({ to }) => to).sort()).toEqual(
    [approver.email, world.people.clientFinance.email].sort(),
  );
});

test('while the mail server is down the message is kept, and it is sent once when the server is back', async () => {
  const world = await aProgram();
  const mailId = await queuedFor(world, { accountId: world.people.approver.accountId });
  const gone = await postOffice();
  const { port } = gone;
  await gone.close();
  open.splice(0);
  // The queue tries a job again that failed; here it is tried by hand.
  await expect(deliverMail.run(surroundings(world, port), { mailId })).rejects.toThrow(/ECONNREFUSED/);
  const [kept] = await messagesOf(world, mailId);
  expect(kept).toMatchObject({ sent: false });

  const back = await postOffice({ port });
  await deliverMail.run(surroundings(world, port), { mailId });
  await deliverMail.run(surroundings(world, port), { mailId });
  expect(back.letters.map(({ email }) => email.messageId)).toEqual([`<${kept?.id}@muster>`]);
  expect(await messagesOf(world, mailId)).toEqual([{ ...kept, sent: true }]);
});

test('a message whose receipt was lost comes again under the same id, so that it can be told as the same', async () => {
  const world = await aProgram();
  const mailId = await queuedFor(world, { accountId: world.people.approver.accountId });
  const forgetful = await postOffice({ forgetful: true });
  await expect(deliverMail.run(surroundings(world, forgetful.port), { mailId })).rejects.toThrow(/power/);
  const reliable = await postOffice();
  await deliverMail.run(surroundings(world, reliable.port), { mailId });
  const ids = [...forgetful.letters, ...reliable.letters].map(({ email }) => email.messageId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test('of two people whom a failing server separates, the one who has it does not get it again', async () => {
  const world = await aProgram();
  const mailId = await queuedFor(world, { organizationId: world.clientId, roles: ['approver'] });
  const first = await postOffice();
  // The second letter finds the door closed.
  const original = first.letters.push.bind(first.letters);
  first.letters.push = (...letters) => {
    const count = original(...letters);
    void first.close();
    return count;
  };
  await deliverMail.run(surroundings(world, first.port), { mailId }).catch(() => undefined);
  open.splice(0);
  const second = await postOffice();
  await deliverMail.run(surroundings(world, second.port), { mailId });
  const receivers = [...first.letters, ...second.letters].flatMap(({ to }) => to);
  expect(receivers.sort()).toEqual([world.people.approver.email, world.people.secondApprover.email].sort());
});

test('without a mail server the message stays readable where it is addressed, and nowhere else', async () => {
  const world = await aProgram();
  const mailId = await queuedFor(world, { accountId: world.people.approver.accountId });
  await deliverMail.run(surroundings(world, null), { mailId });
  const read = (who: 'approver' | 'ana') =>
    world.reads(who, async (ctx) => [
      ...(await ctx.db.execute<{ subject: string }>(
        sql`select subject from mail_message where mail_id = ${mailId}`,
      )),
    ]);
  expect(await read('approver')).toHaveLength(1);
  expect(await read('ana')).toEqual([]);
});

test('the link of an invitation is in the letter, and once that is sent nowhere in the database', async () => {
  const world = await aProgram();
  const link = 'http://muster.test/invitations/once-and-never-again';
  const props = {
    ...{ inviterName: 'Ana Castellan', organizationName: 'Halden Medical Center', roleLabel: 'Approver' },
    ...{ link, expiresOn: '2026-12-06' },
  };
  const before = new Set((await mailIds(world)).map(({ id }) => id));
  await world.does('admin', async (ctx) => {
    await queueMail(ctx, { kind: 'invitation', props }, { email: 'new.person@people.example' });
    return ok(null);
  });
  const mailId = (await mailIds(world)).find(({ id }) => !before.has(id))?.id ?? '';
  const kept = async () =>
    JSON.stringify(
      await world.rows(
        sql`select m.props, t.html, t.text from mail m left join mail_message t on t.mail_id = m.id where m.id = ${mailId}`,
      ),
    );
  // Before it is sent it has to be kept: a server that is down takes nothing away.
  await expect(deliverMail.run(surroundings(world, 1), { mailId })).rejects.toThrow();
  expect(await kept()).toContain('once-and-never-again');
  const { port, letters } = await postOffice();
  await deliverMail.run(surroundings(world, port), { mailId });
  expect(letters[0]?.email.text).toContain(link);
  expect(letters[0]?.email.html).toContain(link);
  expect(await kept()).not.toContain('once-and-never-again');
});
