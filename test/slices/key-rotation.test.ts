import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { directory, totpFactor } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { secretCell } from '#app/directory/connections.server.ts';
import { sealTotp } from '#app/factors/public.server.ts';
import { openField, sealField } from '#app/platform/crypto/field.server.ts';
import { parseKeys } from '#app/platform/crypto/keyring.ts';
import { bankInRows } from '#test/factories/payments.ts';
import { aProgram } from '#test/factories/program.ts';
import { separateTestDatabase } from '#test/setup/database.ts';

test('after the command nothing is sealed with an older key, and all of it can still be read', async () => {
  const { url } = await separateTestDatabase('key_rotation');
  process.env['MUSTER_TEST_URL'] = url;
  const world = await aProgram();
  await bankInRows(world);
  const { accountId } = world.actor('ana');
  const id = randomUUID();
  await walled(world.database, { side: 'msp' }, (db) =>
    db.insert(directory).values({
      ...{ id, organizationId: world.clientId, side: 'client', issuer: 'https://provider.example' },
      ...{ registeredAs: 'muster', secretSealed: sealField('client secret', secretCell(id)) },
    }),
  );
  await walled(world.database, { side: 'door' }, (db) =>
    db.insert(totpFactor).values({ accountId, secret: sealTotp(accountId, 'ABCDEFGH'), lastStep: 0 }),
  );
  const keys = `next:${randomBytes(32).toString('base64')},${process.env['MUSTER_KEYS'] ?? ''}`;
  const rotate = async () => {
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'app/rotate-keys.ts'], {
      env: { ...process.env, DATABASE_URL: url, MUSTER_KEYS: keys },
    });
    return (await run).stdout.split('\n').slice(1, -1);
  };
  expect(await rotate()).toEqual([
    '1 account numbers',
    '1 secrets of authenticators',
    '1 client secrets of single sign-on',
  ]);
  const cells = await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    return tx<{ table: string; column: string; id: string; sealed: string }[]>`
      select 'bank_account' as table, 'account_sealed' as column, id, account_sealed as sealed from bank_account
      union all select 'totp_factor', 'secret', account_id, secret from totp_factor
      union all select 'directory', 'secret_sealed', id, secret_sealed from directory`;
  });
  const opened = cells.map(({ sealed, ...cell }) =>
    openField(sealed, cell, parseKeys(keys.split(',')[0] ?? '')),
  );
  expect(opened.slice(1)).toEqual(['ABCDEFGH', 'client secret']);
  expect(opened[0]).toMatch(/^\d{9}$/);
  expect(await rotate()).toEqual([
    '0 account numbers',
    '0 secrets of authenticators',
    '0 client secrets of single sign-on',
  ]);
}, 60_000);
