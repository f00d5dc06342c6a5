import type { Outlet } from '#app/platform/http/outlet.server.ts';

/** A reader who takes whatever comes as soon as it comes. */
export const aReader: Outlet = { readiness: () => Promise.resolve('ready') };
