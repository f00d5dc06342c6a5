import path from 'node:path';
import postgres from 'postgres';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { billBare, billThroughTheProduct, prepareBare } from './billing.ts';
import { hammer, type Load } from './load.ts';
import { serveBare, serveProduct } from './pages.ts';
import { fillWorld } from './world.ts';

/**
 * `npm run bench [-- 10000,1000000]`: the product against bare PostgreSQL and bare Express, as ratios measured in this
 * one run on this one machine. Absolute times depend on the machine and mean little.
 *   P1 billing · P4 spend dashboard · P7 the list of timesheets · P8 independence of the size
 */
const sizes = (process.argv[2] ?? '10000,1000000').split(',').map(Number);
const DEEP_PAGE = 20_000;
const PAGE = 50;

type Measured = {
  lines: number;
  billing: { bare: number; product: number };
  list: Load;
  deepPage: Load;
  detail: Load;
  spend: Load;
  bareList: Load;
};

const say = (line: string) => process.stdout.write(`${line}\n`);

async function server(): Promise<string> {
  if (process.env.BENCH_DATABASE_URL) return process.env.BENCH_DATABASE_URL;
  const { url } = await startEmbedded({ dataDir: path.resolve('.data-bench') });
  return url;
}

async function freshDatabase(serverUrl: string, name: string): Promise<string> {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await admin`drop database if exists ${admin(name)} with (force)`;
  await admin`create database ${admin(name)}`;
  await admin.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate(url.href);
  return url.href;
}

/** One run per client covers the whole year; the dashboard is measured with as many months as monthly runs would give. */
async function spreadSpendOverMonths(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`truncate client_spend;
    insert into client_spend
    select client_id, date_trunc('month', week_ends_on)::date, supplier_id, department_id, job_id, cost_center_id, sum(minutes),
      coalesce(sum(minutes) filter (where pay_code <> 'ST'), 0), sum(amount_minor), sum(fee_minor), sum(total_minor)
    from invoice_line where kind = 'client_invoice' group by 1, 2, 3, 4, 5, 6`);
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

async function measurePages(url: string, sql: postgres.Sql) {
  const { cursor, id } = await deepCursor(sql);
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

async function measure(serverUrl: string, wanted: number): Promise<Measured> {
  const url = await freshDatabase(serverUrl, `muster_bench_${wanted}`);
  const sql = postgres(url, { max: 2, onnotice: () => undefined });
  try {
    const lines = await fillWorld(sql, { lines: wanted });
    say(`${lines} approved lines in 50 programs`);
    await prepareBare(sql);
    const bare = await billBare(sql);
    const product = await billThroughTheProduct(url);
    await sql.unsafe('drop schema bare cascade');
    await spreadSpendOverMonths(sql);
    await sql.unsafe('vacuum analyze');
    return { lines, billing: { bare, product }, ...(await measurePages(url, sql)) };
  } finally {
    await sql.end();
  }
}

function report(all: Measured[]): void {
  const row = (what: string, ratio: number, target: number, atMost = true) => {
    const met = atMost ? ratio <= target : ratio >= target;
    say(
      `${what.padEnd(74)} ${ratio.toFixed(2).padStart(7)}   ${atMost ? '≤' : '≥'} ${target.toFixed(2)}   ${met ? 'met' : 'MISSED'}`,
    );
  };
  say('');
  for (const { lines, billing, list, bareList } of all) {
    row(
      `P1  bill ${lines} lines into 50 client invoices, against bare SQL`,
      billing.product / billing.bare,
      3,
    );
    row(
      `P7  50-row list, signed in, at ${lines} lines, share of bare Express`,
      list.perSecond / bareList.perSecond,
      0.4,
      false,
    );
  }
  const [small, large] = [all[0], all.at(-1)];
  if (!small || !large || small === large) return;
  const growth = `${small.lines} → ${large.lines} lines, p95`;
  row(`P4  spend dashboard, ${growth}`, large.spend.p95 / small.spend.p95, 1.3);
  row(`P8  list, first page, ${growth}`, large.list.p95 / small.list.p95, 1.3);
  row(
    `P8  list, page ${DEEP_PAGE.toLocaleString('en-US')} (or the last), ${growth}`,
    large.deepPage.p95 / small.deepPage.p95,
    1.3,
  );
  row(`P8  one timesheet, ${growth}`, large.detail.p95 / small.detail.p95, 1.3);
}

const serverUrl = await server();
const all: Measured[] = [];
for (const size of sizes) all.push(await measure(serverUrl, size));
report(all);
