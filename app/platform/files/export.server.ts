import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node';
import type { EventNews } from '#app/values/event.ts';
import type { Actor } from '../authorization/vocabulary.ts';
import { withContext } from '../context.server.ts';
import { recordEvent } from '../events/events.server.ts';
import type { Outlet } from '../http/outlet.server.ts';
import { readAddress } from '../http/read-form.server.ts';
import { log, stackOf } from '../observability/log.server.ts';
import { download } from './download.server.ts';
import { exportBrokenOff, exportMade, fileIdOf } from './events.ts';
import type { Tally } from './tally.ts';

export type Content = string | Readable | ReadableStream<Uint8Array>;

export type Export = {
  /** What it is, within a sentence: «the ledger». */
  report: string;
  name: string;
  mediaType: string;
  /** Whose program it is about; the chain in which the trace is sealed. */
  clientId?: string | null | undefined;
  /** What counted the rows while they were written. */
  tally?: Tally;
};

/**
 * A report that somebody takes along. It leaves its trace in the trail: who took it, what they asked for, how many rows, what
 * they come to, and the SHA-256 of every byte, so that a file can be held against it later (SOX 404, evidence of completeness
 * and accuracy). The last piece leaves after the trace is written: no file leaves whole without one.
 * @param content is read while it is sent, once
 */
export function exported(
  args: Pick<LoaderFunctionArgs, 'request' | 'context'>,
  actor: Actor,
  content: Content,
  about: Export,
): Response {
  const pieces = traced(piecesOf(content), {
    whole: (facts) =>
      record(args, actor, exportMade({ ...occasion(actor, about, fileIdOf(facts.sha256)), facts })),
    part: (facts) => record(args, actor, exportBrokenOff({ ...occasion(actor, about, randomUUID()), facts })),
    asked: { report: about.report, address: addressOf(args.request), file: about.name },
    tally: about.tally,
    outlet: args.context.outlet,
  });
  return download(
    createReadableStreamFromReadable(Readable.from(pieces, { objectMode: false })),
    about,
    typeof content === 'string' ? { 'Content-Length': String(Buffer.byteLength(content)) } : {},
  );
}

function piecesOf(content: Content): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (typeof content === 'string') return [Buffer.from(content)];
  return content instanceof Readable ? content : Readable.fromWeb(content as NodeStream<Uint8Array>);
}

/** Ids, days, amounts and the words of our own lists. */
const OURS = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\d.,+−-]+\s?%?|[a-z][a-z_-]*)$/;
const NAME = /^[a-zA-Z]{1,20}$/;

/**
 * Where a file was asked for. What somebody typed may be a person's name, and rows of the trail are never changed to forget it:
 * of the question only what can be none is kept, and an ellipsis in the place of the rest.
 */
function addressOf(request: Request): string {
  const { pathname, searchParams } = readAddress(request);
  const kept = new URLSearchParams();
  for (const [name, value] of searchParams)
    if (NAME.test(name)) kept.append(name, OURS.test(value) && name !== 'text' ? value : '…');
  const search = kept.toString();
  return search ? `${pathname}?${search}` : pathname;
}

const occasion = (actor: Actor, { clientId }: Export, subjectId: string) => ({
  subjectId,
  clientId: actor.clientId ?? clientId ?? null,
  supplierId: actor.supplierId,
});

/** The news is for the office and for the side of whoever took the file; of a client, its administrator has the page. */
async function record(
  { context }: Pick<LoaderFunctionArgs, 'context'>,
  actor: Actor,
  news: EventNews,
): Promise<void> {
  const audience = actor.side === 'msp' || actor.viewingAs ? [] : [actor.side];
  await withContext(context, whoReallyTakes(actor), (ctx) => recordEvent(ctx, { ...news, audience }));
}

/** Whoever looks on as another takes the file themselves, and the trail has both names. */
function whoReallyTakes(actor: Actor): Actor {
  const { viewingAs, accountId, name } = actor;
  if (!viewingAs) return actor;
  return {
    ...actor,
    ...viewingAs,
    side: 'msp',
    clientId: null,
    supplierId: null,
    workerId: null,
    viewingAs: null,
    onBehalfOf: { accountId, name },
  };
}

type Asked = { report: string; address: string; file: string };
type Trace = {
  asked: Asked;
  tally: Tally | undefined;
  outlet: Outlet;
  whole: (facts: Parameters<typeof exportMade>[0]['facts']) => Promise<void>;
  part: (facts: Parameters<typeof exportBrokenOff>[0]['facts']) => Promise<void>;
};

async function* traced(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { asked: { file, ...asked }, tally, outlet, whole, part }: Trace,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let held: Uint8Array | null = null;
  let sent = 0;
  let isTold = false;
  try {
    for await (const piece of pieces) {
      if (held) {
        if ((await outlet.readiness()) === 'gone') return;
        sent += held.byteLength;
        yield held;
      }
      hash.update(piece);
      held = piece;
    }
    if ((await outlet.readiness()) === 'gone') return;
    const told = tally?.told() ?? { rows: null, sums: {} };
    const bytes = sent + (held?.byteLength ?? 0);
    const facts = { ...asked, file, ...told, bytes, sha256: hash.digest('hex') };
    isTold = true;
    await whole(facts);
    if (held) yield held;
  } finally {
    // Whoever went away hears of nothing any more, and a stream that fails behind them would take the server with it.
    if (!isTold && sent > 0) await part({ ...asked, bytes: sent }).catch(logLostTrace);
  }
}

const logLostTrace = (error: unknown) =>
  log('error', 'a broken export left no trace', { stack: stackOf(error) });
