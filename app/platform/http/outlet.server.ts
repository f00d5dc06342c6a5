import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Where an answer goes. */
export type Outlet = {
  /** Fulfilled once more may be sent: at once, or when what was sent has left. `gone` where nobody reads any more. */
  readiness: () => Promise<'ready' | 'gone'>;
};

/**
 * The adapter of the framework writes whatever it gets, and neither waits for a slow reader nor hears that one went away: a long
 * file would gather in memory. Whoever makes such a file asks here before each piece.
 */
export const outletOf = (response: ServerResponse): Outlet => ({
  readiness: () =>
    new Promise((resolve) => {
      // Compression listens in the response's place; what counts here is the connection itself.
      const [once, off] = [EventEmitter.prototype.once, EventEmitter.prototype.off];
      const settle = () => {
        off.call(response, 'drain', settle);
        off.call(response, 'close', settle);
        resolve(response.closed ? 'gone' : 'ready');
      };
      if (response.closed || !response.writableNeedDrain) return settle();
      once.call(response, 'drain', settle);
      once.call(response, 'close', settle);
    }),
});
