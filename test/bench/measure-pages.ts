import type postgres from 'postgres';
import { connected } from './databases.ts';
import { hammer, type Load } from './load.ts';
import { serveBare, serveProduct } from './pages.ts';

export type Pages = { list: Load; deepPage: Load; detail: Load; spend: Load; bareList: Load };

const DEEP_PAGE = 20_000;
const PAGE = 50;

/** P4, P7 and P8, on a billed world that nothing else needs afterwards. */
export async function measurePages(url: string): Promise<Pages> {
  const { cursor, id } = await connected(url, async (sql) => {
    await spreadSpendOverMonths(sql);
    await sql.unsafe('vacuum analyze');
    return deepCursor(sql);
  });
  const product = await serveProduct(url);
  const page = (address: string) => hammer(product.base + address, { cookie: product.cookie });
  const list = await page('/timesheets?status=all');
  const deepPage = await page(`/timesheets?status=all&after=${cursor}`);
  const detail = await page(`/timesheets/${id}`);
  const spend = await page('/spend');
  await product.stop();
  const bare = await serveBare(url);
  const bareList = await hammer(bare.base);
  await bare.stop();
  return { list, deepPage, detail, spend, bareList };
}

/** One run per client covers the whole year; the dashboard is measured with as many months as monthly runs would give. */
async function spreadSpendOverMonths(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`truncate client_spend;
    insert into client_spend (client_id, month, supplier_id, department_id, job_id, cost_center_id, minutes, overtime_minutes, time_minor, discount_minor, fee_minor, tax_minor, total_minor)
    select client_id, date_trunc('month', week_ends_on)::date, supplier_id, department_id, job_id, cost_center_id, sum(minutes),
      coalesce(sum(minutes) filter (where pay_code <> 'ST'), 0), sum(amount_minor), sum(discount_minor), sum(fee_minor), sum(tax_minor), sum(total_minor)
    from invoice_line where side = 'client' group by 1, 2, 3, 4, 5, 6`);
}

/** Where page 20,000 of the list begins, or the last page of a smaller one. */
async function deepCursor(sql: postgres.Sql): Promise<{ cursor: string; id: string }> {
  const [count] = await sql<{ n: number }[]>`select count(*)::int as n from timesheet`;
  const skip = Math.max(0, Math.min(DEEP_PAGE * PAGE, (count?.n ?? 0) - PAGE - 1));
  const [row] = await sql<{ week: string; id: string }[]>`
    select week_ends_on::text as week, id from timesheet order by week_ends_on desc, id desc offset ${skip} limit 1`;
  if (!row) throw new Error('There is no timesheet to show');
  return { cursor: `${row.week}_${row.id}`, id: row.id };
}
