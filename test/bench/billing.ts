import { connect } from '#db/connection.ts';
import { verifyMoney } from '#app/proofs/verify.server.ts';
import { billBare, prepareBare } from './bare.ts';
import { addressOf, connected, copyOf, type World } from './databases.ts';
import { byTurns, median } from './pairs.ts';
import { billThroughTheProduct, FIRST_YEAR, previewRuns, SECOND_YEAR, type Billed } from './product.ts';
import { greatestBackend, parentOfBackend, spentByBackend, spentByChildrenOf } from './processes.ts';
import { sleep } from './users.ts';
import { fillNextYear } from './world.ts';

/** Medians of pairs. `cpu` is processor time of product and server process over that of bare SQL's, which other work disturbs less. */
export type Billing = {
  pairs: number;
  ratio: number;
  cpuRatio: number;
  seconds: number;
  bareSeconds: number;
  nodeMegabytes: number;
  serverMegabytes: number;
};

/** P1: bare and product by turns, each on a fresh copy; both must come to the same total, to the cent. */
export async function measureBilling(serverUrl: string, world: World, pairs: number): Promise<Billing> {
  const measured = await byTurns(
    pairs,
    async () =>
      connected(await copyOf(serverUrl, world), async (sql) => {
        await prepareBare(sql);
        const before = await spentByBackend(sql);
        const billed = await billBare(sql, FIRST_YEAR.endsOn);
        return { ...billed, cpuSeconds: (await spentByBackend(sql)).cpuSeconds - before.cpuSeconds };
      }),
    async () => billThroughTheProduct(await copyOf(serverUrl, world), FIRST_YEAR),
  );
  for (const [bare, product] of measured) {
    if (product.totalMinor !== bare.totalMinor)
      throw new Error(`The product bills ${product.totalMinor}, plain SQL ${bare.totalMinor}`);
  }
  const products = measured.map(([, product]) => product);
  return {
    pairs: measured.length,
    ratio: median(measured.map(([bare, product]) => product.seconds / bare.seconds)),
    cpuRatio: median(measured.map(([bare, product]) => product.cpuSeconds / bare.cpuSeconds)),
    seconds: median(products.map(({ seconds }) => seconds)),
    bareSeconds: median(measured.map(([bare]) => bare.seconds)),
    nodeMegabytes: Math.max(...products.map(({ nodeMegabytes }) => nodeMegabytes)),
    serverMegabytes: Math.max(...products.map(({ serverMegabytes }) => serverMegabytes)),
  };
}

/** P3: as many lines as `ordinary` has, beside nothing and beside a large world that was billed before. */
export async function measureHistory(serverUrl: string, ordinary: World, history: World, pairs: number) {
  const next = { ...history, database: 'muster_bench_history' };
  const url = await copyOf(serverUrl, history, next.database);
  await billThroughTheProduct(url, FIRST_YEAR);
  await connected(url, (sql) => fillNextYear(sql, { lines: ordinary.lines }));
  await previewRuns(url, SECOND_YEAR);
  const measured = await byTurns(
    pairs,
    async () => billThroughTheProduct(await copyOf(serverUrl, ordinary), FIRST_YEAR),
    async () => billThroughTheProduct(await copyOf(serverUrl, next), SECOND_YEAR),
  );
  const ratioOf = (what: (billed: Billed) => number) =>
    median(measured.map(([without, beside]) => what(beside) / what(without)));
  return {
    pairs: measured.length,
    ratio: ratioOf(({ seconds }) => seconds),
    cpuRatio: ratioOf(({ cpuSeconds }) => cpuSeconds),
  };
}

/** `money:verify` over everything that was billed in the copy that was made last. */
export async function measureVerify(serverUrl: string, times: number) {
  const url = addressOf(serverUrl, 'muster_bench_copy');
  const postmaster = await connected(url, async (sql) => {
    await sql.unsafe('vacuum analyze');
    return parentOfBackend(sql);
  });
  const found = [];
  for (let time = 0; time < times; time += 1) {
    const before = spentByChildrenOf(postmaster);
    const database = connect(url, { max: 3 });
    const verified = await verifyMoney(database);
    const megabytes = greatestBackend(postmaster);
    await database.close();
    await sleep(500);
    found.push({ ...verified, megabytes, cpuSeconds: spentByChildrenOf(postmaster) - before });
  }
  return {
    lines: found[0]?.lines ?? 0,
    perSecond: median(found.map(({ lines, seconds }) => lines / seconds)),
    perCpuSecond: median(found.map(({ lines, cpuSeconds }) => lines / cpuSeconds)),
    megabytes: Math.max(...found.map(({ megabytes }) => megabytes)),
    differences: found.flatMap(({ differences }) => differences),
  };
}
