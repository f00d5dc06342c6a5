import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { World } from '#test/factories/program.ts';
import { aReconciledProgram, asOwner, differing, partsOf, titles } from '#test/factories/reconciled.ts';

let world: World;
let first: string;
let second: string;

beforeAll(async () => {
  ({ world, first, second } = await aReconciledProgram());
});

describe('a number that was forged is found by the controls that it stands in, and by no other', () => {
  const documents = (of: string) =>
    `(select id from invoice where billing_run_id = '${first}' and side = '${of}' and total_minor > 0)`;
  /** The first time charge of the run, and the same on a side. */
  const charge = () => `(select min(id) from charge where billing_run_id = '${first}' and pay_code = 'ST')`;
  const line = (of: string) => `charge_id = ${charge()} and side = '${of}'`;
  const entry = (kind: string, of: string) =>
    `id = (select min(e.id) from ledger_entry e join ledger_account a on a.id = e.account_id join ledger_transaction t on t.id = e.transaction_id
           where a.kind = '${kind}' and t.invoice_id in ${documents(of)})`;

  /** What is forged, with `$` for 1 and then, to mend it, for -1; and every control that must notice it. */
  const forgeries: [string, () => string, string[]][] = [
    [
      'minutes of a day',
      () =>
        `update time_line set minutes = minutes + $ * 60 where id = (select min(l.id) from time_line l join charge c on c.timesheet_id = l.timesheet_id
         where c.billing_run_id = '${first}' and l.work_date = '2026-03-09')`,
      [titles.time],
    ],
    [
      'a charge, after its documents were issued',
      () =>
        `update charge set minutes = minutes + $ * 60, amount_minor = app.line_amount_minor(minutes + $ * 60, bill_rate)
         where id = (select max(id) from charge where billing_run_id = '${first}' and pay_code = 'ST')`,
      [titles.time, titles.clientLines, titles.supplierLines],
    ],
    [
      'an expense, after it was approved',
      () =>
        `update expense_line set amount_minor = amount_minor + $ where client_id = '${world.clientId}' and spent_on = '2026-03-04'`,
      [titles.expenses],
    ],
    [
      'a miscellaneous charge, after it was approved',
      () =>
        `update misc_charge set amount_minor = amount_minor + $ where client_id = '${world.clientId}' and label = 'Badge'`,
      [titles.misc],
    ],
    [
      'since when a charge falls due every week',
      () =>
        `update misc_charge set starts_on = starts_on - 7 * $ where client_id = '${world.clientId}' and label = 'Laptop'`,
      [titles.misc],
    ],
    [
      'what was taken back of a replaced week',
      () =>
        `update charge set minutes = minutes + $ where id = (select min(id) from charge where billing_run_id = '${second}' and credits_charge_id is not null)`,
      [titles.replaced],
    ],
    [
      'an amount on the client’s side',
      () =>
        `update invoice_line set amount_minor = amount_minor + $, total_minor = total_minor + $ where ${line('client')}`,
      [titles.clientLines, titles.splits, titles.clientSums],
    ],
    [
      'minutes on a supplier’s side',
      () => `update invoice_line set minutes = minutes + $ where ${line('supplier')}`,
      [titles.supplierLines, titles.supplierSums],
    ],
    [
      'the preview',
      () => `update billing_run set previewed_minor = previewed_minor + $ where id = '${first}'`,
      [titles.preview],
    ],
    [
      'a discount as it was kept',
      () =>
        `update posted_discount set discount_minor = discount_minor + $ where billing_run_id = '${first}'`,
      [titles.discounts],
    ],
    [
      'what one cost center bears',
      () =>
        `update invoice_line_split set amount_minor = amount_minor + $, total_minor = total_minor + $
         where charge_id = ${charge()} and cost_center_id = '${world.costCenterIds[0]}'`,
      [titles.splits],
    ],
    [
      'a fee of the client',
      () =>
        `update invoice_line_fee set fee_minor = fee_minor + $ where charge_id = ${charge()} and funding = 'client'`,
      [titles.clientSums, titles.bothSides],
    ],
    [
      'a tax of the client',
      () =>
        `update invoice_tax set tax_minor = tax_minor + $, base_minor = base_minor + $ * 20 where id = (select min(id) from invoice_tax where invoice_id in ${documents('client')} and tax_minor <> 0)`,
      [titles.clientSums, titles.bothSides],
    ],
    [
      'the total of the client’s invoice',
      () =>
        `update invoice set fee_minor = fee_minor + $, total_minor = total_minor + $ where id in ${documents('client')}`,
      [titles.preview, titles.clientSums, titles.bothSides, titles.receivable, titles.fees],
    ],
    [
      'the tax of a statement',
      () =>
        `update invoice set tax_minor = tax_minor + $, total_minor = total_minor + $ where id in ${documents('supplier')}`,
      [titles.supplierSums, titles.bothSides, titles.payable, titles.taxes],
    ],
    [
      'what the client owes in the ledger',
      () =>
        `update ledger_entry set amount_minor = amount_minor + $ where ${entry('client_receivable', 'client')}`,
      [titles.receivable, titles.balance],
    ],
    [
      'clearing',
      () =>
        `update ledger_entry set amount_minor = amount_minor + $ where ${entry('billing_clearing', 'supplier')}`,
      [titles.balance, titles.clearing],
    ],
    [
      'the number of a document',
      () => `update invoice set number = number + $ * 5000 where id in ${documents('client')}`,
      [titles.series],
    ],
  ];

  test.each(forgeries)('%s', async (_what, statement, controls) => {
    await asOwner(world, statement().replaceAll('$', '1'));
    expect(await differing(world, first)).toEqual(controls);
    await asOwner(world, statement().replaceAll('$', '-1'));
    expect(await differing(world, first)).toEqual([]);
  });

  test('a number between two documents of the run, on no document', async () => {
    const memo = `billing_run_id = '${first}' and kind = 'client_credit'`;
    const [kept] = await world.rows<{ series: string; number: number }>(
      sql.raw(`select series, number from invoice where ${memo}`),
    );
    await asOwner(world, `update invoice set series = 'INV', number = number + 5000 where ${memo}`);
    expect(await differing(world, first)).toEqual([titles.inARow, titles.series]);
    await asOwner(
      world,
      `update invoice set series = '${kept?.series}', number = ${kept?.number} where ${memo}`,
    );
  });

  test('errors that cancel out are found all the same', async () => {
    const of = (kind: string) => `billing_run_id = '${first}' and kind = '${kind}'`;
    const shift = (by: number) =>
      `update invoice set other_minor = other_minor + ${by}, total_minor = total_minor + ${by} where ${of('client_invoice')};
       update invoice set other_minor = other_minor - ${by}, total_minor = total_minor - ${by} where ${of('client_credit')}`;
    await asOwner(world, shift(100));
    expect(await differing(world, first)).toEqual([titles.clientSums]);
    await asOwner(world, shift(-100));
  });

  test('a charge that no document claims any more is still open, and missing from the run', async () => {
    const expense = `expense_line_id is not null and credits_charge_id is null and client_id = '${world.clientId}'`;
    await asOwner(world, `update charge set billing_run_id = null where ${expense}`);
    expect(await differing(world, first)).toEqual([titles.clientLines, titles.supplierLines]);
    expect(await partsOf(world, first, titles.expenses)).toMatchObject({
      'Billed by this run': 0,
      'Still open': 2,
    });
    await asOwner(world, `update charge set billing_run_id = '${first}' where ${expense}`);
  });
});
