import path from 'node:path';
import postgres from 'postgres';
import { connect } from '#db/connection.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { verifyMoney } from '#app/proofs/verify.server.ts';
import { measureAtOnce, type AtOnce } from './at-once.ts';
import { billBare, prepareBare } from './bare.ts';
import { hammer, type Load } from './load.ts';
import { serveBare, serveProduct } from './pages.ts';
import { billThroughTheProduct, FIRST_YEAR, SECOND_YEAR } from './product.ts';
import { fillNextYear, fillWorld } from './world.ts';

/**
 * `npm run bench [-- 10000,100000,1000000]`: the product against bare PostgreSQL and bare Express, as ratios measured in
 * this one run on this one machine. Absolute times depend on the machine and mean little.
 *   P1 billing · P2 its growth and memory · P3 its independence of history · P4 spend dashboard · P7 the list of
 *   timesheets · P8 independence of the size · P9 billing while others work · the speed of money:verify
 */
const sizes = (process.argv[2] ?? '10000,100000,1000000').split(',').map(Number);
const DEEP_PAGE = 20_000;
const PAGE = 50;
/** Up to this size billing is measured three times and the median taken; above it once. */
const MEASURED_THRICE = 100_000;
/** What is billed beside the history of the largest world, and what jobs and users do at once. */
const ORDINARY = 100_000;

type Billing = { bare: number; product: number; previewShare: number; peakMegabytes: number };
type Measured = {
  lines: number;
  billing: Billing;
  list: Load;
  deepPage: Load;
  detail: Load;
  spend: Load;
  bareList: Load;
};
type Verified = { lines: number; perSecond: number; differences: number };

const say = (line: string) => process.stdout.write(`${line}\n`);

async function server(): Promise<string> {
  if (process.env.BENCH_DATABASE_URL) return process.env.BENCH_DATABASE_URL;
  const { url } = await startEmbedded({ dataDir: path.resolve('.data-bench') });
  return url;
}

async function administer(serverUrl: string, work: (admin: postgres.Sql) => Promise<unknown>): Promise<void> {
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await work(admin);
  await admin.end();
}

const addressOf = (serverUrl: string, name: string) => {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
};

const worldOf = (lines: number) => `muster_bench_${lines}`;

/** An empty, migrated database filled with as many lines. It is only copied from then on. @returns the lines it got */
async function makeWorld(serverUrl: string, wanted: number): Promise<number> {
  const name = worldOf(wanted);
  await administer(serverUrl, async (admin) => {
    await admin`drop database if exists ${admin(name)} with (force)`;
    await admin`create database ${admin(name)}`;
  });
  await migrate(addressOf(serverUrl, name));
  const sql = postgres(addressOf(serverUrl, name), { max: 1, onnotice: () => undefined });
  const lines = await fillWorld(sql, { lines: wanted });
  await sql.end();
  return lines;
}

/** A fresh copy of a world, and nothing left to write from making it. */
async function copyOf(serverUrl: string, wanted: number): Promise<string> {
  const name = 'muster_bench_copy';
  await administer(serverUrl, async (admin) => {
    await admin`drop database if exists ${admin(name)} with (force)`;
    await admin.unsafe(`create database ${name} template ${worldOf(wanted)} strategy file_copy`);
    await admin`checkpoint`;
  });
  return addressOf(serverUrl, name);
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

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Bare and product by turns, each on a fresh copy; both must come to the same total, to the cent. Leaves the product's copy. */
async function measureBilling(serverUrl: string, wanted: number): Promise<{ billing: Billing; url: string }> {
  const [bare, product, shares, peaks]: [number[], number[], number[], number[]] = [[], [], [], []];
  let url = '';
  for (let round = 0; round < (wanted <= MEASURED_THRICE ? 3 : 1); round += 1) {
    const sql = postgres(await copyOf(serverUrl, wanted), { max: 1, onnotice: () => undefined });
    await prepareBare(sql);
    const limit = await billBare(sql, FIRST_YEAR.endsOn);
    await sql.end();
    url = await copyOf(serverUrl, wanted);
    const ours = await billThroughTheProduct(url, FIRST_YEAR);
    if (ours.totalMinor !== limit.totalMinor)
      throw new Error(`The product bills ${ours.totalMinor}, plain SQL ${limit.totalMinor}`);
    bare.push(limit.seconds);
    product.push(ours.seconds);
    shares.push(ours.previewSeconds / (ours.previewSeconds + ours.seconds));
    peaks.push(ours.peakMegabytes);
  }
  const billing = {
    bare: median(bare),
    product: median(product),
    previewShare: median(shares),
    peakMegabytes: median(peaks),
  };
  say(
    `  billed: bare ${billing.bare.toFixed(2)} s, product ${billing.product.toFixed(2)} s, the same total to the cent; ` +
      `previews are ${(100 * billing.previewShare).toFixed(0)} % of preview and billing; Node needed ${billing.peakMegabytes.toFixed(0)} MB at most`,
  );
  return { billing, url };
}

async function measure(serverUrl: string, wanted: number): Promise<Measured> {
  const lines = await makeWorld(serverUrl, wanted);
  say(`${lines} approved lines in 50 programs`);
  const { billing, url } = await measureBilling(serverUrl, wanted);
  const sql = postgres(url, { max: 2, onnotice: () => undefined });
  try {
    // The dashboard's months are this measurement's own; everything after works on what billing left.
    await sql.unsafe('create table spend_as_billed as table client_spend');
    await spreadSpendOverMonths(sql);
    await sql.unsafe('vacuum analyze');
    const pages = await measurePages(url, sql);
    await sql.unsafe(
      'truncate client_spend; insert into client_spend table spend_as_billed; drop table spend_as_billed',
    );
    return { lines, billing, ...pages };
  } finally {
    await sql.end();
  }
}

/** P3 and money:verify, in the copy that holds the largest world billed. */
async function measureAfterHistory(serverUrl: string): Promise<{ seconds: number; verified: Verified }> {
  const url = addressOf(serverUrl, 'muster_bench_copy');
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await fillNextYear(sql, { lines: ORDINARY });
  await sql.end();
  const { seconds } = await billThroughTheProduct(url, SECOND_YEAR);
  const database = connect(url, { max: 3 });
  await database.sql.unsafe('vacuum analyze');
  const { lines, seconds: checked, differences } = await verifyMoney(database);
  await database.close();
  for (const { sentence, reference, stored, expected } of differences.slice(0, 5))
    say(`  ${sentence}: ${reference ?? ''}: stored ${stored}, should be ${expected}`);
  return { seconds, verified: { lines, perSecond: lines / checked, differences: differences.length } };
}

function row(what: string, ratio: number, target: number, atMost = true): void {
  const met = atMost ? ratio <= target : ratio >= target;
  say(
    `${what.padEnd(86)} ${ratio.toFixed(2).padStart(9)}   ${atMost ? '≤' : '≥'} ${target.toFixed(2)}   ${met ? 'met' : 'MISSED'}`,
  );
}

function reportSizes(all: Measured[]): void {
  say('');
  for (const { lines, billing, list, bareList } of all) {
    row(
      `P1  bill ${lines} lines into 50 client invoices, against bare SQL`,
      billing.product / billing.bare,
      3,
    );
    row(`P2  memory of the process that bills ${lines} lines, MB`, billing.peakMegabytes, 1024);
    row(
      `P7  50-row list, signed in, at ${lines} lines, share of bare Express`,
      list.perSecond / bareList.perSecond,
      0.4,
      false,
    );
  }
  const [small, large] = [all[0], all.at(-1)];
  if (!small || !large || small === large) return;
  const before = all.at(-2) ?? small;
  const tenfold = `${before.lines} → ${large.lines} lines`;
  row(
    `P2  billing time, ${tenfold}, for ten times the lines`,
    (large.billing.product / before.billing.product / (large.lines / before.lines)) * 10,
    12,
  );
  row(`P2  memory, ${tenfold}, MB more`, large.billing.peakMegabytes - before.billing.peakMegabytes, 50);
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

function reportAtOnce({ alone, contested, idleP95, busyP95, weeks, notOnce }: AtOnce): void {
  row(
    `P9  charges not billed exactly once by four jobs on each run, ${weeks} weeks handed in meanwhile`,
    notOnce,
    0,
  );
  row(
    'P9  four jobs on each run while 16 users work (32 weeks a second), against one job alone',
    contested / alone,
    2,
  );
  row('P9  submitting a week meanwhile, p95 against before', busyP95 / idleP95, 3);
}

const serverUrl = await server();
const all: Measured[] = [];
for (const size of sizes) all.push(await measure(serverUrl, size));
const largest = all.at(-1);
const history = largest ? await measureAfterHistory(serverUrl) : null;
const ordinary = all.find(({ lines }) => lines >= ORDINARY) ?? largest;
const ordinarySize = sizes[ordinary ? all.indexOf(ordinary) : 0] ?? ORDINARY;
const atOnce = await measureAtOnce(() => copyOf(serverUrl, ordinarySize));
reportSizes(all);
if (history && largest && ordinary) {
  row(
    `P3  bill ${ORDINARY} lines beside a history of ${largest.lines}, against ${ordinary.lines} without`,
    history.seconds / ordinary.billing.product,
    2,
  );
  row(
    `money:verify over ${history.verified.lines} lines, lines a second`,
    history.verified.perSecond,
    100_000,
    false,
  );
  row('money:verify, differences', history.verified.differences, 0);
}
reportAtOnce(atOnce);
