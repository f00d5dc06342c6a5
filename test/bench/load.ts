import http from 'node:http';

/** Until the compiler has seen the page often enough to be done with it. */
const WARM_UP_MS = 3000;

export type Load = { perSecond: number; p50: number; p95: number; requests: number };

/** One request over a kept connection. @returns milliseconds; throws unless the answer is 200 */
function get(agent: http.Agent, url: string, cookie: string | undefined): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers: cookie ? { cookie } : {} }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - started);
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
    });
    request.on('error', reject);
  });
}

const quantile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Asks for a page again and again from several connections for some seconds, once it is warm. */
export async function hammer(
  url: string,
  { cookie, clients = 16, seconds = 4 }: { cookie?: string; clients?: number; seconds?: number } = {},
): Promise<Load> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const askFor = async (milliseconds: number): Promise<number[]> => {
    const until = performance.now() + milliseconds;
    const times: number[] = [];
    const one = async () => {
      while (performance.now() < until) times.push(await get(agent, url, cookie));
    };
    await Promise.all(Array.from({ length: clients }, one));
    return times;
  };
  try {
    await askFor(WARM_UP_MS);
    const started = performance.now();
    const times = (await askFor(seconds * 1000)).sort((a, b) => a - b);
    return {
      perSecond: times.length / ((performance.now() - started) / 1000),
      p50: quantile(times, 0.5),
      p95: quantile(times, 0.95),
      requests: times.length,
    };
  } finally {
    agent.destroy();
  }
}
