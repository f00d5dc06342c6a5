import { readdirSync, readFileSync } from 'node:fs';
import type postgres from 'postgres';

/** What Linux counts of a process: seconds of processor time, and the most memory it ever had resident, in megabytes. */
export type Spent = { cpuSeconds: number; peakMegabytes: number };

/** Ticks of the processor clock in a second, on every Linux. */
const TICKS = 100;

/** The numbers of `/proc/<pid>/stat` from the state on; proc(5) counts them from 3. None where it cannot be seen. */
function numbersOf(pid: number | string): number[] {
  try {
    return (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ').map(Number);
  } catch {
    return [];
  }
}

/** Of the process with that number, on this machine. */
export function spentBy(pid: number | string): Spent {
  const numbers = numbersOf(pid);
  if (numbers.length === 0) return { cpuSeconds: 0, peakMegabytes: 0 };
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return {
    cpuSeconds: ((numbers[11] ?? 0) + (numbers[12] ?? 0)) / TICKS,
    peakMegabytes: Number(peak ?? 0) / 1024,
  };
}

/** Of the PostgreSQL process that serves a connection. Its memory includes what it touched of the shared buffers. */
export async function spentByBackend(sql: postgres.Sql): Promise<Spent> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return spentBy(row?.pid ?? 0);
}

/** The server's first process. */
export async function parentOfBackend(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return numbersOf(row?.pid ?? 0)[1] ?? 0;
}

/** Seconds of processor time of all children that have ended, parallel workers among them. */
export function spentByChildrenOf(pid: number): number {
  const numbers = numbersOf(pid);
  return ((numbers[13] ?? 0) + (numbers[14] ?? 0)) / TICKS;
}

/** The most memory that any process of the server that still runs ever had resident. */
export function greatestBackend(postmaster: number): number {
  const children = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && numbersOf(name)[1] === postmaster,
  );
  return Math.max(0, ...children.map((pid) => spentBy(pid).peakMegabytes));
}
