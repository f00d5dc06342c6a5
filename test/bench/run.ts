import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { measureAtOnce } from './at-once.ts';
import { measureBilling, measureHistory, measureVerify, type Billing } from './billing.ts';
import { addressOf, benchServer, connected, copyOf, drop, makeWorld, type World } from './databases.ts';
import { measurePages, type Pages } from './measure-pages.ts';
import { billThroughTheProduct, FIRST_YEAR, previewRuns } from './product.ts';
import { note, row, say } from './report.ts';

/**
 * `npm run bench [-- --sizes 10000,100000,1000000 --pairs 3 --only P1,P2]`: the product against bare PostgreSQL and bare
 * Express, as ratios measured in this one run on this one machine. Absolute times depend on the machine and mean little.
 *   P1 billing · P2 its growth and memory · P3 its independence of history · V the speed of money:verify ·
 *   P9 billing while others work · P4 spend dashboard · P7 the list of timesheets · P8 independence of the size
 * What is compared is measured by turns, and the median of the pairs is told. Above 100,000 lines there is one pair.
 */
const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    pairs: { type: 'string', default: '3' },
    only: { type: 'string', default: 'P1,P2,P3,V,P9,P4,P7,P8' },
  },
});
const sizes = options.sizes
  .split(',')
  .map(Number)
  .sort((a, b) => a - b);
const wanted = new Set(options.only.split(','));
const asked = (...targets: string[]) => targets.some((target) => wanted.has(target));
/** Worlds up to this size are measured in so many pairs; larger ones in one, because each takes minutes. */
const MEASURED_OFTEN = 100_000;
const pairsFor = ({ lines }: { lines: number }) =>
  lines <= MEASURED_OFTEN * 1.1 ? Number(options.pairs) : 1;
/** What is billed beside history, and what jobs and users do at once. */
const ORDINARY = 100_000;

type Measured = { world: World; billing?: Billing; pages?: Pages };

async function measure(serverUrl: string, size: number): Promise<Measured> {
  const world = await makeWorld(serverUrl, size);
  note(`${world.lines} approved lines in 50 programs`);
  // Every copy of this world has its runs previewed.
  const seconds = await previewRuns(addressOf(serverUrl, world.database), FIRST_YEAR);
  note(`previewed in ${seconds.toFixed(0)} s`);
  const measured: Measured = { world };
  if (asked('P1', 'P2')) {
    const billing = await measureBilling(serverUrl, world, pairsFor(world));
    measured.billing = billing;
    note(
      `billed, ${billing.pairs} pairs: bare ${billing.bareSeconds.toFixed(2)} s, product ${billing.seconds.toFixed(2)} s, the same total to the cent`,
    );
  }
  if (asked('P4', 'P7', 'P8')) {
    const url = await copyOf(serverUrl, world);
    await billThroughTheProduct(url, FIRST_YEAR);
    measured.pages = await measurePages(url);
    note('pages asked for');
  }
  return measured;
}

function reportSizes(all: Measured[]): void {
  for (const { world, billing, pages } of all) {
    const { lines } = world;
    if (billing) {
      const what = `P1  bill ${lines} lines into 50 client invoices, against bare SQL`;
      // The target is of 100,000 lines: with 200 to an invoice, what is done once for each invoice is most of it.
      if (lines < MEASURED_OFTEN) say(`${what}: ${billing.ratio.toFixed(2)} (no target at this size)`);
      else row(what, billing.ratio, 3);
      say(`      (the same in processor time: ${billing.cpuRatio.toFixed(2)})`);
      row(`P2  most memory of Node, billing ${lines} lines, MB`, billing.nodeMegabytes, 1024);
      row(`P2  most memory of its PostgreSQL process, MB`, billing.serverMegabytes, 1024);
    }
    if (pages)
      row(
        `P7  50-row list, signed in, at ${lines} lines, share of bare Express`,
        pages.list.perSecond / pages.bareList.perSecond,
        0.4,
        false,
      );
  }
  const [small, before, large] = [all[0], all.at(-2), all.at(-1)];
  if (!small || !before || !large || small === large) return;
  if (large.billing && before.billing) {
    const times = large.world.lines / before.world.lines;
    const tenfold = `${before.world.lines} → ${large.world.lines} lines`;
    row(
      `P2  billing time, ${tenfold}, for ten times the lines`,
      (large.billing.seconds / before.billing.seconds / times) * 10,
      12,
    );
    row(
      `P2  memory of Node, ${tenfold}, MB more`,
      large.billing.nodeMegabytes - before.billing.nodeMegabytes,
      50,
    );
  }
  if (large.pages && small.pages) {
    const growth = `${small.world.lines} → ${large.world.lines} lines, p95`;
    row(`P4  spend dashboard, ${growth}`, large.pages.spend.p95 / small.pages.spend.p95, 1.3);
    row(`P8  list, first page, ${growth}`, large.pages.list.p95 / small.pages.list.p95, 1.3);
    row(
      `P8  list, page 20,000 (or the last), ${growth}`,
      large.pages.deepPage.p95 / small.pages.deepPage.p95,
      1.3,
    );
    row(`P8  one timesheet, ${growth}`, large.pages.detail.p95 / small.pages.detail.p95, 1.3);
  }
}

async function reportHistory(serverUrl: string, ordinary: World, history: World): Promise<void> {
  const { pairs, ratio, cpuRatio } = await measureHistory(serverUrl, ordinary, history, pairsFor(ordinary));
  note(`billed beside history, ${pairs} pairs`);
  row(`P3  bill ${ordinary.lines} lines beside ${history.lines} billed, against beside none`, ratio, 2);
  say(`      (the same in processor time: ${cpuRatio.toFixed(2)})`);
}

async function reportVerify(serverUrl: string, history: World): Promise<void> {
  if (!asked('P3')) {
    const url = await copyOf(serverUrl, history);
    await billThroughTheProduct(url, FIRST_YEAR);
  }
  const { lines, perSecond, perCpuSecond, megabytes, differences } = await measureVerify(serverUrl, 3);
  row(`V   money:verify over ${lines} posted lines, lines a second`, perSecond, 100_000, false);
  say(
    `      (lines for each second of a processor: ${Math.round(perCpuSecond).toLocaleString('en')}; it works on two at once)`,
  );
  row('V   most memory of a PostgreSQL process of money:verify, MB', megabytes, 1024);
  row('V   money:verify, differences', differences.length, 0);
  for (const { sentence, reference, stored, expected } of differences.slice(0, 5))
    say(`      ${sentence}: ${reference ?? ''}: stored ${stored}, should be ${expected}`);
}

async function reportAtOnce(serverUrl: string, world: World): Promise<void> {
  const { pairs, run, submit, weeks, notOnce } = await measureAtOnce(
    () => copyOf(serverUrl, world),
    pairsFor(world),
  );
  note(`${pairs} times four jobs at once on each run of ${world.lines} lines`);
  row(`P9  charges not billed exactly once, ${weeks} weeks handed in meanwhile`, notOnce, 0);
  row('P9  four jobs on each run while 16 users work (32 weeks a second), against one job alone', run, 2);
  row('P9  submitting a week meanwhile, p95 against before', submit, 3);
}

const serverUrl = await benchServer();
if (asked('P4', 'P7', 'P8')) await promisify(execFile)('npm', ['run', 'build']);
const all: Measured[] = [];
for (const size of sizes) all.push(await measure(serverUrl, size));
say('');
reportSizes(all);
const largest = all.at(-1)?.world;
const ordinary = (all.find(({ world }) => world.lines >= ORDINARY) ?? all.at(-1))?.world;
if (largest && ordinary) {
  if (asked('P9')) await reportAtOnce(serverUrl, ordinary);
  if (asked('P3')) await reportHistory(serverUrl, ordinary, largest);
  if (asked('V')) await reportVerify(serverUrl, largest);
}
await connected(serverUrl, async (sql) => {
  for (const { datname } of await sql<
    { datname: string }[]
  >`select datname from pg_database where datname like 'muster_bench%'`)
    await drop(serverUrl, datname);
});
