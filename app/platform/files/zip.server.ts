import { Zip, ZipDeflate } from 'fflate';

export type ZipWriter = {
  /** Adds a file. The promise is fulfilled once whoever reads the ZIP took all of it. */
  file(name: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
};

/**
 * A ZIP that is written while it is read, a piece at a time. It fails as `write` does; where nobody reads on, `write` fails.
 * @param write adds the files, one after the other
 */
export function zipStream(write: (zip: ZipWriter) => Promise<void>): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const out = writable.getWriter();
  let pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  const passOn = async () => {
    const ready = pieces;
    pieces = [];
    for (const piece of ready) await out.write(piece);
  };
  const file: ZipWriter['file'] = async (name, content) => {
    const entry = new ZipDeflate(name, { level: 6 });
    zip.add(entry);
    for await (const piece of content) {
      entry.push(piece);
      await passOn();
    }
    entry.push(new Uint8Array(), true);
    await passOn();
  };
  void (async () => {
    try {
      await write({ file });
      zip.end();
      await passOn();
      await out.close();
    } catch (error) {
      // Where the reader went away, there is nobody left to tell.
      await out.abort(error).catch(() => undefined);
    }
  })();
  return readable;
}
