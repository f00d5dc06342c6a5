import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { redirect } from './redirect.server.ts';

const uuid = z.uuid();

/**
 * The loader of a verb's address, for whoever comes there by a link or a reload: on to the page of the thing itself.
 * A malformed id leads nowhere, and never into a header.
 */
export const leadsTo =
  (to: (id: string) => string, name = 'id') =>
  ({ params }: LoaderFunctionArgs): Response => {
    const parsed = uuid.safeParse(params[name]?.toLowerCase());
    return parsed.success ? redirect(to(parsed.data)) : nothingHere();
  };

const nothingHere = () =>
  new Response('There is nothing here.', {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  });
