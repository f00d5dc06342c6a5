import { describe, expect, test } from 'vitest';
import { describeFailure, redacted } from './redact.ts';

describe('a log line', () => {
  test.each([
    ['mail to luis.ortiz+x@mail.example failed', 'luis'],
    ['GET /sign-in?to=%2Fx&token=s3cretvalue', 's3cretvalue'],
    ['link /invitations/Zm9vYmFyYmF6 is used', 'Zm9vYmFyYmF6'],
    ['postgres://muster:q7Vt0pXz@db/muster refused', 'q7Vt0pXz'],
    ['smtp://user:hunter22@mail.example:587', 'hunter22'],
    ['authorization: Bearer abc.def-ghi', 'abc.def'],
    ['cookie muster_session=abcdef123456; x', 'abcdef123456'],
    ['account DE89 3704 0044 0532 0130 00', '0532'],
    ['account DE89370400440532013000 is wrong', '0532013'],
    ['routing 021000021, account 1234567890', '1234567890'],
  ])('%s keeps its secret', (line, secret) => expect(redacted(line)).not.toContain(secret));

  test('keeps what helps: ids, codes, places in the source, amounts and times', () => {
    for (const line of [
      'requestId 0190d7a2-5d5e-7a51-8a3f-2f6d2f6a9b10',
      'at file.server.ts:120:33',
      'at handle (node_modules/@remix-run/server-runtime/dist/server.js:126:21)',
      'took 1234.5 ms at 2026-11-29T12:00:00.000Z',
      'run 42 of 2026-11, 174.00',
    ])
      expect(redacted(line)).toBe(line);
  });
});

test('a failed statement is told without what it was given', () => {
  const cause = Object.assign(new Error('duplicate key value violates unique constraint "account_email"'), {
    code: '23505',
    constraint_name: 'account_email',
    detail: 'Key (lower(email))=(luis@mail.example) already exists.',
  });
  const failure = Object.assign(
    new Error('Failed query: insert into account values ($1, $2)\nparams: Luis Ortiz,luis@mail.example', {
      cause,
    }),
    { query: 'insert into account values ($1, $2)', params: ['Luis Ortiz', 'luis@mail.example'] },
  );
  const told = describeFailure(failure);
  expect(told).toContain('insert into account');
  expect(told).toContain('23505 account_email');
  expect(told).toContain('redact.test.ts');
  expect(told).not.toMatch(/Luis|luis/);
});

test('what the database quotes is left out', () => {
  const failure = Object.assign(new Error('invalid input syntax for type uuid: "Luis Ortiz"'), {
    code: '22P02',
  });
  expect(describeFailure(failure)).not.toContain('Luis');
});
