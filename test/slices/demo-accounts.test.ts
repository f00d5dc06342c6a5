import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { account, accountPassword } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { insistOnNobodyOfTheDemo } from '#app/access/demo-accounts.server.ts';
import { hashPassword } from '#app/access/password.server.ts';
import { aProgram } from '#test/factories/program.ts';
import { separateTestDatabase } from '#test/setup/database.ts';

test('a deployment in earnest does not start on data of the demo, until its administrator has another password', async () => {
  process.env['MUSTER_TEST_URL'] = (await separateTestDatabase('demo_accounts')).url;
  const { database, people } = await aProgram();
  const { accountId } = people.admin;
  const asDemo = async (password: string) => {
    const passwordHash = await hashPassword(password);
    await walled(database, { side: 'door' }, (db) =>
      db
        .insert(accountPassword)
        .values({ accountId, passwordHash })
        .onConflictDoUpdate({ target: accountPassword.accountId, set: { passwordHash } }),
    );
  };
  await expect(insistOnNobodyOfTheDemo(database)).resolves.toBeUndefined();
  await walled(database, { side: 'msp' }, (db) =>
    db.update(account).set({ email: 'admin@northgate.example' }).where(eq(account.id, accountId)),
  );
  await asDemo('muster-demo');
  await expect(insistOnNobodyOfTheDemo(database)).rejects.toThrow(/holds the demo/);
  await asDemo('tall green kettle walks');
  await expect(insistOnNobodyOfTheDemo(database)).resolves.toBeUndefined();
});
