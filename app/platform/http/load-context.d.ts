import type { Database } from '#db/connection.ts';
import type { Actor } from '../authorization/vocabulary.ts';
import type { Outlet } from './outlet.server.ts';
import type { Visitor } from './visitor.ts';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
  /** What the HTTP process hands to every loader and action. */
  interface AppLoadContext {
    cspNonce: string;
    requestId: string;
    database: Database;
    now: Date;
    baseUrl: string;
    demo: boolean;
    visitor: Visitor;
    /** Reads the session once per request, however many loaders ask. */
    actor: () => Promise<Actor | null>;
    /** Where the answer goes, for a file that is written while it is sent. */
    outlet: Outlet;
  }
}

export {};
